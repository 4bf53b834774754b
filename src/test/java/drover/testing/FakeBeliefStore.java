package drover.testing;

import drover.monitor.Belief;
import drover.monitor.BeliefStore;
import drover.session.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Beliefs in memory, taken back by {@link DirectTransactor} when its work throws. Counts its
 * writes.
 */
public final class FakeBeliefStore implements BeliefStore, DirectTransactor.Undoable {
  private final Map<SessionId, Belief> beliefs = new LinkedHashMap<>();
  private final Map<SessionId, Optional<Belief>> changed = new LinkedHashMap<>();
  private @Nullable Instant learned;
  private @Nullable Instant seen;
  private @Nullable Instant away;
  private int writes;

  @Override
  public synchronized List<Belief> all() {
    return List.copyOf(beliefs.values());
  }

  @Override
  public synchronized void save(Belief belief) {
    writes++;
    Optional<Belief> before = Optional.ofNullable(beliefs.put(belief.agent().id(), belief));
    changed.putIfAbsent(belief.agent().id(), before);
  }

  @Override
  public synchronized void save(List<Belief> many) {
    many.forEach(this::save);
  }

  @Override
  public synchronized void remove(SessionId session) {
    writes++;
    changed.putIfAbsent(session, Optional.ofNullable(beliefs.remove(session)));
  }

  @Override
  public synchronized Optional<Instant> learnedAt() {
    return Optional.ofNullable(learned);
  }

  @Override
  public synchronized void markLearned(Instant at) {
    learned = at;
  }

  @Override
  public synchronized Optional<Instant> lastSeenAt() {
    return Optional.ofNullable(seen);
  }

  @Override
  public synchronized void markSeen(Instant at) {
    seen = at;
  }

  @Override
  public synchronized Optional<Instant> awaySince() {
    return Optional.ofNullable(away);
  }

  @Override
  public synchronized void markAway(@Nullable Instant since) {
    away = since;
  }

  /** How many beliefs were written or removed, taken back or not. */
  public synchronized int writes() {
    return writes;
  }

  public synchronized Belief of(String session) {
    Belief belief = beliefs.get(new SessionId(session));
    if (belief == null) {
      throw new IllegalStateException("nothing is stored of " + session);
    }
    return belief;
  }

  @Override
  public synchronized Runnable remember() {
    changed.clear();
    Instant learnedBefore = learned;
    Instant seenBefore = seen;
    Instant awayBefore = away;
    return () -> {
      changed.forEach(
          (session, before) -> {
            before.ifPresentOrElse(
                belief -> beliefs.put(session, belief), () -> beliefs.remove(session));
          });
      learned = learnedBefore;
      seen = seenBefore;
      away = awayBefore;
    };
  }
}
