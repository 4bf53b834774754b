package drover.incident;

import drover.base.Transactor;
import drover.chat.UserId;
import drover.session.AgentLife;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that can happen to an incident. A change and its telling commit together, in the caller's
 * transaction where there is one. Any thread.
 */
public final class Incidents {
  /** The key under which an incident's data hold the agent's priority. */
  public static final String PRIORITY = "priority";

  /** The key under which they hold since when people could know, where that was later. */
  static final String KNOWN_SINCE = "known-since";

  /** How long after an outage all is written down: failures may wait for words from the log. */
  private static final Duration UNTIL_COUNTED = Duration.ofSeconds(10);

  private static final int AT_ONCE = 200;

  private final IncidentStore store;
  private final IncidentNews news;
  private final Transactor transactor;
  private final Repeats repeats;
  private final Clock clock;

  /**
   * What a person's wish came to.
   *
   * @param done whether it made a difference
   * @param now the incident after it; null when it is no longer known
   */
  public record Outcome(boolean done, @Nullable Incident now) {}

  public Incidents(
      IncidentStore store, IncidentNews news, Transactor transactor, Repeats repeats, Clock clock) {
    this.store = store;
    this.news = news;
    this.transactor = transactor;
    this.repeats = repeats;
    this.clock = clock;
  }

  public Optional<Incident> find(long id) {
    return store.find(id);
  }

  public Optional<Incident> find(String subject, Incident.Kind kind, long episode) {
    return store.find(subject, kind, episode);
  }

  public List<Incident> open(String subject) {
    return store.open(subject);
  }

  /** Subjects of failures that somebody has taken care of. */
  public Set<String> ackedFailures() {
    return new HashSet<>(store.ackedFailures());
  }

  /**
   * Opens it, unless it was opened before. One that is found late wants to be heard again only when
   * people had the time to care for it.
   *
   * @param at when it began
   */
  public Incident open(
      String subject, Incident.Kind kind, long episode, Instant at, Map<String, String> data) {
    Instant now = clock.instant();
    Instant known = at.isAfter(now) ? at : now;
    return transactor.call(
        () ->
            store
                .find(subject, kind, episode)
                .orElseGet(
                    () ->
                        store.open(
                            subject,
                            kind,
                            episode,
                            at,
                            known.equals(at) ? data : with(data, known),
                            repeats.atOpening(kind, priority(data), known))));
  }

  /** Closes it and brings its messages up to date; returns whether it was open. */
  public boolean close(Incident incident, Incident.Closing closing) {
    Instant revisit =
        incident.kind() == Incident.Kind.OUTAGE ? clock.instant().plus(UNTIL_COUNTED) : null;
    return change(incident.id(), () -> store.close(incident.id(), closing, revisit)).done();
  }

  /** The server knows none of its former agents any more, so their troubles are over. */
  public void closeAllOfAgents(Instant at) {
    for (Incident.Kind kind : List.of(Incident.Kind.STALL, Incident.Kind.FAILURE)) {
      for (Incident incident : store.allOpen(kind)) {
        boolean ignored =
            close(incident, Incident.Closing.of(at, Incident.Closing.SERVER_RESTARTED));
      }
    }
  }

  /** A person takes care of it. */
  public Outcome ack(long id, UserId by, String name) {
    return change(id, () -> store.ack(id, new Incident.Ack(by, name, clock.instant())));
  }

  /** A person wants to be reminded later. */
  public Outcome snooze(long id, UserId by, String name, Instant until) {
    return change(
        id,
        () -> {
          Incident incident = store.find(id).orElse(null);
          return incident != null
              && store.snooze(
                  id,
                  new Incident.Snooze(by, name, until),
                  repeats.escalationAfterSnooze(incident, until));
        });
  }

  /**
   * A person says that it was none.
   *
   * @param silence how long agents of that name may be silent from now on; null: nobody knows
   * @param patience makes it so, in the same transaction; called once, when it was open
   */
  public Outcome falseAlarm(long id, String name, @Nullable Duration silence, Runnable patience) {
    String seconds = silence == null ? null : Long.toString(silence.toSeconds());
    Incident.Closing closing =
        new Incident.Closing(clock.instant(), Incident.Closing.FALSE_ALARM, name, seconds);
    return change(
        id,
        () -> {
          boolean closed = store.close(id, closing, null);
          if (closed) {
            patience.run();
          }
          return closed;
        });
  }

  /** A person had the agent begin anew: what troubled the old one is settled. */
  public void respawned(AgentLife old, String successor, String by) {
    Incident.Closing closing =
        new Incident.Closing(clock.instant(), Incident.Closing.RESPAWNED, by, successor);
    for (Incident incident : store.open(old.key())) {
      boolean ignored = close(incident, closing);
    }
  }

  /** Does what is due by now, each once. */
  public void runDue() {
    Instant now = clock.instant();
    for (Incident incident : store.due(now, AT_ONCE)) {
      if (!incident.isOpen()) {
        Outcome ignored = change(incident.id(), () -> store.revisit(incident));
        continue;
      }
      if (isDue(incident.care().nextRepeat(), now)) {
        repeat(incident, now);
      }
      if (isDue(incident.care().escalateAt(), now)) {
        escalate(incident, now);
      }
    }
  }

  private void repeat(Incident read, Instant now) {
    Instant next = repeats.afterRepeat(read, priority(read.data()), now);
    transactor.run(
        () -> {
          if (store.repeat(read, next)) {
            Incident told = store.find(read.id()).orElseThrow();
            news.again(told);
            if (told.version() != read.version()) {
              news.changed(told);
            }
          }
        });
  }

  private void escalate(Incident read, Instant now) {
    Instant at = news.canEscalate() ? now : null;
    transactor.run(
        () -> {
          if (store.escalate(read, at) && at != null) {
            news.escalated(store.find(read.id()).orElseThrow());
          }
        });
  }

  private Outcome change(long id, BooleanSupplier step) {
    return transactor.call(
        () -> {
          boolean done = step.getAsBoolean();
          Incident incident = store.find(id).orElse(null);
          if (done && incident != null) {
            news.changed(incident);
          }
          return new Outcome(done, incident);
        });
  }

  private static boolean isDue(@Nullable Instant due, Instant now) {
    return due != null && !due.isAfter(now);
  }

  private static Map<String, String> with(Map<String, String> data, Instant known) {
    Map<String, String> all = new HashMap<>(data);
    all.put(KNOWN_SINCE, known.toString());
    return all;
  }

  private static String priority(Map<String, String> data) {
    return data.getOrDefault(PRIORITY, "normal");
  }
}
