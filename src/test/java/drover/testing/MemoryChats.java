package drover.testing;

import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.chat.ChatAddress;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chats in memory; moves only what it keeps itself. One thread. */
public final class MemoryChats implements ChatStore {
  private final Map<ChatAddress, ZoneId> zones = new LinkedHashMap<>();
  private final Map<Long, String> disabled = new LinkedHashMap<>();

  @Override
  public Optional<ChatSettings> settings(ChatAddress chat) {
    return Optional.ofNullable(zones.get(chat)).map(zone -> new ChatSettings(chat, zone));
  }

  @Override
  public void setZone(ChatAddress chat, ZoneId zone) {
    zones.put(chat, zone);
  }

  @Override
  public boolean disable(long chat, String reason) {
    return disabled.putIfAbsent(chat, reason) == null;
  }

  @Override
  public boolean revive(long chat) {
    return disabled.remove(chat) != null;
  }

  @Override
  public boolean isDisabled(long chat) {
    return disabled.containsKey(chat);
  }

  @Override
  public List<String> disabled() {
    return disabled.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  @Override
  public void move(long from, long to) {
    Map<ChatAddress, ZoneId> old = Map.copyOf(zones);
    zones.clear();
    old.forEach(
        (chat, zone) ->
            zones.put(chat.chat() == from ? new ChatAddress(to, chat.topic()) : chat, zone));
  }
}
