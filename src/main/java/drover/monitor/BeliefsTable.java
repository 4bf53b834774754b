package drover.monitor;

import drover.session.SessionId;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that tell nobody anything: what was learned, when we last looked, what was forgotten. One
 * that fails is logged and comes again with the next list. The board's thread only.
 */
final class BeliefsTable {
  private static final Logger log = LoggerFactory.getLogger(BeliefsTable.class);

  private final MonitorPorts ports;

  BeliefsTable(MonitorPorts ports) {
    this.ports = ports;
  }

  boolean learn(List<Belief> beliefs, Instant at) {
    return write(
        "what is learned",
        () -> {
          ports.store().save(beliefs);
          ports.store().markLearned(at);
        });
  }

  boolean seen(Instant at, List<Belief> unsaved) {
    return write(
        "when it looked",
        () -> {
          if (!unsaved.isEmpty()) {
            ports.store().save(unsaved);
          }
          ports.store().markSeen(at);
        });
  }

  boolean save(List<Belief> unsaved) {
    return unsaved.isEmpty() || write("progress", () -> ports.store().save(unsaved));
  }

  boolean remove(SessionId session) {
    return write("what is forgotten", () -> ports.store().remove(session));
  }

  private boolean write(String what, Runnable work) {
    try {
      ports.transactor().run(work);
      return true;
    } catch (RuntimeException e) {
      log.warn("The monitor could not store {}", what, e);
      return false;
    }
  }
}
