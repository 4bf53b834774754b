package drover.command;

import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.Incoming;
import drover.chat.MessageRef;
import drover.chat.TokenMint;
import drover.chat.TokenMint.StoredButton;
import drover.chat.UserId;
import drover.view.Keys;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one press: is the button ours, of this chat, still good, for this person; then it is a
 * call like any other. Worker threads.
 */
final class Presses {
  private static final Logger log = LoggerFactory.getLogger(Presses.class);

  private final Commands commands;
  private final Gate gate;
  private final TokenMint mint;
  private final Messenger messenger;
  private final Clock clock;

  Presses(Commands commands, Gate gate, TokenMint mint, Messenger messenger, Clock clock) {
    this.commands = commands;
    this.gate = gate;
    this.mint = mint;
    this.messenger = messenger;
    this.clock = clock;
  }

  void pressed(Incoming incoming, @Nullable PressReply given) {
    PressReply reply = given == null ? new PressReply(messenger, "") : given;
    UserId user = incoming.sender().id();
    Role role = gate.roleOf(incoming.sender());
    if (user == null || role == Role.STRANGER) {
      reply.answer("Not for you");
      gate.refused(incoming.sender(), mint.find(incoming.text()), incoming.chat());
      return;
    }
    gate.seen(incoming.sender());
    StoredButton button = mint.find(incoming.text()).orElse(null);
    String refusal =
        button == null ? "I do not know this button." : refusal(button, incoming, user);
    if (button == null || refusal != null) {
      reply.answer(refusal == null ? "" : refusal);
      gate.refused(incoming.sender(), Optional.ofNullable(button), incoming.chat());
      return;
    }
    boolean expired = isExpired(button);
    if (expired) {
      reply.answer("That button has expired; nothing was ordered.");
      if (button.used()) {
        return;
      }
    }
    boolean late = Lateness.of(incoming.sentAt(), clock.instant()) != null;
    boolean askAgain = button.spec().once() && !button.used() && (expired || late);
    call(
        button,
        incoming,
        new Invocation.Person(user, incoming.sender().name(), role),
        askAgain,
        reply);
  }

  /**
   * @param askAgain the press comes too late to be an order: its command draws the question anew,
   *     and the token is left as it is, for a second press that comes just as late
   */
  private void call(
      StoredButton button,
      Incoming incoming,
      Invocation.Person by,
      boolean askAgain,
      PressReply reply) {
    CommandCall stored = button.spec().call();
    Command command = commands.find(stored.name()).orElse(null);
    if (command == null) {
      reply.answer("I do not know this button any more.");
      return;
    }
    // Of a message that is gone the service names the chat and not the topic; the button knows
    // both.
    ChatAddress chat = button.chat();
    boolean group = incoming.chatKind().isGroup() || chat.isGroup();
    if (!gate.admits(incoming.sender(), command, button, group)) {
      reply.answer(Gate.onlyFor(command.role(group)));
      return;
    }
    boolean once = button.spec().once() && !askAgain;
    boolean first = !once || mint.useUp(button.token(), by.id());
    MessageRef page = page(stored, chat, incoming.messageId());
    Screen screen = new AnswerScreen(messenger, chat, page, reply);
    Invocation invocation =
        new Invocation(
            withoutMark(stored),
            by,
            chat,
            group,
            page,
            true,
            button.spec().life(),
            once && first,
            incoming.sentAt(),
            null,
            List.of());
    if (first) {
      Calls.run(command, invocation, screen);
    } else {
      reply.answer("Pressed already: an order is given once.");
      command.pressedAgain(invocation, screen);
    }
  }

  /** Why this press does nothing; null when nothing speaks against it. */
  private static @Nullable String refusal(StoredButton button, Incoming incoming, UserId user) {
    if (!isShownIn(incoming.chat(), button.chat())) {
      log.warn("A button of chat {} was pressed in {}", button.chat(), incoming.chat());
      return "This button belongs to another chat.";
    }
    UserId onlyFor = button.spec().onlyFor();
    return onlyFor == null || onlyFor.equals(user) ? null : "Not for you";
  }

  private boolean isExpired(StoredButton button) {
    return button.expiresAt() != null && !clock.instant().isBefore(button.expiresAt());
  }

  private static boolean isShownIn(ChatAddress pressed, ChatAddress shown) {
    boolean sameTopic = pressed.topic() == null || pressed.topic().equals(shown.topic());
    return pressed.chat() == shown.chat() && sameTopic;
  }

  private static @Nullable MessageRef page(
      CommandCall call, ChatAddress chat, @Nullable Long message) {
    boolean here = call.words().contains(Keys.HERE);
    return here && message != null ? new MessageRef(chat, message) : null;
  }

  private static CommandCall withoutMark(CommandCall call) {
    List<String> words = call.words().stream().filter(word -> !word.equals(Keys.HERE)).toList();
    return CommandCall.of(call.name(), words.toArray(String[]::new));
  }
}
