package drover.monitor;

import static drover.monitor.Desk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Session;
import drover.session.Session.Times;
import drover.session.Session.Tokens;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Transition.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A random history of one session reaches the monitor in any order, with losses and repetitions, by
 * events and by lists that may be stale, with restarts and silences between.
 */
class AnyOrderPropertyTest {
  private static final SessionId A = new SessionId("a");
  private static final Duration STEP = Duration.ofSeconds(20);

  /** What a server says of the session at one point of its history. */
  record Point(SessionStatus status, long tokens, int number) {
    Instant at() {
      return NOON.plus(STEP.multipliedBy(number));
    }

    Session record() {
      boolean over = status.isOver();
      return Desk.session("a", status.word(), at())
          .withTokens(new Tokens(tokens, 50_000L))
          .withTimes(
              new Times(
                  NOON.minusSeconds(600), at(), NOON.plusSeconds(200), null, over ? at() : null));
    }

    SessionEvent event() {
      return switch (status) {
        case COMPLETED -> new SessionEvent.Completed(A, at(), 100.0, tokens);
        case FAILED -> new SessionEvent.Failed(A, at(), "broke");
        case STALLED -> new SessionEvent.Stalled(A, at(), Duration.ofMinutes(6));
        case SPAWNING, WORKING, TERMINATED ->
            new SessionEvent.Updated(A, status.word(), null, tokens, at());
      };
    }
  }

  /** How something reaches us. */
  enum Way {
    EVENT,
    EVENT_TWICE,
    LIST,
    LIST_WITHOUT,
    SILENCE,
    RESTART
  }

  record Delivery(Way way, int point) {}

  @Property(tries = 400)
  void oneEndIsToldTheFirstThatWasReported(
      @ForAll("histories") List<Point> history, @ForAll("deliveries") List<Delivery> deliveries) {
    Desk desk = Desk.watching(history.get(0).record());
    SessionStatus first = null;
    List<Delivery> all = new ArrayList<>(deliveries);
    all.add(new Delivery(Way.LIST, history.size() - 1));

    for (Delivery delivery : all) {
      Point point = history.get(delivery.point() % history.size());
      deliver(desk, delivery.way(), point);
      boolean tells =
          delivery.way() == Way.EVENT
              || delivery.way() == Way.EVENT_TWICE
              || delivery.way() == Way.LIST;
      first = first == null && tells && point.status().isOver() ? point.status() : first;
    }

    List<Transition> heard = desk.listener.heard();
    assertThat(heard.stream().filter(t -> t.kind().isEnd()).map(t -> t.kind().name()))
        .containsExactly(String.valueOf(first));
    assertThat(heard.stream().map(Transition::life).distinct()).hasSizeLessThanOrEqualTo(1);
    assertNothingFollowsTheEnd(heard);
    assertNothingIsToldTwice(heard);
  }

  private static void deliver(Desk desk, Way way, Point point) {
    switch (way) {
      case EVENT -> desk.hear(point.event());
      case EVENT_TWICE -> desk.hear(point.event(), point.event());
      case LIST -> {
        desk.gateway.put(point.record());
        desk.relist(Duration.ofSeconds(3));
      }
      case LIST_WITHOUT -> {
        desk.gateway.remove("a");
        desk.relist(Duration.ofSeconds(3));
      }
      case SILENCE -> desk.sweep(Duration.ofMinutes(2));
      case RESTART -> desk.restart(Duration.ofSeconds(1));
    }
  }

  private static void assertNothingFollowsTheEnd(List<Transition> heard) {
    assertThat(heard).isNotEmpty();
    Transition last = heard.get(heard.size() - 1);
    assertThat(last.kind().isEnd()).as("%s", last.kind()).isTrue();
  }

  /** It may vanish and come back and vanish; the fact is the same then, and told once later on. */
  private static void assertNothingIsToldTwice(List<Transition> heard) {
    assertThat(
            heard.stream()
                .filter(t -> t.kind() != Kind.VANISHED)
                .map(t -> t.kind() + "#" + t.episode()))
        .doesNotHaveDuplicates();
    List<Integer> levels =
        heard.stream().filter(t -> t.kind() == Kind.TOKENS_LOW).map(Transition::episode).toList();
    assertThat(levels).isSorted();
  }

  @Provide
  Arbitrary<List<Point>> histories() {
    Arbitrary<SessionStatus> living =
        Arbitraries.of(SessionStatus.SPAWNING, SessionStatus.WORKING, SessionStatus.STALLED);
    Arbitrary<SessionStatus> over =
        Arbitraries.of(SessionStatus.COMPLETED, SessionStatus.FAILED, SessionStatus.TERMINATED);
    Arbitrary<Integer> spent = Arbitraries.integers().between(0, 15_000);
    return Combinators.combine(
            living.list().ofMinSize(1).ofMaxSize(8),
            over.list().ofMinSize(1).ofMaxSize(2),
            spent.list().ofSize(10))
        .as(AnyOrderPropertyTest::history);
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    return Combinators.combine(Arbitraries.of(Way.class), Arbitraries.integers().between(0, 9))
        .as(Delivery::new)
        .list()
        .ofMaxSize(30);
  }

  /** The second of two ends is a server contradicting itself. */
  private static List<Point> history(
      List<SessionStatus> living, List<SessionStatus> ends, List<Integer> spent) {
    List<Point> points = new ArrayList<>();
    long tokens = 0;
    List<SessionStatus> all = new ArrayList<>(living);
    all.addAll(ends);
    for (int i = 0; i < all.size(); i++) {
      tokens += spent.get(i);
      points.add(new Point(all.get(i), tokens, i));
    }
    return points;
  }
}
