package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.failed;
import static drover.monitor.Desk.stalled;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static org.assertj.core.api.Assertions.assertThat;

import drover.session.SessionEvent;
import drover.session.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderOfEventsTest {
  private static final List<SessionEvent> EVENTS =
      List.of(
          updated("a", "working", NOON.plusSeconds(1)),
          stalled("a", NOON.plusSeconds(1)),
          updated("a", "working", NOON.plusSeconds(30)),
          completed("a", NOON.plusSeconds(40)),
          updated("b", "working", NOON.plusSeconds(2)),
          failed("b", NOON.plusSeconds(3)));

  @Test
  void everyOrderTellsTheSameEndsOnce() {
    List<List<SessionEvent>> orders = new ArrayList<>();
    permute(new ArrayList<>(EVENTS), 0, orders);
    assertThat(orders).hasSize(720);

    for (List<SessionEvent> order : orders) {
      assertTellsBothEndsOnce(order);
    }
  }

  @Test
  void repetitionsAndLateListsChangeNothing() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<SessionEvent> many = new ArrayList<>(EVENTS);
      for (int i = 0; i < 12; i++) {
        many.add(EVENTS.get(random.nextInt(EVENTS.size())));
      }
      Collections.shuffle(many, random);
      assertTellsBothEndsOnce(many);
    }
  }

  private static void assertTellsBothEndsOnce(List<SessionEvent> order) {
    Desk desk = Desk.watching(working("a"), working("b"));
    for (SessionEvent event : order) {
      desk.monitor.event(event);
      if (event.session().value().equals("b")) {
        desk.relist(Duration.ofSeconds(1));
      }
    }
    desk.turn();

    List<String> ends =
        desk.listener.heard().stream()
            .filter(t -> t.kind().isEnd())
            .map(t -> t.kind() + " " + t.life().session())
            .toList();
    assertThat(ends).as("%s", order).containsExactlyInAnyOrder("COMPLETED a", "FAILED b");
    List<String> stalls = desk.told().stream().filter(t -> t.contains("#")).toList();
    assertThat(stalls)
        .as("%s", order)
        .isSubsetOf("STALLED a#1", "RECOVERED a#1")
        .doesNotHaveDuplicates();
    assertNoStallAfterTheEnd(desk.listener.heard());
  }

  private static void assertNoStallAfterTheEnd(List<Transition> heard) {
    boolean ended = false;
    for (Transition transition : heard) {
      if (transition.life().session().value().equals("a")) {
        assertThat(ended).isFalse();
        ended = transition.kind().isEnd();
      }
    }
  }

  private static void permute(
      List<SessionEvent> events, int from, List<List<SessionEvent>> orders) {
    if (from == events.size()) {
      orders.add(List.copyOf(events));
      return;
    }
    for (int i = from; i < events.size(); i++) {
      Collections.swap(events, from, i);
      permute(events, from + 1, orders);
      Collections.swap(events, from, i);
    }
  }
}
