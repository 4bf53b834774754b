package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.SessionStatus;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.testing.Agents;
import drover.testing.Snapshots;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribePagesTest {
  private final Stage stage = new Stage();
  private final Snapshots snapshots = Snapshots.of(SubscribePagesTest.class);

  @Test
  void someAgentsAtOneLevelAndTheRestAtAnother() {
    stage.type("/subscribe problems");
    snapshots.check("filtered", stage.type("/subscribe everything name:Build* priority:high"));
    assertThat(here())
        .extracting(Subscription::level)
        .containsExactly(Level.PROBLEMS, Level.EVERYTHING);

    stage.press("Normal");
    assertThat(here())
        .extracting(Subscription::level)
        .containsExactly(Level.PROBLEMS, Level.NORMAL);
    assertThat(stage.type("/subscribe priority:HIGH name:build*").html()).contains("<b>normal</b>");

    stage.type("/subscribe <b>scribe</b> \"two words\"");
    snapshots.check("list", stage.type("/subscriptions"));
    stage.press("Remove 1");
    assertThat(here()).extracting(s -> s.filter().isAll()).containsExactly(false, false);

    assertThat(stage.type("/unsubscribe").html()).contains("no more notices");
    assertThat(here()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "problem, Problems",
    "evrything name:x, Everything",
  })
  void aWordThatIsNearlyALevelIsNoFilter(String typed, String meant) {
    assertThat(stage.type("/subscribe " + typed).html()).contains("is no level");
    assertThat(here()).isEmpty();

    stage.press(meant);
    assertThat(here())
        .extracting(Subscription::level)
        .extracting(Level::word)
        .containsExactly(meant.toLowerCase(Locale.ROOT));
  }

  @Test
  void aRowNumberBecomesTheAgentBesideIt() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Lead", SessionStatus.WORKING));
    stage.type("/agents");

    stage.type("/subscribe parent:1");
    stage.type("/subscribe parent:Le");

    assertThat(here())
        .extracting(Subscription::filter)
        .extracting(AgentFilter::parent)
        .containsExactly("id:a1b2c3d4-1", "Le");
    assertThat(stage.type("/subscribe parent:7").html()).contains("I know no single agent");
  }

  @Test
  void saysWhatIsWrongWithAFilterAndThatThereIsAnEnd() {
    assertThat(stage.type("/subscribe normal status:wroking").html()).contains("I know no status");
    assertThat(stage.type("/subscribe " + "x".repeat(600)).html()).contains("too long");
    for (int i = 0; i < 20; i++) {
      stage.type("/subscribe normal word" + i);
    }
    assertThat(stage.type("/subscribe normal word20").html()).contains("20 subscriptions");
    assertThat(stage.type("/subscribe problems word19").html()).contains("<b>problems</b>");
    assertThat(here()).hasSize(20);
  }

  private List<Subscription> here() {
    return stage.subscriptions.of(Stage.PRIVATE);
  }
}
