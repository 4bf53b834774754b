package drover.testing;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** Keeps what is posted, each fact once for each chat, as the outbox does. One thread. */
public final class RecordedNotices implements Notices {
  private final Map<FactKey, Fact> facts = new LinkedHashMap<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> withdrawn = new HashSet<>();
  private final Map<String, MessageRef> sent = new HashMap<>();

  @Override
  public void post(Fact fact, Collection<ChatAddress> chats) {
    facts.putIfAbsent(fact.key(), fact);
    for (ChatAddress chat : chats) {
      if (known.add(fact.key() + "→" + chat)) {
        Fact stored = facts.getOrDefault(fact.key(), fact);
        deliveries.add(new Delivery(deliveries.size() + 1L, stored, chat, 0, false));
      }
    }
  }

  @Override
  public void withdraw(FactKey fact, ChatAddress chat) {
    withdrawn.add(fact + "→" + chat);
  }

  public boolean isWithdrawn(Delivery delivery) {
    return withdrawn.contains(delivery.fact().key() + "→" + delivery.to());
  }

  /** All deliveries, oldest first. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Of one chat, as words: "stalled 1". */
  public List<String> kinds(ChatAddress chat) {
    return deliveries.stream()
        .filter(d -> d.to().equals(chat))
        .map(d -> d.fact().key().kind() + " " + d.fact().key().episode())
        .toList();
  }

  public Delivery delivery(String kind, ChatAddress chat) {
    return deliveries.stream()
        .filter(d -> d.fact().key().kind().equals(kind) && d.to().equals(chat))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new NoSuchElementException(kind + " in " + deliveries));
  }

  public void markSent(Delivery delivery, MessageRef message) {
    sent.put(delivery.fact().key() + "→" + delivery.to(), message);
  }

  public boolean wasTold(FactKey key, ChatAddress chat) {
    return sent.containsKey(key + "→" + chat);
  }

  public Optional<Fact> find(FactKey key) {
    return Optional.ofNullable(facts.get(key));
  }
}
