package drover.testing;

import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.Incident.Care;
import drover.incident.IncidentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Incidents in memory. One thread. */
public final class MemoryIncidents implements IncidentStore {
  private final Map<Long, Incident> incidents = new LinkedHashMap<>();
  private final Map<Long, List<Shown>> messages = new LinkedHashMap<>();

  @Override
  public Incident open(
      String subject,
      Incident.Kind kind,
      long episode,
      Instant at,
      Map<String, String> data,
      Care care) {
    return find(subject, kind, episode)
        .orElseGet(
            () -> {
              long id = incidents.size() + 1L;
              Incident incident = new Incident(id, subject, kind, episode, at, data, 0, care, null);
              incidents.put(id, incident);
              return incident;
            });
  }

  @Override
  public Optional<Incident> find(long id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public Optional<Incident> find(String subject, Incident.Kind kind, long episode) {
    return incidents.values().stream()
        .filter(i -> i.subject().equals(subject) && i.kind() == kind && i.episode() == episode)
        .findFirst();
  }

  @Override
  public List<Incident> open(String subject) {
    return sorted(i -> i.isOpen() && i.subject().equals(subject));
  }

  @Override
  public List<Incident> allOpen(Incident.Kind kind) {
    return sorted(i -> i.isOpen() && i.kind() == kind);
  }

  @Override
  public List<String> ackedFailures() {
    return sorted(i -> i.kind() == Incident.Kind.FAILURE).stream()
        .filter(i -> !i.isOpen() || i.care().ack() != null)
        .map(Incident::subject)
        .toList();
  }

  @Override
  public boolean close(long id, Incident.Closing closing, @Nullable Instant revisit) {
    return change(
        id,
        Incident::isOpen,
        old ->
            with(
                old,
                old.version() + 1,
                care(old.care(), old.care().repeats(), revisit, null, old.care().escalatedAt()),
                closing));
  }

  @Override
  public boolean ack(long id, Incident.Ack ack) {
    return change(
        id,
        MemoryIncidents::isUnacked,
        old -> {
          Care care = old.care();
          return with(
              old,
              old.version() + 1,
              new Care(ack, null, care.repeats(), null, null, care.escalatedAt()),
              null);
        });
  }

  @Override
  public boolean snooze(long id, Incident.Snooze snooze, @Nullable Instant escalateAt) {
    return change(
        id,
        MemoryIncidents::isUnacked,
        old -> {
          Care care = old.care();
          return with(
              old,
              old.version() + 1,
              new Care(
                  null, snooze, care.repeats(), snooze.until(), escalateAt, care.escalatedAt()),
              null);
        });
  }

  @Override
  public List<Incident> due(Instant now, int limit) {
    return incidents.values().stream()
        .filter(i -> dueAt(i, now).isPresent())
        .sorted(Comparator.comparing(i -> dueAt(i, now).orElseThrow()))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean repeat(Incident read, @Nullable Instant next) {
    Instant due = read.care().nextRepeat();
    return change(
        read.id(),
        i -> i.isOpen() && due != null && due.equals(i.care().nextRepeat()),
        old -> {
          Care care = old.care();
          return with(
              old,
              old.version() + (care.snooze() == null ? 0 : 1),
              new Care(
                  care.ack(),
                  null,
                  care.repeats() + 1,
                  next,
                  care.escalateAt(),
                  care.escalatedAt()),
              null);
        });
  }

  @Override
  public boolean escalate(Incident read, @Nullable Instant at) {
    Instant due = read.care().escalateAt();
    return change(
        read.id(),
        i -> i.isOpen() && due != null && due.equals(i.care().escalateAt()),
        old ->
            with(
                old,
                old.version(),
                care(old.care(), old.care().repeats(), old.care().nextRepeat(), null, at),
                null));
  }

  @Override
  public boolean revisit(Incident read) {
    Instant due = read.care().nextRepeat();
    return change(
        read.id(),
        i -> !i.isOpen() && due != null && due.equals(i.care().nextRepeat()),
        old ->
            with(
                old,
                old.version() + 1,
                care(old.care(), old.care().repeats(), null, null, old.care().escalatedAt()),
                old.closing()));
  }

  @Override
  public Optional<Incident> shown(long id, MessageRef message, int version) {
    Optional<Incident> incident = find(id);
    if (incident.isPresent()) {
      List<Shown> of = messages.computeIfAbsent(id, one -> new ArrayList<>());
      for (int i = 0; i < of.size(); i++) {
        if (of.get(i).message().equals(message)) {
          of.set(i, new Shown(message, Math.max(version, of.get(i).version())));
          return incident;
        }
      }
      of.add(new Shown(message, version));
    }
    return incident;
  }

  @Override
  public List<Shown> messages(long incident) {
    return List.copyOf(messages.getOrDefault(incident, List.of()));
  }

  @Override
  public void forgetMessage(MessageRef message) {
    messages
        .values()
        .forEach(
            list ->
                list.removeIf(
                    one ->
                        one.message().chat().chat() == message.chat().chat()
                            && one.message().message() == message.message()));
  }

  private boolean change(long id, Predicate<Incident> allowed, UnaryOperator<Incident> step) {
    Incident old = incidents.get(id);
    if (old == null || !allowed.test(old)) {
      return false;
    }
    incidents.put(id, step.apply(old));
    return true;
  }

  private List<Incident> sorted(Predicate<Incident> wanted) {
    return incidents.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
        .toList();
  }

  private static boolean isUnacked(Incident incident) {
    return incident.isOpen() && incident.care().ack() == null;
  }

  private static Optional<Instant> dueAt(Incident incident, Instant now) {
    Instant repeat = incident.care().nextRepeat();
    Instant escalation = incident.care().escalateAt();
    return isDue(repeat, now) || isDue(escalation, now)
        ? Optional.ofNullable(repeat != null ? repeat : escalation)
        : Optional.empty();
  }

  private static boolean isDue(@Nullable Instant due, Instant now) {
    return due != null && !due.isAfter(now);
  }

  private static Care care(
      Care old,
      int repeats,
      @Nullable Instant next,
      @Nullable Instant escalateAt,
      @Nullable Instant escalatedAt) {
    return new Care(old.ack(), old.snooze(), repeats, next, escalateAt, escalatedAt);
  }

  private static Incident with(
      Incident old, int version, Care care, Incident.@Nullable Closing closing) {
    return new Incident(
        old.id(),
        old.subject(),
        old.kind(),
        old.episode(),
        old.openedAt(),
        old.data(),
        version,
        care,
        closing);
  }
}
