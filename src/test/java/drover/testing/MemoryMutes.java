package drover.testing;

import drover.chat.ChatAddress;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.subscription.MuteStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Mutes in memory. One thread. */
public final class MemoryMutes implements MuteStore {
  private final List<Mute> all = new ArrayList<>();

  @Override
  public void put(Mute mute) {
    all.removeIf(m -> m.chat().equals(mute.chat()) && m.filter().equals(mute.filter()));
    all.add(mute);
  }

  @Override
  public List<Mute> of(ChatAddress chat, Instant now) {
    return all.stream()
        .filter(m -> m.chat().equals(chat) && m.until().isAfter(now))
        .sorted(Comparator.comparing(Mute::until).thenComparing(m -> m.filter().text()))
        .toList();
  }

  @Override
  public boolean remove(ChatAddress chat, AgentFilter filter, Instant now) {
    all.removeIf(m -> !m.until().isAfter(now));
    return all.removeIf(m -> m.chat().equals(chat) && m.filter().equals(filter));
  }
}
