package drover.testing;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.access.QuietHours;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chats in memory; moves only what it keeps itself. One thread. */
public final class MemoryChats implements ChatStore {
  private final Map<ChatAddress, ChatSettings> settings = new LinkedHashMap<>();
  private final Map<ChatAddress, Instant> told = new LinkedHashMap<>();
  private final Map<Long, String> disabled = new LinkedHashMap<>();
  private boolean down;

  /** From now on nothing can be read or written, until told otherwise. */
  public void down(boolean isDown) {
    down = isDown;
  }

  @Override
  public Optional<ChatSettings> settings(ChatAddress chat) {
    requireUp();
    return Optional.ofNullable(settings.get(chat));
  }

  @Override
  public void setZone(ChatAddress chat, ZoneId zone) {
    requireUp();
    change(chat, s -> new ChatSettings(chat, zone, s.quiet(), s.children(), s.lookedAt()));
  }

  @Override
  public void setQuietHours(ChatAddress chat, @Nullable QuietHours quiet) {
    requireUp();
    change(chat, s -> new ChatSettings(chat, s.zone(), quiet, s.children(), s.lookedAt()));
  }

  @Override
  public void setChildren(ChatAddress chat, boolean wanted) {
    requireUp();
    change(chat, s -> new ChatSettings(chat, s.zone(), s.quiet(), wanted, s.lookedAt()));
  }

  @Override
  public Set<ChatAddress> wantingChildren() {
    requireUp();
    return settings.values().stream()
        .filter(ChatSettings::children)
        .map(ChatSettings::chat)
        .collect(Collectors.toSet());
  }

  @Override
  public void setLooked(ChatAddress chat, Instant at) {
    requireUp();
    change(chat, s -> new ChatSettings(chat, s.zone(), s.quiet(), s.children(), at));
  }

  @Override
  public Optional<Instant> lastTold(ChatAddress chat) {
    requireUp();
    return Optional.ofNullable(told.get(chat));
  }

  /** A notice arrived there then. */
  public void told(ChatAddress chat, Instant at) {
    told.put(chat, at);
  }

  @Override
  public boolean disable(long chat, String reason) {
    requireUp();
    return disabled.putIfAbsent(chat, reason) == null;
  }

  @Override
  public boolean revive(long chat) {
    requireUp();
    return disabled.remove(chat) != null;
  }

  @Override
  public boolean isDisabled(long chat) {
    requireUp();
    return disabled.containsKey(chat);
  }

  @Override
  public List<String> disabled() {
    requireUp();
    return disabled.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  @Override
  public void move(long from, long to) {
    requireUp();
    for (ChatSettings old : List.copyOf(settings.values())) {
      if (old.chat().chat() == from) {
        settings.remove(old.chat());
        ChatAddress moved = new ChatAddress(to, old.chat().topic());
        settings.putIfAbsent(
            moved,
            new ChatSettings(moved, old.zone(), old.quiet(), old.children(), old.lookedAt()));
      }
    }
  }

  @Override
  public void leave(ChatAddress topic) {
    requireUp();
    ChatSettings old = topic.topic() == null ? null : settings.remove(topic);
    if (old != null) {
      ChatAddress chat = ChatAddress.of(topic.chat());
      settings.putIfAbsent(
          chat, new ChatSettings(chat, old.zone(), old.quiet(), old.children(), old.lookedAt()));
    }
  }

  private void change(ChatAddress chat, UnaryOperator<ChatSettings> change) {
    ChatSettings old = settings.getOrDefault(chat, ChatSettings.usual(chat));
    settings.put(chat, change.apply(old));
  }

  private void requireUp() {
    if (down) {
      throw new StorageException("the database is down");
    }
  }
}
