package drover.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is so about a message beside its content.
 *
 * @param silent sent without sound
 * @param reactions the bot's own, as emoji
 * @param extra further fields of the message's JSON: service facts, origin of a forward; or null
 */
public record Marks(
    boolean silent,
    boolean pinned,
    boolean deleted,
    List<String> reactions,
    @Nullable String extra) {
  public static final Marks NONE = new Marks(false, false, false, List.of(), null);

  public Marks {
    reactions = List.copyOf(reactions);
  }

  Marks withSilent(boolean now) {
    return new Marks(now, pinned, deleted, reactions, extra);
  }

  Marks withPinned(boolean now) {
    return new Marks(silent, now, deleted, reactions, extra);
  }

  Marks withDeleted() {
    return new Marks(silent, false, true, reactions, extra);
  }

  Marks withReactions(List<String> now) {
    return new Marks(silent, pinned, deleted, now, extra);
  }

  Marks withExtra(@Nullable String now) {
    return new Marks(silent, pinned, deleted, reactions, now);
  }
}
