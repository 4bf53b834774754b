package drover.digest;

import drover.chat.ChatAddress;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A due digest as a fact: of which chat, due when, from when to when. */
final class DigestFacts {
  static final String KIND = "digest";

  private DigestFacts() {}

  /**
   * @param from where the one before should have left off
   * @param to until when it tells
   */
  static Fact of(DigestPlan plan, Instant from, Instant to) {
    Map<String, String> data = new HashMap<>();
    data.put("from", from.toString());
    data.put("to", to.toString());
    if (plan.lastSentFor() != null) {
      data.put("previous", Long.toString(plan.lastSentFor().getEpochSecond()));
    }
    return new Fact(
        key(plan.chat(), plan.nextDue().getEpochSecond()), to, Fact.Urgency.NORMAL, data);
  }

  static FactKey key(ChatAddress chat, long due) {
    String subject = chat.topic() == null ? "" + chat.chat() : chat.chat() + "/" + chat.topic();
    return new FactKey(subject, KIND, due);
  }

  static Instant due(Fact fact) {
    return Instant.ofEpochSecond(fact.key().episode());
  }

  static Instant from(Fact fact) {
    return Instant.parse(fact.data().getOrDefault("from", fact.at().toString()));
  }

  static Instant to(Fact fact) {
    return Instant.parse(fact.data().getOrDefault("to", fact.at().toString()));
  }

  /** The one before it; null when it is the first. */
  static @Nullable FactKey previous(Fact fact) {
    String due = fact.data().get("previous");
    return due == null ? null : new FactKey(fact.key().subject(), KIND, Long.parseLong(due));
  }
}
