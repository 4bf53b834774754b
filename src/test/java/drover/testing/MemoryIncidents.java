package drover.testing;

import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.session.AgentLife;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents in memory. One thread. */
public final class MemoryIncidents implements IncidentStore {
  private final Map<Long, Incident> incidents = new LinkedHashMap<>();
  private final Map<Long, List<MessageRef>> messages = new LinkedHashMap<>();

  @Override
  public Incident open(AgentLife life, Incident.Kind kind, int episode, Instant at) {
    return find(life, kind, episode)
        .orElseGet(
            () -> {
              long id = incidents.size() + 1L;
              Incident incident = new Incident(id, life, kind, episode, at, null, null);
              incidents.put(id, incident);
              return incident;
            });
  }

  @Override
  public boolean close(long id, String outcome, Instant at) {
    Incident old = incidents.get(id);
    if (old == null || old.closedAt() != null) {
      return false;
    }
    Incident closed =
        new Incident(id, old.life(), old.kind(), old.episode(), old.openedAt(), at, outcome);
    incidents.put(id, closed);
    return true;
  }

  @Override
  public Optional<Incident> find(AgentLife life, Incident.Kind kind, int episode) {
    return incidents.values().stream()
        .filter(i -> i.life().equals(life) && i.kind() == kind && i.episode() == episode)
        .findFirst();
  }

  @Override
  public List<Incident> open(AgentLife life) {
    return allOpen().stream().filter(i -> i.life().equals(life)).toList();
  }

  @Override
  public List<Incident> allOpen() {
    return incidents.values().stream().filter(i -> i.closedAt() == null).toList();
  }

  @Override
  public void addMessage(long incident, MessageRef message) {
    messages.computeIfAbsent(incident, id -> new ArrayList<>()).add(message);
  }

  @Override
  public List<MessageRef> messages(long incident) {
    return List.copyOf(messages.getOrDefault(incident, List.of()));
  }

  @Override
  public void forgetMessage(MessageRef message) {
    messages.values().forEach(list -> list.remove(message));
  }
}
