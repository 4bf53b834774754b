package drover.command;

import drover.access.ChatStore;
import drover.access.Knocks;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.Incoming;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.subscription.SubscriptionStore;
import drover.view.DownView;
import drover.view.HelpView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one update: who is it, may they, what do they want. Worker threads; nothing escapes it:
 * the person gets one sentence, the log the stack.
 */
final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);
  private static final String ANONYMOUS =
      "You are posting anonymously, as a group or a channel. I give roles to people, so I cannot know"
          + " what you may do. Post as yourself, or write to me in private.";

  private static final String SECOND_HAND =
      "That was forwarded, or written by another bot, and so not said by you. Type the command"
          + " yourself.";

  private final Commands commands;
  private final Gate gate;
  private final Kept kept;
  private final Presses presses;
  private final Conversations conversations;
  private final Messenger messenger;
  private final Knocks knocks;

  /**
   * What is kept of chats.
   *
   * @param reopened hears of chats and topics that take messages again
   * @param works whether the database answers; from memory
   */
  record Kept(
      ChatStore chats,
      SubscriptionStore subscriptions,
      Consumer<ChatAddress> reopened,
      BooleanSupplier works) {}

  Reception(
      Commands commands,
      Gate gate,
      Kept kept,
      Presses presses,
      Conversations conversations,
      Messenger messenger,
      Knocks knocks) {
    this.commands = commands;
    this.gate = gate;
    this.kept = kept;
    this.presses = presses;
    this.conversations = conversations;
    this.messenger = messenger;
    this.knocks = knocks;
  }

  void accept(Incoming incoming, @Nullable PressReply reply) {
    switch (incoming.kind()) {
      case TYPED -> typed(incoming);
      case PRESSED -> presses.pressed(incoming, reply);
      case ADMITTED -> {
        if (kept.chats().revive(incoming.chat().chat())) {
          log.info("Chat {} can be written to again", incoming.chat().chat());
        }
      }
      case EXPELLED -> {
        if (kept.chats().disable(incoming.chat().chat(), farewell(incoming))) {
          log.info("Chat {} has removed or blocked the bot", incoming.chat().chat());
        }
      }
      case REOPENED -> kept.reopened().accept(incoming.chat());
      case MIGRATED -> migrated(incoming);
    }
  }

  private void typed(Incoming incoming) {
    Incoming.Sender sender = incoming.sender();
    if (!incoming.addressed() || sender.bot()) {
      return;
    }
    if (sender.id() == null && incoming.secondHand()) {
      // A channel's post in its discussion group.
      return;
    }
    Role role = gate.roleOf(sender);
    boolean group = incoming.chatKind().isGroup() || incoming.chat().isGroup();
    CommandCall call = Conversations.redirected(parse(incoming.text()));
    Command command = call == null ? null : commands.typed(call.name()).orElse(null);
    boolean works = kept.works().getAsBoolean();
    boolean open = command != null && command.role(group) == Role.STRANGER;
    if (role == Role.STRANGER && call != null && command != null && !open && works) {
      CommandCall wanted = command.isSecret() ? new CommandCall(call.name(), "") : call;
      gate.refused(sender, wanted, incoming.chat());
    }
    if (sender.id() == null) {
      explainAnonymity(incoming.chat());
      return;
    }
    if (role == Role.STRANGER && !open) {
      if (!group && works) {
        knocks.knock(sender.id(), sender.name(), sender.handle());
      }
      return;
    }
    gate.seen(sender);
    Screen plain = new AnswerScreen(messenger, incoming.chat(), null, null);
    Screen screen = works ? plain : new DownScreen(plain);
    if (command == null && works) {
      CommandCall meant = conversations.meant(incoming, Optional.ofNullable(call)).orElse(null);
      command = meant == null ? null : commands.find(meant.name()).orElse(null);
      call = meant == null ? call : meant;
    }
    if (call == null || command == null) {
      hint(incoming, call, screen);
      return;
    }
    if (incoming.secondHand() && !command.isPressedOnly()) {
      screen.show(OutgoingMessage.of(SECOND_HAND));
      return;
    }
    if (!gate.admits(sender, command, call, incoming.chat(), group)) {
      screen.show(denial(command, group, role));
      return;
    }
    if (command.needsDatabase() && !works) {
      plain.show(DownView.refusal(command.name()));
      return;
    }
    Calls.run(command, invocation(incoming, sender.id(), role, call, group), screen);
  }

  static OutgoingMessage denial(Command command, boolean group, Role role) {
    boolean more = group && command.role(true) != command.role(false);
    return OutgoingMessage.of(
        "/%s needs the role <b>%s</b>%s; yours is <b>%s</b>."
            .formatted(
                command.name(), word(command.role(group)), more ? " in a group" : "", word(role)));
  }

  /** Reads a command with or without the bot's name behind it; null when it is none. */
  static @Nullable CommandCall parse(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("/")) {
      return null;
    }
    String[] parts = stripped.substring(1).split("\\s+", 2);
    int at = parts[0].indexOf('@');
    String name = at < 0 ? parts[0] : parts[0].substring(0, at);
    return name.isBlank()
        ? null
        : new CommandCall(
            name.toLowerCase(Locale.ROOT), parts.length > 1 ? Plain.of(parts[1]) : "");
  }

  private static Invocation invocation(
      Incoming incoming, UserId user, Role role, CommandCall call, boolean group) {
    return new Invocation(
        call,
        new Invocation.Person(user, incoming.sender().name(), role),
        incoming.chat(),
        group,
        null,
        false,
        null,
        false,
        incoming.sentAt(),
        incoming.repliedTo(),
        incoming.mentions());
  }

  /** In a group a word that is no command of ours may be meant for another bot. */
  private void hint(Incoming incoming, @Nullable CommandCall call, Screen screen) {
    boolean group = incoming.chatKind().isGroup() || incoming.chat().isGroup();
    if (call != null && (!group || names(incoming.text()))) {
      screen.show(HelpView.unknownCommand("/" + call.name(), commands.near(call.name())));
    } else if (!group) {
      screen.show(
          OutgoingMessage.of("I understand commands: /agents shows the agents, /help the rest."));
    }
  }

  /** Whether the command carries a bot's name; another bot's would not have come here. */
  private static boolean names(String text) {
    return text.strip().split("\\s", 2)[0].contains("@");
  }

  private void explainAnonymity(ChatAddress chat) {
    if (!kept.subscriptions().ofChat(chat.chat()).isEmpty()) {
      var ignored = messenger.send(chat, OutgoingMessage.of(ANONYMOUS, List.of()));
    }
  }

  private static String farewell(Incoming incoming) {
    String who = incoming.sender().name().isBlank() ? "somebody" : incoming.sender().name();
    boolean group = incoming.chatKind().isGroup() || incoming.chat().isGroup();
    String title = incoming.text().isBlank() ? "" : " from “" + incoming.text() + "”";
    return group ? who + " removed the bot" + title : who + " blocked the bot";
  }

  private void migrated(Incoming incoming) {
    long to = Long.parseLong(incoming.text().strip());
    log.info("Chat {} is now {}", incoming.chat().chat(), to);
    kept.chats().move(incoming.chat().chat(), to);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
