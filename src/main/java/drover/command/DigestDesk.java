package drover.command;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code /digest} needs of the digests. Any thread. */
public interface DigestDesk {
  /** Plans a chat's digest, or says what is wrong with the words. */
  Outcome set(ChatAddress chat, String rule, ZoneId zone);

  /** Returns whether there was one. */
  boolean remove(ChatAddress chat);

  /** The chat's plan; empty when it has none. */
  Optional<Plan> describe(ChatAddress chat);

  /** The digest as it would be now. */
  OutgoingMessage now(ChatAddress chat);

  /**
   * @param rule as normalized from what was typed
   */
  record Plan(String rule, Instant next) {}

  /**
   * Either a plan or a problem, in words for a person.
   *
   * @param plan null when there is a problem
   * @param problem null when there is a plan
   */
  record Outcome(@Nullable Plan plan, @Nullable String problem) {
    public static Outcome planned(String rule, Instant next) {
      return new Outcome(new Plan(rule, next), null);
    }

    public static Outcome malformed(String problem) {
      return new Outcome(null, problem);
    }
  }
}
