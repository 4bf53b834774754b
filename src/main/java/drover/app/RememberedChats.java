package drover.app;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.access.QuietHours;
import drover.base.StorageException;
import drover.base.Transactor;
import drover.chat.ChatAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of chats, with those that cannot be written to in memory as well, and the settings of
 * those that asked last: health and answers need them just when the database is down. Any thread.
 */
final class RememberedChats implements ChatStore {
  private static final Logger log = LoggerFactory.getLogger(RememberedChats.class);

  private final ChatStore store;
  private final Transactor transactor;
  private final List<LongConsumer> revivals = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Long, String>> losses = new CopyOnWriteArrayList<>();
  private final List<Runnable> moves = new CopyOnWriteArrayList<>();
  private final Map<ChatAddress, Optional<ChatSettings>> settings = new Settings();
  private volatile List<String> disabled = List.of();

  RememberedChats(ChatStore store, Transactor transactor) {
    this.store = store;
    this.transactor = transactor;
  }

  /** Called with each chat that somebody brought back, disabled before or not. */
  void onRevived(LongConsumer listener) {
    revivals.add(listener);
  }

  /** Called once for each chat that is lost, with the reason, in the transaction that stores it. */
  void onLost(BiConsumer<Long, String> listener) {
    losses.add(listener);
  }

  /** Called when rows have moved from one chat to another. */
  void onMoved(Runnable listener) {
    moves.add(listener);
  }

  /** Reads what is disabled; what was known stands while the database cannot be read. */
  void load() {
    try {
      disabled = List.copyOf(store.disabled());
    } catch (RuntimeException e) {
      log.warn("Which chats cannot be written to was not read", e);
    }
  }

  @Override
  public Optional<ChatSettings> settings(ChatAddress chat) {
    Optional<ChatSettings> found;
    try {
      found = store.settings(chat);
    } catch (StorageException e) {
      return remembered(chat);
    }
    transactor.afterCommit(() -> remember(chat, found));
    return found;
  }

  private void remember(ChatAddress chat, Optional<ChatSettings> found) {
    synchronized (settings) {
      settings.put(chat, found);
    }
  }

  private Optional<ChatSettings> remembered(ChatAddress chat) {
    synchronized (settings) {
      return settings.getOrDefault(chat, Optional.empty());
    }
  }

  @Override
  public void setZone(ChatAddress chat, ZoneId zone) {
    store.setZone(chat, zone);
  }

  @Override
  public void setQuietHours(ChatAddress chat, @Nullable QuietHours quiet) {
    store.setQuietHours(chat, quiet);
  }

  @Override
  public void setChildren(ChatAddress chat, boolean wanted) {
    store.setChildren(chat, wanted);
  }

  @Override
  public Set<ChatAddress> wantingChildren() {
    return store.wantingChildren();
  }

  @Override
  public void setLooked(ChatAddress chat, Instant at) {
    store.setLooked(chat, at);
  }

  @Override
  public Optional<Instant> lastTold(ChatAddress chat) {
    return store.lastTold(chat);
  }

  @Override
  public boolean disable(long chat, String reason) {
    return transactor.call(
        () -> {
          boolean isNew = store.disable(chat, reason);
          if (isNew) {
            losses.forEach(listener -> listener.accept(chat, reason));
          }
          transactor.afterCommit(this::load);
          return isNew;
        });
  }

  @Override
  public boolean revive(long chat) {
    boolean was = store.revive(chat);
    transactor.afterCommit(
        () -> {
          load();
          revivals.forEach(listener -> listener.accept(chat));
        });
    return was;
  }

  @Override
  public boolean isDisabled(long chat) {
    return store.isDisabled(chat);
  }

  /** From memory. */
  @Override
  public List<String> disabled() {
    return disabled;
  }

  @Override
  public void move(long from, long to) {
    store.move(from, to);
    transactor.afterCommit(
        () -> {
          load();
          moves.forEach(Runnable::run);
        });
  }

  @Override
  public void leave(ChatAddress topic) {
    store.leave(topic);
    transactor.afterCommit(() -> moves.forEach(Runnable::run));
  }

  private static final class Settings extends LinkedHashMap<ChatAddress, Optional<ChatSettings>> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1_000;

    Settings() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ChatAddress, Optional<ChatSettings>> eldest) {
      return size() > MOST;
    }
  }
}
