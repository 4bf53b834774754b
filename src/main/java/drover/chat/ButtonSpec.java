package drover.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a button does, until when, and for whom.
 *
 * @param life the agent life it was drawn for, as {@code AgentLife.key()}; null when it is about
 *     none
 * @param expiresAfter null: never, for buttons that only look
 * @param onlyFor the one person who may press it; null: anyone with the role
 * @param once it gives an order: its token is used up by the first press
 */
public record ButtonSpec(
    CommandCall call,
    @Nullable String life,
    @Nullable Duration expiresAfter,
    @Nullable UserId onlyFor,
    boolean once) {

  /** A button that only looks: never expires, anyone with the role, any number of times. */
  public static ButtonSpec look(CommandCall call) {
    return new ButtonSpec(call, null, null, null, false);
  }

  /** A look at one life of an agent. */
  public static ButtonSpec look(CommandCall call, String life) {
    return new ButtonSpec(call, life, null, null, false);
  }

  /** The last step before an order: works once and not for long. */
  public static ButtonSpec order(CommandCall call, @Nullable String life, Duration expiresAfter) {
    return new ButtonSpec(call, life, expiresAfter, null, true);
  }
}
