package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the end of a call means for its chat and for the service, whatever was sent: who rests and
 * until when. Any thread.
 */
final class Aftermath {
  private static final int MOST_TOPICS = 1000;

  private final Parks parks;
  private final OutboxPolicy policy;
  private final Clock clock;
  private final RandomGenerator random;
  private final MeterRegistry meters;
  private final Unknowns unknowns;
  private final Set<ChatAddress> goneTopics =
      Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));

  Aftermath(Outbox.Parts parts, Parks parks, OutboxPolicy policy, Unknowns unknowns) {
    this.parks = parks;
    this.policy = policy;
    this.unknowns = unknowns;
    clock = parts.clock();
    random = parts.random();
    meters = parts.meters();
  }

  void sent(ChatAddress lane, String what) {
    parks.answered(lane.chat());
    unknowns.arrived(clock.instant());
    meters.counter("drover.outbox.sent", "what", what).increment();
  }

  /**
   * A new message arrived there: a rest for want of rights is over, and a topic that was not found
   * is there again, as when a group gives its topics up and takes them back.
   */
  void opened(ChatAddress lane) {
    parks.unpark(lane);
    goneTopics.remove(lane);
  }

  /**
   * Notes a refusal and returns when the same may be tried again.
   *
   * @param failures how often this message was not done, or its outcome unknown, this time included
   * @param withFile whether a file went with it, in which case a want of rights says nothing about
   *     words
   */
  Instant refused(Refused refused, ChatAddress lane, int failures, boolean withFile) {
    Instant now = clock.instant();
    Refusal reason = refused.reason();
    meters
        .counter("drover.outbox.refused", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
    if (reason != Refusal.NOT_DONE && reason != Refusal.OUTCOME_UNKNOWN) {
      parks.answered(lane.chat());
    }
    return switch (reason) {
      case TOO_MANY_REQUESTS -> tooMany(refused, lane, now);
      case NO_RIGHTS -> withFile ? now : noRights(refused, lane, now);
      case UNAUTHORIZED -> unauthorized(now);
      case NOT_DONE -> notDone(lane, now, failures);
      case OUTCOME_UNKNOWN -> now.plus(afterUnknown(failures));
      case TOPIC_GONE -> topicGone(lane, now);
      case CANNOT_PARSE, MESSAGE_GONE, MIGRATED, CANNOT_INITIATE, CHAT_GONE, REJECTED -> now;
    };
  }

  boolean isGone(ChatAddress topic) {
    return goneTopics.contains(topic);
  }

  private Instant tooMany(Refused refused, ChatAddress lane, Instant now) {
    Duration told = refused.retryAfter();
    Instant until =
        now.plus(told == null ? policy.unnamedPark() : told).plus(policy.limits().margin());
    parks.tooMany(lane.chat(), now, until, refused.detail());
    return until;
  }

  private Instant noRights(Refused refused, ChatAddress lane, Instant now) {
    Instant until = now.plus(policy.noRightsPark());
    parks.noRights(lane, now, until, refused.detail());
    return until;
  }

  private Instant unauthorized(Instant now) {
    Instant until = now.plus(policy.unauthorizedPause());
    parks.unauthorized(now, until);
    return until;
  }

  /** Leaves a chat alone for a while after a call of which nobody knows what came. */
  void pause(ChatAddress lane, int failures) {
    Instant ignored = notDone(lane, clock.instant(), failures);
  }

  private Instant notDone(ChatAddress lane, Instant now, int failures) {
    Instant until = now.plus(policy.retry().delay(failures, random));
    parks.failed(lane.chat(), now, until);
    return until;
  }

  /** It may stand there already: the waits grow fast, and the half of each is certain. */
  private Duration afterUnknown(int failures) {
    int fast = 2 * Math.min(failures, 15) - 1;
    Duration limit = policy.afterUnknown().limit(fast);
    return limit.plus(policy.afterUnknown().delay(fast, random)).dividedBy(2);
  }

  private Instant topicGone(ChatAddress lane, Instant now) {
    if (lane.topic() != null) {
      goneTopics.add(lane);
    }
    return now;
  }

  private static final class Recent extends LinkedHashMap<ChatAddress, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ChatAddress, Boolean> eldest) {
      return size() > MOST_TOPICS;
    }
  }
}
