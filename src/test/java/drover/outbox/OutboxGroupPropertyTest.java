package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.OutgoingMessage;
import drover.chat.SendResult.Refusal;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import drover.testing.ScriptedSender.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However notices come and whatever is refused, each is told in exactly one message. */
class OutboxGroupPropertyTest {
  private static final Pattern NAME = Pattern.compile("n\\d+");

  /** What comes at one moment: so many notices of such an urgency, and a pause after them. */
  record Wave(int count, Urgency urgency, int pauseMillis) {}

  @Property(tries = 60)
  void eachIsToldInExactlyOneMessage(
      @ForAll("waves") List<Wave> waves,
      @ForAll("passing") List<Refusal> refusals,
      @ForAll @IntRange(min = 0, max = 9) int firstRefused) {
    OutboxFixture f = new OutboxFixture();
    List<Refusal> left = new ArrayList<>(refusals);
    int[] calls = {0};
    List<Call> arrived = new ArrayList<>();
    f.sender.rule(
        call -> {
          if (calls[0]++ >= firstRefused && !left.isEmpty()) {
            return OutboxFixture.refused(left.remove(0));
          }
          arrived.add(call);
          return null;
        });
    f.words = d -> new Rendering.Send(OutgoingMessage.of(d.fact().key().subject()), false);

    int posted = 0;
    for (Wave wave : waves) {
      for (int i = 0; i < wave.count(); i++) {
        f.post("n" + posted++, wave.urgency(), -1);
      }
      f.advance(Duration.ofMillis(wave.pauseMillis()));
    }
    for (int i = 0; i < 300; i++) {
      f.advance(Duration.ofSeconds(61));
    }

    Map<String, Integer> told = new HashMap<>();
    arrived.forEach(call -> names(call).forEach(name -> told.merge(name, 1, Integer::sum)));
    assertThat(f.store.statuses()).hasSize(posted);
    assertThat(Collections.frequency(f.store.statuses(), Status.SENT)).isEqualTo(posted);
    assertThat(told).hasSize(posted);
    assertThat(told.values()).allMatch(times -> times == 1);
  }

  @Property(tries = 60)
  void ofWhatWaitsTheUrgentGoFirst(@ForAll("waves") List<Wave> waves) {
    OutboxFixture f = new OutboxFixture();
    f.words = d -> new Rendering.Send(OutgoingMessage.of(d.fact().key().subject()), false);
    List<String> wanted = new ArrayList<>();
    Map<Urgency, List<String>> byUrgency = new HashMap<>();
    int posted = 0;
    for (Wave wave : waves) {
      for (int i = 0; i < wave.count(); i++) {
        byUrgency.computeIfAbsent(wave.urgency(), u -> new ArrayList<>()).add("n" + posted);
        f.post("n" + posted++, wave.urgency(), 1);
      }
    }
    for (int i = 0; i < 40; i++) {
      f.advance(Duration.ofSeconds(1));
    }

    for (Urgency urgency : Urgency.values()) {
      wanted.addAll(byUrgency.getOrDefault(urgency, List.of()));
    }
    List<String> told = f.sender.calls().stream().flatMap(call -> names(call).stream()).toList();
    assertThat(told).isEqualTo(wanted);
  }

  @Provide
  Arbitrary<List<Wave>> waves() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(1, 40);
    Arbitrary<Integer> pauses = Arbitraries.integers().between(0, 5_000);
    return Combinators.combine(counts, Arbitraries.of(Urgency.class), pauses)
        .as(Wave::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  /** Refusals after which it is surely not there, and may be tried again. */
  @Provide
  Arbitrary<List<Refusal>> passing() {
    return Arbitraries.of(
            Refusal.TOO_MANY_REQUESTS, Refusal.NOT_DONE, Refusal.UNAUTHORIZED, Refusal.NO_RIGHTS)
        .list()
        .ofMaxSize(4);
  }

  private static List<String> names(Call call) {
    return NAME.matcher(call.html()).results().map(MatchResult::group).toList();
  }
}
