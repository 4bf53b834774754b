package drover.openclaw;

import drover.session.SessionApiException;
import drover.session.SessionList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Serves many callers with one list: an answer is good for two seconds, and who comes while a
 * request is under way waits for that one. Shared are single tries, not their repeats, so nobody
 * waits behind another's back-off. Any thread.
 */
final class SharedList {
  static final Duration GOOD_FOR = Duration.ofSeconds(2);

  /** Takes a place in the limits; throws when there is none. */
  interface Reservation {
    void take() throws Failure;
  }

  private static final class Flight {
    private final CompletableFuture<SessionList> answer = new CompletableFuture<>();
  }

  private final Clock clock;
  private @Nullable Flight current;
  private @Nullable SessionList last;
  private Instant lastAt = Instant.MIN;

  SharedList(Clock clock) {
    this.clock = clock;
  }

  /** What was asked before now is no longer good enough for who comes after now. */
  synchronized void forget() {
    current = null;
    last = null;
  }

  /** Returns a list that is fresh, on its way, or asked for now. */
  SessionList get(Duration patience, Reservation reservation, Retries.Try<SessionList> ask)
      throws Failure {
    Flight flight;
    boolean mine = false;
    synchronized (this) {
      if (last != null && isFresh()) {
        return last;
      }
      if (current == null) {
        reservation.take();
        current = new Flight();
        mine = true;
      }
      flight = current;
    }
    return mine ? fly(flight, ask) : join(flight, patience, reservation, ask);
  }

  private boolean isFresh() {
    Duration age = Duration.between(lastAt, clock.instant());
    return !age.isNegative() && age.compareTo(GOOD_FOR) < 0;
  }

  private SessionList fly(Flight flight, Retries.Try<SessionList> ask) throws Failure {
    try {
      SessionList list = ask.send();
      synchronized (this) {
        if (current == flight) {
          last = list;
          lastAt = clock.instant();
        }
      }
      flight.answer.complete(list);
      return list;
    } catch (Failure e) {
      if (!Thread.currentThread().isInterrupted()) {
        flight.answer.completeExceptionally(e);
      }
      throw e;
    } finally {
      synchronized (this) {
        if (current == flight) {
          current = null;
        }
      }
      // Left open by an interrupt or a bug: the others ask for themselves.
      flight.answer.cancel(false);
    }
  }

  private SessionList join(
      Flight flight, Duration patience, Reservation reservation, Retries.Try<SessionList> ask)
      throws Failure {
    try {
      return flight.answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (CancellationException e) {
      return get(patience, reservation, ask);
    } catch (TimeoutException e) {
      throw new Failure(
          Failure.Kind.PASSING, new SessionApiException.Unavailable("no answer in time", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(
          Failure.Kind.PASSING, new SessionApiException.Unavailable("interrupted", e));
    }
  }
}
