package drover.command;

import drover.access.Access;
import drover.access.Role;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.Incoming.Sender;
import drover.chat.TokenMint.StoredButton;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.HistoryStore;
import drover.monitor.Board;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.view.Keys;
import drover.view.KillAllView;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one role check, for typed and pressed calls alike. Denies by default. Any thread. */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private final Access access;
  private final HistoryStore history;
  private final Board board;
  private final Clock clock;
  private final RefusalLimit limit = new RefusalLimit();

  /**
   * @param board knows the names of agents
   */
  Gate(Access access, HistoryStore history, Board board, Clock clock) {
    this.access = access;
    this.history = history;
    this.board = board;
    this.clock = clock;
  }

  Role roleOf(Sender sender) {
    return sender.bot() ? Role.STRANGER : access.roleOf(sender.id());
  }

  /** Notes that a known person was here; failing to note it stops nobody. */
  void seen(Sender sender) {
    UserId id = sender.id();
    try {
      if (id != null) {
        access.seen(id, sender.name(), sender.handle());
      }
    } catch (StorageException e) {
      log.debug("Nobody is noted without the database", e);
    } catch (RuntimeException e) {
      log.warn("Cannot note that user {} was here", id, e);
    }
  }

  /** Whether this person may; a denied call is written into the audit trail. */
  boolean admits(
      Sender sender, Command command, CommandCall call, ChatAddress chat, boolean group) {
    boolean may = covers(sender, command, chat, group);
    if (!may) {
      audit(sender, call, null, chat);
    }
    return may;
  }

  /** The same for a press. */
  boolean admits(Sender sender, Command command, StoredButton button, boolean group) {
    boolean may = covers(sender, command, button.chat(), group);
    if (!may) {
      audit(sender, button, button.chat());
    }
    return may;
  }

  private boolean covers(Sender sender, Command command, ChatAddress chat, boolean group) {
    boolean may = roleOf(sender).covers(command.role(group));
    if (!may) {
      log.info("Denied: user {} called {} in chat {}", sender.id(), command.name(), chat.chat());
    }
    return may;
  }

  /** Writes down what somebody without a role wanted. */
  void refused(Sender sender, CommandCall call, ChatAddress chat) {
    audit(sender, call, null, chat);
  }

  /** Writes down that somebody pressed a button that is not theirs, or not of that chat. */
  void refused(Sender sender, Optional<StoredButton> button, ChatAddress chat) {
    button.ifPresent(known -> audit(sender, known, chat));
  }

  /** What somebody with too low a role reads over the button. */
  static String onlyFor(Role needed) {
    String who = needed.name().toLowerCase(Locale.ROOT);
    return "Only " + who + "s can do that. Ask an admin.";
  }

  /** What is said of the agent in the button's words stands in the row's own columns. */
  private void audit(Sender by, StoredButton button, ChatAddress chat) {
    CommandCall call = button.spec().call();
    String key = button.spec().life();
    AgentLife life = key == null ? null : AgentLife.parse(key);
    Set<String> known = life == null ? Set.of() : Set.of("id:" + life.session().value());
    String said =
        call.words().stream()
            .filter(word -> !word.equals(Keys.HERE) && !known.contains(word))
            .map(this::readable)
            .collect(Collectors.joining(" "));
    audit(by, new CommandCall(call.name(), said), life, chat);
  }

  /** An order for many agents names them by their lives. */
  private String readable(String word) {
    String key = word.startsWith(KillAllView.LIFE) ? word.substring(KillAllView.LIFE.length()) : "";
    if (!AgentLife.isKey(key)) {
      return word; // typed by a person, and carried on by a button
    }
    AgentLife life = AgentLife.parse(key);
    String name = name(life);
    return "“" + (name == null ? life.session().shortForm() : name) + "”";
  }

  private void audit(Sender by, CommandCall call, @Nullable AgentLife life, ChatAddress chat) {
    // Whoever has no role shares one limit: they can be as many as they like.
    UserId counted = roleOf(by) == Role.STRANGER ? null : by.id();
    if (!limit.allows(counted, clock.instant())) {
      return;
    }
    try {
      history.audit(
          new AuditEntry(
              clock.instant(),
              by.id(),
              by.name(),
              chat,
              call.name(),
              life == null ? null : life.session().value(),
              life == null ? null : name(life),
              call.text(),
              "denied"));
    } catch (RuntimeException e) {
      log.error("A denied {} could not be written into the audit trail", call.name(), e);
    }
  }

  private @Nullable String name(AgentLife life) {
    return board.snapshot().find(life).map(Agent::name).orElse(null);
  }
}
