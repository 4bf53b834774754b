package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import drover.testing.ScriptedSender.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hundreds of lanes that all want to send, with 30 places a second for all of them. */
class OutboxFairnessTest {
  private static final Duration TICK = Duration.ofMillis(50);

  private final OutboxFixture f = new OutboxFixture();
  private String said = "before";

  @Test
  void servesEachLaneOnceBeforeAnyTwice() {
    for (int chat = 1; chat <= 300; chat++) {
      for (int i = 0; i < 3; i++) {
        f.post("n" + i, chat);
      }
    }
    run(Duration.ofSeconds(11));

    List<Long> first = f.sender.calls().stream().limit(300).map(call -> call.to().chat()).toList();
    assertThat(first).doesNotHaveDuplicates();
  }

  @Test
  void oneFloodedLaneDelaysNobody() {
    for (int i = 0; i < 1000; i++) {
      f.post("flood" + i, 1);
    }
    run(Duration.ofSeconds(2));
    for (int chat = 2; chat <= 25; chat++) {
      f.post("one", chat);
    }
    run(Duration.ofSeconds(1));

    assertThat(f.sender.texts().stream().filter("one"::equals)).hasSize(24);
  }

  @Test
  void parkedLanesDelayNobody() {
    for (int chat = 1; chat <= 100; chat++) {
      f.store.park(ChatAddress.of(chat), f.clock.instant().plus(Duration.ofHours(1)), "429");
      for (int i = 0; i < 10; i++) {
        f.post("parked" + i, Urgency.FIRST, chat);
      }
    }
    f.outbox = f.create(Runnable::run);
    f.outbox.recover();
    f.post("free", Urgency.LAST, 200);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("free");
  }

  @Test
  void failuresOvertakeCompletionsOfOtherLanes() {
    for (int chat = 1; chat <= 200; chat++) {
      f.post("done", chat);
    }
    run(Duration.ofSeconds(2));
    int before = f.sender.calls().size();
    f.post("failed", Urgency.FIRST, 500);
    run(TICK.multipliedBy(22));

    List<String> next = f.sender.texts().subList(before, before + 2);
    assertThat(next).contains("failed");
  }

  @Test
  void whatWaitedTenSecondsIsAsUrgentAsAnything() {
    f.post("patient", Urgency.LAST, 1);
    List<Instant> told = new ArrayList<>();
    f.sender.rule(
        call -> {
          if (call.html().equals("patient")) {
            told.add(f.clock.instant());
          }
          return null;
        });
    Instant begin = f.clock.instant();
    // More failures than there are places, for as long as it takes.
    for (int second = 0; second < 14; second++) {
      for (int i = 0; i < 40; i++) {
        f.post("failed" + second, Urgency.FIRST, 1000L + second * 40L + i);
      }
      run(Duration.ofSeconds(1));
    }

    assertThat(told).hasSize(1);
    assertThat(Duration.between(begin, told.get(0)))
        .isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_500));
  }

  @Test
  void anEditIsNotStarvedByItsOwnLane() {
    MessageRef old = new MessageRef(ChatAddress.of(1), 5);
    f.words =
        d ->
            d.fact().urgency() == Urgency.LAST
                ? new Rendering.Edit(old, OutgoingMessage.of("edit"), false)
                : new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(d)), true);
    f.post("edit", Urgency.LAST, 1);
    for (int minute = 0; minute < 6; minute++) {
      for (int i = 0; i < 80; i++) {
        f.post("failed" + minute + "." + i, Urgency.FIRST, 1);
      }
      run(Duration.ofMinutes(1), Duration.ofSeconds(1));
    }

    assertThat(f.sender.texts()).contains("edit");
  }

  @Test
  void answersGoBeforeAllThatWaits() {
    for (int chat = 1; chat <= 300; chat++) {
      f.post("failed", Urgency.FIRST, chat);
    }
    run(Duration.ofSeconds(2));
    int before = f.sender.calls().size();
    for (int chat = 301; chat <= 310; chat++) {
      var unused = f.outbox.send(ChatAddress.of(chat), OutgoingMessage.of("answer"));
    }
    run(Duration.ofSeconds(1));

    assertThat(f.sender.texts().subList(before, before + 10)).containsOnly("answer");
  }

  @Test
  void wordsThatWaitForTheirPlaceAreFoundAnewOnceTheirChatHasHadAnAnswer() {
    f.words = d -> new Rendering.Send(OutgoingMessage.of(said), true);
    for (int i = 0; i < 5; i++) {
      f.post("n" + i, 1);
    }
    run(Duration.ofMillis(600));
    int before = f.sender.calls().size();

    var unused = f.outbox.send(ChatAddress.of(1), OutgoingMessage.of("answer"));
    said = "after";
    run(Duration.ofSeconds(5));

    assertThat(f.sender.texts().subList(before, f.sender.calls().size()))
        .startsWith("answer")
        .contains("after")
        .doesNotContain("before");
  }

  @Test
  void wordsThatWaitedLongForTheirPlaceAreFoundAnew() {
    f.words = d -> new Rendering.Send(OutgoingMessage.of(said), true);
    for (int i = 0; i < 5; i++) {
      f.post("n" + i, 1);
    }
    run(Duration.ofMillis(600));
    int before = f.sender.calls().size();
    f.sender.rule(call -> OutboxFixture.tooMany(60));
    f.post("n", 2, 3);
    run(Duration.ofMillis(100));
    f.sender.rule(call -> null);
    said = "after";
    run(Duration.ofMinutes(2), Duration.ofSeconds(1));

    assertThat(f.sender.calls().subList(before + 2, before + 6))
        .extracting(Call::html)
        .containsOnly("after");
  }

  @Test
  void leavesWithinTheLeastTimeThatTheLimitsAllow() {
    for (int i = 0; i < 5; i++) {
      for (int chat = 1; chat <= 200; chat++) {
        f.post("n" + i, chat);
      }
    }
    Instant begin = f.clock.instant();
    while (f.store.statuses().contains(Status.WAITING)) {
      run(Duration.ofMillis(5), Duration.ofMillis(5));
    }

    // 30 at once, then 30 a second.
    Duration least = Duration.ofMillis(1000 * (1000 - 30) / 30);
    assertThat(Duration.between(begin, f.clock.instant()).toMillis())
        .isLessThanOrEqualTo((long) (least.toMillis() * 1.05));
    assertThat(counts().values()).containsOnly(5);
  }

  private Map<Long, Integer> counts() {
    Map<Long, Integer> counts = new HashMap<>();
    for (Call call : f.sender.calls()) {
      counts.merge(call.to().chat(), 1, Integer::sum);
    }
    return counts;
  }

  private void run(Duration time) {
    run(time, TICK);
  }

  private void run(Duration time, Duration tick) {
    for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(tick)) {
      f.turn();
      f.clock.advance(tick);
    }
  }
}
