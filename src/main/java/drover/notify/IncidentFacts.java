package drover.notify;

import drover.chat.ChatAddress;
import drover.incident.Incident;
import drover.incident.Incident.Closing;
import drover.incident.IncidentNews;
import drover.incident.IncidentStore;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens to an incident into facts for the chats where it stands: {@code changed} for
 * every message of it, {@code again} for every chat, {@code escalated} for the one chat that hears
 * of what nobody cares for.
 *
 * <p>A {@code changed} fact says no more than that: words are found from the incident when it is
 * sent, so that the first of several edits that wait for a message brings it fully up to date, and
 * the others find nothing left to do.
 */
public final class IncidentFacts implements IncidentNews {
  static final String CHANGED = "changed";
  static final String AGAIN = "again";
  static final String ESCALATED = "escalated";

  /** Every kind of fact that comes from here. */
  static final List<String> KINDS = List.of(CHANGED, AGAIN, ESCALATED);

  private static final String SUBJECT = "incident:";

  /** More messages of one incident stand in no chat. */
  private static final long MESSAGES = 1_000;

  private final IncidentStore incidents;
  private final Notices notices;
  private final @Nullable ChatAddress escalateTo;
  private final Clock clock;

  /**
   * @param escalateTo null: there is no such chat
   */
  public IncidentFacts(
      IncidentStore incidents, Notices notices, @Nullable ChatAddress escalateTo, Clock clock) {
    this.incidents = incidents;
    this.notices = notices;
    this.escalateTo = escalateTo;
    this.clock = clock;
  }

  /** The incident that such a fact is about. */
  static Optional<Long> incidentOf(FactKey key) {
    return key.subject().startsWith(SUBJECT)
        ? Optional.of(Long.valueOf(key.subject().substring(SUBJECT.length())))
        : Optional.empty();
  }

  /** For which of the incident's messages in a chat a {@code changed} fact was posted, from 0. */
  static int nthOf(FactKey key) {
    return key.kind().equals(CHANGED) ? (int) (key.episode() % MESSAGES) : 0;
  }

  @Override
  public void changed(Incident incident) {
    changed(incident, messagesByChat(incident));
  }

  /** The same, in one chat: a message was being sent when it changed. */
  void changedIn(Incident incident, ChatAddress chat) {
    int messages = messagesByChat(incident).getOrDefault(chat, 0);
    changed(incident, Map.of(chat, messages));
  }

  @Override
  public void again(Incident incident) {
    FactKey key = key(incident, AGAIN, incident.care().repeats());
    notices.post(fact(incident, key, Fact.Urgency.FIRST), messagesByChat(incident).keySet());
  }

  @Override
  public void escalated(Incident incident) {
    if (escalateTo != null) {
      FactKey key = key(incident, ESCALATED, 0);
      notices.post(fact(incident, key, Fact.Urgency.FIRST), List.of(escalateTo));
    }
  }

  @Override
  public boolean canEscalate() {
    return escalateTo != null;
  }

  /** That chat was named by whoever runs the bot: it may hear, whoever reads there. */
  boolean isEscalatedTo(ChatAddress chat) {
    return chat.equals(escalateTo);
  }

  /** Every edit is a send of its own, so each message needs its own fact. */
  private void changed(Incident incident, Map<ChatAddress, Integer> messages) {
    int most = messages.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int nth = 0; nth < most; nth++) {
      int needed = nth;
      Set<ChatAddress> chats = new LinkedHashSet<>();
      messages.forEach(
          (chat, count) -> {
            if (count > needed) {
              chats.add(chat);
            }
          });
      FactKey key = key(incident, CHANGED, incident.version() * MESSAGES + nth);
      notices.post(fact(incident, key, urgency(incident)), chats);
    }
  }

  private Map<ChatAddress, Integer> messagesByChat(Incident incident) {
    Map<ChatAddress, Integer> count = new LinkedHashMap<>();
    incidents
        .messages(incident.id())
        .forEach(m -> count.merge(m.message().chat(), 1, Integer::sum));
    return count;
  }

  private Fact fact(Incident incident, FactKey key, Fact.Urgency urgency) {
    Map<String, String> data = new HashMap<>(incident.data());
    data.keySet().retainAll(Set.of(NoticeData.KIND, NoticeData.NAME));
    return new Fact(key, clock.instant(), urgency, data);
  }

  private static FactKey key(Incident incident, String kind, long episode) {
    return new FactKey(SUBJECT + incident.id(), kind, episode);
  }

  /** People wait to see what they did; what an end of its own tells can wait for it. */
  private static Fact.Urgency urgency(Incident incident) {
    Closing closing = incident.closing();
    if (closing == null || closing.by() != null) {
      return Fact.Urgency.FIRST;
    }
    boolean good =
        closing.outcome().equals(Closing.RECOVERED) || closing.outcome().equals(Closing.BACK);
    return good ? Fact.Urgency.NORMAL : Fact.Urgency.LAST;
  }
}
