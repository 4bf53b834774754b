package drover.command;

import drover.chat.CommandCall;
import drover.chat.Incoming;
import drover.chat.UserId;
import drover.order.Draft;
import drover.order.DraftStore;
import drover.session.SessionPlan.Part;
import drover.view.SpawnView;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a person means who types something that is no command: an answer to what was
 * asked, in the private chat where it was asked. The answer is a call like any other and passes the
 * same check.
 */
final class Conversations {
  /** How long a person may think. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private final DraftStore drafts;

  Conversations(DraftStore drafts) {
    this.drafts = drafts;
  }

  /**
   * The call that is meant; empty when nothing was asked.
   *
   * @param typed what was typed, where it looks like a command
   */
  Optional<CommandCall> meant(Incoming incoming, Optional<CommandCall> typed) {
    UserId user = incoming.sender().id();
    if (incoming.chat().isGroup() || user == null) {
      return Optional.empty();
    }
    return drafts
        .of(user, incoming.chat())
        .filter(draft -> waitsFor(draft, incoming))
        .flatMap(draft -> call(draft, incoming, typed));
  }

  /** What stands behind {@code /start} when a link of ours led here. */
  static @Nullable CommandCall redirected(@Nullable CommandCall call) {
    boolean toSpawn =
        call != null && call.name().equals("start") && call.text().equals(SpawnCommand.NAME);
    return toSpawn ? CommandCall.of(SpawnCommand.NAME) : call;
  }

  /** By when it was sent: the bot may have been away since. */
  private static boolean waitsFor(Draft draft, Incoming incoming) {
    return switch (draft.state()) {
      case OPEN, EXPIRED -> !incoming.sentAt().isAfter(draft.touchedAt().plus(PATIENCE));
      case ORDERED -> false;
    };
  }

  private static Optional<CommandCall> call(
      Draft draft, Incoming incoming, Optional<CommandCall> typed) {
    String id = Long.toString(draft.id());
    Optional<SpawnMove> move =
        typed.flatMap(call -> SpawnMove.of(call.name())).filter(Conversations::isTyped);
    if (move.isPresent()) {
      return Optional.of(CommandCall.of(SpawnView.COMMAND, move.get().word(), id));
    }
    if (typed.isPresent() && !isPath(typed.get(), draft)) {
      return Optional.empty();
    }
    long message = incoming.messageId() == null ? 0 : incoming.messageId();
    return Optional.of(
        new CommandCall(
            SpawnView.COMMAND,
            SpawnMove.ANSWER.word() + " " + id + " " + message + " " + incoming.text()));
  }

  /** A path begins as a command does; a mistyped command must not become a name or a prompt. */
  private static boolean isPath(CommandCall typed, Draft draft) {
    return draft.asked() == Part.OUTPUT || !typed.name().matches("[a-z0-9_]+");
  }

  private static boolean isTyped(SpawnMove move) {
    return switch (move) {
      case SKIP, BACK, CANCEL -> true;
      case ANSWER, PICK, CHANGE, SHOW, CREATE, WITHDRAW -> false;
    };
  }
}
