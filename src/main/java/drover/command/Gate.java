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
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one role check, for typed and pressed calls alike. Denies by default. Any thread. */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private final Access access;
  private final HistoryStore history;
  private final Clock clock;
  private final RefusalLimit limit = new RefusalLimit();

  Gate(Access access, HistoryStore history, Clock clock) {
    this.access = access;
    this.history = history;
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
    if (roleOf(sender).covers(command.role(group))) {
      return true;
    }
    log.info("Denied: user {} called {} in chat {}", sender.id(), command.name(), chat.chat());
    audit(sender, call, chat);
    return false;
  }

  /** Writes down that a stranger pressed a button. */
  void refused(Sender sender, Optional<StoredButton> button, ChatAddress chat) {
    button.ifPresent(known -> audit(sender, known.spec().call(), chat));
  }

  /** What somebody with too low a role reads over the button. */
  static String onlyFor(Role needed) {
    String who = needed.name().toLowerCase(Locale.ROOT);
    return "Only " + who + "s can do that. Ask an admin.";
  }

  private void audit(Sender by, CommandCall call, ChatAddress chat) {
    if (!limit.allows(by.id(), clock.instant())) {
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
              null,
              null,
              call.text(),
              "denied"));
    } catch (RuntimeException e) {
      log.error("A denied {} could not be written into the audit trail", call.name(), e);
    }
  }
}
