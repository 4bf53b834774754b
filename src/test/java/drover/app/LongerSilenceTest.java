package drover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.incident.FalseAlarms.Effect;
import drover.incident.FalseAlarms.Raise;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import drover.testing.DirectTransactor;
import drover.testing.FakeStallPatience;
import drover.testing.FixedBoard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongerSilenceTest {
  private final FixedBoard board = new FixedBoard();
  private final FakeStallPatience patience = new FakeStallPatience();
  private final DirectTransactor transactor = new DirectTransactor(patience);
  private final List<String> told = new ArrayList<>();
  private final LongerSilence silence =
      new LongerSilence(
          board,
          (name, factor) -> told.add(name + " ×" + factor),
          life -> told.add("back " + life.session()),
          patience,
          transactor,
          Duration.ofMinutes(5));
  private final Agent scribe = Agents.agent("s-1", "Scribe", SessionStatus.STALLED);

  LongerSilenceTest() {
    board.put(scribe);
  }

  @Test
  void asksWithoutChangingAnything() {
    assertThat(silence.of(scribe.life()))
        .isEqualTo(new Raise(Effect.LONGER, "Scribe", Duration.ofMinutes(10)));

    assertThat(patience.factors()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void keepsItInTheTransactionAndTellsTheBoardAfterwards() {
    Raise raise = silence.of(scribe.life());

    transactor.run(
        () -> {
          silence.make(scribe.life(), raise);
          assertThat(patience.factors()).containsExactly(Map.entry("Scribe", 2));
          assertThat(told).isEmpty();
        });

    assertThat(told).containsExactly("Scribe ×2", "back s-1");
  }

  @Test
  void nothingIsLongerWhenTheTransactionRollsBack() {
    Raise raise = silence.of(scribe.life());

    assertThatThrownBy(
            () ->
                transactor.run(
                    () -> {
                      silence.make(scribe.life(), raise);
                      throw new IllegalStateException("the disk is full");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(patience.factors()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(silence.of(scribe.life())).isEqualTo(raise);
  }

  @Test
  void doublesUpToEightTimes() {
    List<Raise> raises = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Raise raise = silence.of(scribe.life());
      raises.add(raise);
      transactor.run(() -> silence.make(scribe.life(), raise));
    }

    assertThat(raises)
        .extracting(Raise::effect)
        .containsExactly(Effect.LONGER, Effect.LONGER, Effect.LONGER, Effect.LONGEST);
    assertThat(raises.get(3).silence()).isEqualTo(Duration.ofMinutes(40));
    assertThat(patience.factors()).containsExactly(Map.entry("Scribe", 8));
    assertThat(told).endsWith("Scribe ×8", "back s-1", "back s-1");
  }

  @Test
  void whatWasRaisedFurtherMeanwhileStays() {
    Raise raise = silence.of(scribe.life());
    patience.save("Scribe", 8);

    transactor.run(() -> silence.make(scribe.life(), raise));

    assertThat(patience.factors()).containsExactly(Map.entry("Scribe", 8));
  }

  @Test
  void thoseWithoutANameAndThoseThatAreGoneAreOnlyTakenBack() {
    Agent nameless =
        Agents.agent(
            Agents.session("n-1", "x").withName(null), Verdict.reported(SessionStatus.STALLED));
    board.put(nameless);
    AgentLife gone = new AgentLife(new SessionId("g-1"), "1");

    assertThat(silence.of(nameless.life())).isEqualTo(Raise.NAMELESS);
    assertThat(silence.of(gone)).isEqualTo(Raise.GONE);
    silence.make(nameless.life(), Raise.NAMELESS);

    assertThat(told).containsExactly("back n-1");
    assertThat(patience.factors()).isEmpty();
  }
}
