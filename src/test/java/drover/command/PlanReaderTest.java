package drover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.Role;
import drover.chat.CommandCall;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import drover.session.SessionStatus;
import drover.testing.Agents;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
  private static final List<String> PIECES =
      List.of(
          "|",
          " | ",
          ":",
          "-",
          "name",
          "priority:",
          "tokens:",
          "75k",
          "duration:",
          "2h",
          "parent:",
          "output:",
          "/",
          "\n",
          "\t",
          " ",
          "x",
          "0",
          "\"",
          "\\",
          "\uD83D\uDE00",
          "\uD800",
          "\u202E");

  private final Stage stage = new Stage();
  private final PlanReader reader =
      new PlanReader(new Subject(stage.board, new ReferenceResolver(new ListMemory())));

  PlanReaderTest() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
  }

  @ParameterizedTest
  @CsvSource({
    "75k, 75000",
    "75 K, 75000",
    "1.5m, 1500000",
    "'75,000', 75000",
    "75_000, 75000",
    "1, 1",
    "1000m, 1000000000"
  })
  void readsTokensAsPeopleWriteThem(String typed, long expected) throws Exception {
    assertThat(with(Part.TOKENS, typed).tokenLimit()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "k", "-5", "1.5", "75kk", "99999999999", "2000m", "many", "7 5 x"})
  void refusesWhatIsNoNumberOfTokens(String typed) {
    assertThatThrownBy(() -> with(Part.TOKENS, typed)).isInstanceOf(PlanReader.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({"90m, 90", "1h, 60", "1h 30m, 90", "1h30m, 90", "2d, 2880", "1w, 10080"})
  void readsTimesAsPeopleWriteThem(String typed, long minutes) throws Exception {
    assertThat(with(Part.DURATION, typed).expectedDuration())
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "soon", "90", "h", "2y", "1h and 30m", "500d", "-2h"})
  void refusesWhatIsNoTime(String typed) {
    assertThatThrownBy(() -> with(Part.DURATION, typed)).isInstanceOf(PlanReader.Unreadable.class);
  }

  @Test
  void readsOneLineWithBarsInThePromptAndOptionsAfterIt() throws Exception {
    PlanReader.Line line =
        reader.line(
            "Merger | merge | Do a | b: c | priority:low |d|limit:2k | output: /a b", invocation());

    assertThat(line.parts()).isEqualTo(3);
    assertThat(line.plan().prompt()).isEqualTo("Do a | b: c | d");
    assertThat(line.plan().priority()).isEqualTo("low");
    assertThat(line.plan().tokenLimit()).isEqualTo(2_000);
    assertThat(line.plan().outputPath()).isEqualTo("/a b");
  }

  @Test
  void readsOptionsOnlyAfterThePrompt() throws Exception {
    PlanReader.Line line = reader.line("priority:high | tokens:9 | duration:2h", invocation());

    assertThat(line.plan().name()).isEqualTo("priority:high");
    assertThat(line.plan().task()).isEqualTo("tokens:9");
    assertThat(line.plan().prompt()).isEqualTo("duration:2h");
    assertThat(line.plan().priority()).isNull();
  }

  @Test
  void leavesOpenWhatIsEmptyOrADash() throws Exception {
    assertThat(reader.line("", invocation()).parts()).isZero();
    PlanReader.Line line = reader.line("- | | Merge it", invocation());

    assertThat(line.plan()).isEqualTo(SessionPlan.EMPTY.withPrompt("Merge it"));
    assertThat(line.plan().effectiveName()).isEqualTo("Merge it");
  }

  @Test
  void readsOrRefusesWhateverIsTyped() {
    Random random = new Random(20_260_302);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder typed = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        typed.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      read += reads(typed.toString()) ? 1 : 0;
    }
    assertThat(read).as("some of it makes sense").isBetween(500, 4_999);
  }

  private boolean reads(String typed) {
    try {
      SessionPlan plan = reader.line(typed, invocation()).plan();
      assertThat(plan.name() == null || !plan.name().matches("(?s).*[\n\t].*")).isTrue();
      assertThat(plan.effectiveName()).isNotBlank().hasSizeLessThanOrEqualTo(100);
      if (plan.isEnough()) {
        assertThat(plan.order("Ada").prompt()).isNotBlank();
        assertThat(plan.order("Ada").task()).isNotBlank();
      }
      return true;
    } catch (PlanReader.Unreadable e) {
      assertThat(e.problem()).isNotBlank();
      return false;
    }
  }

  private SessionPlan with(Part part, String typed) throws PlanReader.Unreadable {
    return reader.with(SessionPlan.EMPTY, part, typed, invocation());
  }

  private Invocation invocation() {
    return new Invocation(
        new CommandCall("spawn", ""),
        new Invocation.Person(Stage.ADMIN, "Ada", Role.ADMIN),
        Stage.PRIVATE,
        false,
        null,
        false,
        null,
        false,
        stage.clock.instant(),
        null,
        List.of());
  }
}
