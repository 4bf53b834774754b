package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;

/** Who may go by limits and rests, and how many are on their way. Not thread-safe. */
final class Traffic {
  private final SendPace pace;
  private final Parks parks;
  private final int mostFlying;
  private int flying;

  Traffic(SendLimits limits, Parks parks, int mostFlying) {
    pace = new SendPace(limits);
    this.parks = parks;
    this.mostFlying = mostFlying;
  }

  /** How long nobody may go at all. Long: the end of another call will wake the loop. */
  Duration waitForAll(Instant now) {
    Duration rest = longer(parks.waitForAll(now), pace.waitForAll(now));
    return flying >= mostFlying ? longer(rest, Lane.UNTIL_WOKEN) : rest;
  }

  /** How long this lane may not go, whatever the others do. */
  Duration waitFor(ChatAddress lane, Instant now) {
    return pace.isBusy(lane.chat())
        ? Lane.UNTIL_WOKEN
        : longer(parks.waitFor(lane, now), pace.waitFor(lane.chat(), now));
  }

  /** The same for answers to people. */
  Duration waitForAnswer(ChatAddress lane, Instant now) {
    return pace.isBusy(lane.chat())
        ? Lane.UNTIL_WOKEN
        : longer(parks.waitForAnswer(lane, now), pace.waitFor(lane.chat(), now));
  }

  /** Whether that chat, or all of them, have to rest after the next. */
  boolean isCrowded(long chat, Instant now) {
    return !pace.hasTwo(chat, now);
  }

  void began(ChatAddress lane) {
    pace.began(lane.chat());
    flying++;
  }

  /** The call is over; the chat may have its next when its pace allows. */
  void answered(ChatAddress lane, Instant now, boolean counted) {
    pace.ended(lane.chat(), now, counted);
  }

  /** Its thread is free again. */
  void ended() {
    flying--;
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
