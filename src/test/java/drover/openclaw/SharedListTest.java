package drover.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.session.SessionApiException;
import drover.session.SessionList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SharedListTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SettableClock clock = new SettableClock();
  private final SharedList shared = new SharedList(clock);
  private final AtomicInteger reserved = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void anAnswerIsGoodForTwoSeconds() throws Failure {
    SessionList first = get();
    clock.advance(Duration.ofMillis(1999));
    assertThat(get()).isSameAs(first);
    clock.advance(Duration.ofMillis(1));
    assertThat(get()).isNotSameAs(first);
    assertThat(asked).hasValue(2);
    assertThat(reserved).hasValue(2);
  }

  @Test
  void aClockSetBackMakesNothingFresh() throws Failure {
    SessionList first = get();
    clock.advance(Duration.ofHours(-1));
    assertThat(get()).isNotSameAs(first);
  }

  @Test
  void whoComesWhileARequestIsUnderWayWaitsForIt() throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    CountDownLatch land = new CountDownLatch(1);
    Future<SessionList> owner = threads.submit(() -> get(flying, land));
    assertThat(flying.await(5, TimeUnit.SECONDS)).isTrue();

    List<Future<SessionList>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(threads.submit(() -> get()));
    }
    land.countDown();

    for (Future<SessionList> other : others) {
      assertThat(other.get(5, TimeUnit.SECONDS)).isSameAs(owner.get(5, TimeUnit.SECONDS));
    }
    assertThat(reserved).hasValue(1);
  }

  @Test
  void nobodyWaitsLongerThanTheirPatience() throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    CountDownLatch land = new CountDownLatch(1);
    Future<SessionList> owner = threads.submit(() -> get(flying, land));
    assertThat(flying.await(5, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> shared.get(Duration.ofMillis(20), () -> {}, this::list))
        .isInstanceOf(Failure.class)
        .hasMessage("no answer in time");

    land.countDown();
    assertThat(owner.get(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void whatWasForgottenIsNeitherJoinedNorKept() throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    CountDownLatch land = new CountDownLatch(1);
    Future<SessionList> owner = threads.submit(() -> get(flying, land));
    assertThat(flying.await(5, TimeUnit.SECONDS)).isTrue();

    shared.forget();
    SessionList mine = get();
    land.countDown();

    assertThat(owner.get(5, TimeUnit.SECONDS)).isNotSameAs(mine);
    assertThat(get()).isSameAs(mine);
  }

  @Test
  void anInterruptOfTheOneWhoAsksIsNotTheOthersProblem() throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    Future<SessionList> owner = threads.submit(() -> get(flying, new CountDownLatch(1)));
    assertThat(flying.await(5, TimeUnit.SECONDS)).isTrue();
    Future<SessionList> other = threads.submit(() -> get());

    assertThat(owner.cancel(true)).isTrue();

    assertThat(other.get(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void withoutAPlaceNothingIsAskedAndNobodyIsBlocked() throws Failure {
    assertThatThrownBy(
            () ->
                shared.get(
                    PATIENCE,
                    () -> {
                      throw Failure.noRoom(Duration.ofSeconds(7));
                    },
                    this::list))
        .isInstanceOf(Failure.class);
    assertThat(asked).hasValue(0);
    assertThat(get()).isNotNull();
  }

  @Test
  void aFailureIsSharedAndNotKept() throws Failure {
    assertThatThrownBy(
            () ->
                shared.get(
                    PATIENCE,
                    () -> {},
                    () -> {
                      throw new Failure(
                          Failure.Kind.PASSING, new SessionApiException.Unavailable("x", null));
                    }))
        .isInstanceOf(Failure.class);
    assertThat(get()).isNotNull();
  }

  private SessionList get() throws Failure {
    return shared.get(PATIENCE, reserved::incrementAndGet, this::list);
  }

  private SessionList get(CountDownLatch flying, CountDownLatch land) throws Failure {
    return shared.get(
        PATIENCE,
        reserved::incrementAndGet,
        () -> {
          flying.countDown();
          try {
            land.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(
                Failure.Kind.PASSING, new SessionApiException.Unavailable("interrupted", e));
          }
          return list();
        });
  }

  private SessionList list() {
    asked.incrementAndGet();
    return new SessionList(List.of(), null, null, clock.instant(), 0);
  }
}
