package drover.command;

import drover.access.Access;
import drover.access.Role;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.Incoming.Sender;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.HistoryStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one role check, for typed and pressed calls alike. Denies by default. Any thread. */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private final Access access;
  private final HistoryStore history;
  private final Clock clock;

  Gate(Access access, HistoryStore history, Clock clock) {
    this.access = access;
    this.history = history;
    this.clock = clock;
  }

  Role roleOf(Sender sender) {
    return sender.bot() ? Role.STRANGER : access.roleOf(sender.id());
  }

  /** Notes that a known person was here; failing to note it stops nobody. */
  void seen(UserId id, String name) {
    try {
      access.seen(id, name);
    } catch (StorageException e) {
      log.debug("Nobody is noted without the database", e);
    } catch (RuntimeException e) {
      log.warn("Cannot note that user {} was here", id, e);
    }
  }

  /** Whether this person may; a denied order is written into the audit trail. */
  boolean admits(
      Sender sender, Command command, CommandCall call, ChatAddress chat, boolean group) {
    if (roleOf(sender).covers(command.role(group))) {
      return true;
    }
    log.info("Denied: user {} called {} in chat {}", sender.id(), command.name(), chat.chat());
    if (command.ordersAbout()) {
      audit(sender.id(), sender.name(), call, chat);
    }
    return false;
  }

  private void audit(@Nullable UserId by, String name, CommandCall call, ChatAddress chat) {
    try {
      history.audit(
          new AuditEntry(
              clock.instant(), by, name, chat, call.name(), null, null, call.text(), "denied"));
    } catch (RuntimeException e) {
      log.error("A denied {} could not be written into the audit trail", call.name(), e);
    }
  }
}
