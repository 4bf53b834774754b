package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the order of calls and however long they take, the other side counts no limit broken.
 */
class SendPacePropertyTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /**
   * A try to send.
   *
   * @param after time that passes before it, in milliseconds
   * @param takes how long the call is on its way
   * @param arrives when within that time the other side counts it, in percent
   * @param counted whether the request left at all
   */
  record Try(long chat, int after, int takes, int arrives, boolean counted) {}

  private record Flight(long chat, Instant arrives, Instant ends, boolean counted) {}

  @Property
  void noWindowEverHoldsMoreThanTheLimit(@ForAll("tries") List<Try> tries) {
    SendPace pace = new SendPace(SendLimits.telegram());
    List<Flight> flying = new ArrayList<>();
    List<Flight> arrived = new ArrayList<>();
    Instant now = START;
    for (Try one : tries) {
      now = now.plusMillis(one.after());
      land(pace, flying, now);
      boolean free =
          !pace.isBusy(one.chat())
              && pace.waitForAll(now).isZero()
              && pace.waitFor(one.chat(), now).isZero();
      if (free) {
        pace.began(one.chat());
        Instant arrives = now.plusMillis((long) one.takes() * one.arrives() / 100);
        Flight flight = new Flight(one.chat(), arrives, now.plusMillis(one.takes()), one.counted());
        flying.add(flight);
        if (one.counted()) {
          arrived.add(flight);
        }
      }
    }

    assertThat(arrived).as("something was sent").isNotEmpty();
    assertThat(most(arrived, Duration.ofSeconds(1))).isLessThanOrEqualTo(30);
    Map<Long, List<Flight>> byChat = new HashMap<>();
    arrived.forEach(f -> byChat.computeIfAbsent(f.chat(), c -> new ArrayList<>()).add(f));
    byChat.forEach(
        (chat, flights) -> {
          for (int more = 0; more < 10; more++) {
            assertThat(most(flights, Duration.ofSeconds(1 + more)))
                .as("to chat %d in %d s", chat, 1 + more)
                .isLessThanOrEqualTo(3 + more);
          }
          if (chat < 0) {
            assertThat(most(flights, Duration.ofMinutes(1))).isLessThanOrEqualTo(20);
          }
        });
  }

  @Property
  void theWaitItNamesIsEnough(@ForAll("tries") List<Try> tries) {
    SendPace pace = new SendPace(SendLimits.telegram());
    Instant now = START;
    for (Try one : tries) {
      Duration all = pace.waitForAll(now);
      Duration own = pace.waitFor(one.chat(), now);
      now = now.plus(all.compareTo(own) > 0 ? all : own);

      assertThat(pace.waitForAll(now)).isZero();
      assertThat(pace.waitFor(one.chat(), now)).isZero();
      pace.began(one.chat());
      now = now.plusMillis(one.takes());
      pace.ended(one.chat(), now, one.counted());
    }
  }

  /** A crowd that writes at once, a busy group, or a few chats with pauses. */
  @Provide
  Arbitrary<List<Try>> tries() {
    return Arbitraries.oneOf(
            tries(Arbitraries.longs().between(1, 200), 6),
            tries(Arbitraries.longs().between(-2, -1), 1300),
            tries(Arbitraries.longs().between(-3, 3), 400))
        .filter(list -> list.stream().anyMatch(Try::counted));
  }

  private static Arbitrary<List<Try>> tries(Arbitrary<Long> chats, int pause) {
    return Combinators.combine(
            chats,
            Arbitraries.integers().between(0, pause),
            Arbitraries.integers().between(0, 700),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 9).map(i -> i > 0))
        .as(Try::new)
        .list()
        .ofMinSize(50)
        .ofMaxSize(500);
  }

  private static void land(SendPace pace, List<Flight> flying, Instant now) {
    flying.stream()
        .filter(flight -> !flight.ends().isAfter(now))
        .sorted((a, b) -> a.ends().compareTo(b.ends()))
        .forEach(flight -> pace.ended(flight.chat(), flight.ends(), flight.counted()));
    flying.removeIf(flight -> !flight.ends().isAfter(now));
  }

  /** The most that arrive within any window of that length, its end left out. */
  private static int most(List<Flight> flights, Duration window) {
    List<Instant> times = flights.stream().map(Flight::arrives).sorted().toList();
    int most = 0;
    int from = 0;
    for (int to = 0; to < times.size(); to++) {
      while (!times.get(from).plus(window).isAfter(times.get(to))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
