package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * Who may go by limits and rests, and how many are on their way. What is to leave soon is prepared
 * before its time, so that a place, of which there are few in each second, is taken for the request
 * alone. Not thread-safe.
 */
final class Traffic {
  /** So long before its time a notice is put into words. */
  private static final Duration AHEAD = Duration.ofMillis(500);

  /** It is work for processors, and the other threads are for calls. */
  private static final int PREPARING_AT_ONCE = 4;

  private final SendPace pace;
  private final Parks parks;
  private final int mostFlying;
  private final int mostAhead;
  private int flying;
  private int preparing;

  Traffic(SendLimits limits, Parks parks, int mostFlying) {
    pace = new SendPace(limits);
    this.parks = parks;
    this.mostFlying = mostFlying;
    this.mostAhead = limits.overall();
  }

  /** How long this lane has no reason to be prepared. */
  Duration waitToPrepare(ChatAddress lane, Instant now) {
    Duration all = longer(parks.waitForAll(now), ahead(pace.waitForAll(now)));
    return longer(flying >= mostFlying ? Lane.UNTIL_WOKEN : all, waitToRead(lane, now));
  }

  /** How long it is no use to read what waits there. */
  Duration waitToRead(ChatAddress lane, Instant now) {
    return pace.isBusy(lane.chat())
        ? Lane.UNTIL_WOKEN
        : longer(parks.waitFor(lane, now), ahead(pace.waitFor(lane.chat(), now)));
  }

  /**
   * Whether one more may be prepared; when not, the end of another wakes the loop.
   *
   * @param ready how many are
   * @param first whether it is one of those that go before others
   */
  boolean mayPrepare(int ready, boolean first) {
    int most = first ? 2 * mostAhead : mostAhead;
    return flying < mostFlying && preparing < PREPARING_AT_ONCE && preparing + ready < most;
  }

  /** Whether a request may leave there now, its thread apart. */
  boolean mayLeave(ChatAddress lane, Instant now) {
    return longer(longer(parks.waitForAll(now), pace.waitForAll(now)), waitFor(lane, now)).isZero();
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

  void beganPreparing() {
    preparing++;
    flying++;
  }

  /** What was prepared is nothing to send; its thread has still to write that down. */
  void wontLeave() {
    preparing--;
  }

  /** What was prepared leaves at once, on the same thread. */
  void goesOn(ChatAddress lane) {
    preparing--;
    pace.began(lane.chat());
  }

  /** What was prepared waits for a place; its thread is free. */
  void waits() {
    preparing--;
    flying--;
  }

  /** The call is over; the chat may have its next when its pace allows. */
  void answered(ChatAddress lane, Instant now, boolean counted) {
    pace.ended(lane.chat(), now, counted);
  }

  /** Its thread is free again. */
  void ended() {
    flying--;
  }

  /** A rest is kept in full, since what is first in a lane is known at its end alone. */
  private static Duration ahead(Duration wait) {
    return wait.compareTo(AHEAD) <= 0 ? Duration.ZERO : wait.minus(AHEAD);
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
