package drover.app;

import drover.access.Trouble;
import drover.access.TroubleStore;
import drover.base.Transactor;
import drover.chat.ChatAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The troubles that have not ended, in memory as well: most messages arrive, and each of them would
 * ask. Whoever listens hears of each trouble once, in the transaction that stores it. Any thread.
 */
final class OpenTroubles {
  private static final Logger log = LoggerFactory.getLogger(OpenTroubles.class);

  private final TroubleStore store;
  private final Transactor transactor;
  private final Clock clock;
  private final List<Consumer<Trouble>> listeners = new CopyOnWriteArrayList<>();
  private volatile List<Trouble> known = List.of();

  OpenTroubles(TroubleStore store, Transactor transactor, Clock clock) {
    this.store = store;
    this.transactor = transactor;
    this.clock = clock;
  }

  void onOpened(Consumer<Trouble> listener) {
    listeners.add(listener);
  }

  /** Reads what is open; what was known stands while the database cannot be read. */
  void load() {
    try {
      known = List.copyOf(store.all());
    } catch (RuntimeException e) {
      log.warn("Which troubles are open was not read", e);
    }
  }

  /** As stored, from memory; oldest first. */
  List<Trouble> all() {
    return known;
  }

  boolean isOpen(Trouble.Kind kind, ChatAddress where) {
    return known.stream().anyMatch(t -> t.kind() == kind && t.where().equals(where));
  }

  void open(Trouble.Kind kind, ChatAddress where, String why) {
    if (isOpen(kind, where)) {
      return;
    }
    Trouble trouble = new Trouble(kind, where, clock.instant(), why);
    transactor.run(
        () -> {
          if (store.open(trouble)) {
            log.warn("{} at {}: {}", kind, where, why);
            listeners.forEach(listener -> listener.accept(trouble));
          }
          transactor.afterCommit(this::load);
        });
  }

  void close(Trouble.Kind kind, ChatAddress where) {
    if (!isOpen(kind, where)) {
      return;
    }
    transactor.run(
        () -> {
          store.close(kind, where);
          transactor.afterCommit(this::load);
        });
  }

  /** Ends all of that kind in a chat and its topics. */
  void closeAll(Trouble.Kind kind, long chat) {
    known.stream()
        .filter(trouble -> trouble.kind() == kind && trouble.where().chat() == chat)
        .forEach(trouble -> close(kind, trouble.where()));
  }
}
