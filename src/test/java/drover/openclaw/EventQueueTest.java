package drover.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.SessionEvent;
import drover.session.SessionEvent.Completed;
import drover.session.SessionEvent.Failed;
import drover.session.SessionEvent.Stalled;
import drover.session.SessionEvent.Updated;
import drover.session.SessionFeed;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final SessionId A = new SessionId("a");
  private static final SessionId B = new SessionId("b");
  private static final Instant T = SettableClock.NOON;

  private final EventQueue queue = new EventQueue(5);
  private final List<Object> told = new ArrayList<>();
  private final SessionFeed.Listener listener =
      new SessionFeed.Listener() {
        @Override
        public void connected() {
          told.add("connected");
        }

        @Override
        public void event(SessionEvent event) {
          told.add(event);
        }

        @Override
        public void disconnected(String reason) {
          told.add(reason);
        }
      };

  @Test
  void progressThatWaitsIsReplacedByNewer() {
    add(update(A, "working", 1.0, 10L));
    add(update(B, "working", 1.0, 10L));
    add(update(A, "working", 2.0, null));
    add(update(A, "working", null, 30L));

    tellAll();

    assertThat(told)
        .containsExactly(update(A, "working", 2.0, 30L), update(B, "working", 1.0, 10L));
  }

  @Test
  void changesOfStatusEndsAndStallsAreKeptInOrder() {
    Completed end = new Completed(A, T, null, null);
    Stalled stall = new Stalled(A, T, null);
    add(update(A, "working", 1.0, null));
    add(stall);
    add(update(A, "working", 2.0, null));
    add(update(A, "stalled", 2.0, null));
    add(end);
    tellAll();
    add(update(A, "working", 3.0, null));
    add(new Failed(A, T, "x"));
    add(new Failed(A, T, "x"));
    add(update(A, "working", 4.0, null));
    tellAll();

    assertThat(told)
        .containsExactly(
            update(A, "working", 1.0, null),
            stall,
            update(A, "working", 2.0, null),
            update(A, "stalled", 2.0, null),
            end,
            update(A, "working", 3.0, null),
            new Failed(A, T, "x"),
            new Failed(A, T, "x"),
            update(A, "working", 4.0, null));
  }

  @Test
  void progressDoesNotSlipBeforeANewConnection() {
    add(update(A, null, 1.0, null));
    queue.addSignal(toTell -> toTell.disconnected("gone"));
    queue.addSignal(SessionFeed.Listener::connected);
    add(update(A, null, 2.0, null));

    tellAll();

    assertThat(told)
        .containsExactly(
            update(A, null, 1.0, null), "gone", "connected", update(A, null, 2.0, null));
  }

  @Test
  void whatIsToldIsNotChangedAfterwards() {
    add(update(A, null, 1.0, null));
    tellAll();
    add(update(A, null, 2.0, null));
    tellAll();

    assertThat(told).containsExactly(update(A, null, 1.0, null), update(A, null, 2.0, null));
  }

  @Test
  void aFullQueueTakesNewProgressOfWhatWaitsAndSignalsButNoMore() {
    for (int i = 0; i < 5; i++) {
      add(update(new SessionId("s" + i), null, 1.0, null));
    }

    assertThat(offer(new Failed(A, T, null))).isFalse();
    assertThat(offer(update(A, null, 1.0, null))).isFalse();
    assertThat(offer(update(new SessionId("s3"), null, 9.0, null))).isTrue();
    queue.addSignal(SessionFeed.Listener::connected);

    tellAll();
    assertThat(told).hasSize(6).contains(update(new SessionId("s3"), null, 9.0, null));
    assertThat(offer(new Failed(A, T, null))).isTrue();
  }

  @Test
  void aClosedQueueTakesNothingMore() {
    add(update(A, null, 1.0, null));
    queue.close();

    assertThat(offer(new Failed(A, T, null))).isFalse();
    assertThat(queue.tellOne(listener)).isFalse();
  }

  private void add(SessionEvent event) {
    assertThat(offer(event)).isTrue();
  }

  private boolean offer(SessionEvent event) {
    try {
      return queue.add(event, Duration.ofMillis(1));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void tellAll() {
    int left = queue.size();
    for (int i = 0; i < left; i++) {
      assertThat(queue.tellOne(listener)).isTrue();
    }
  }

  private static Updated update(
      SessionId id, @Nullable String status, @Nullable Double progress, @Nullable Long tokens) {
    return new Updated(id, status, progress, tokens, null);
  }
}
