package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.history.Outage;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.testing.Snapshots;
import drover.view.MissedView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissedPagesTest {
  private final Stage stage = new Stage();
  private final Snapshots snapshots = Snapshots.of(MissedPagesTest.class);

  @Test
  void tellsInOrderWhatHappenedSinceTheChatWasToldAndThenNothingMore() {
    happened("Scribe", "completed", "09:00", "09:00");
    stage.chats.told(Stage.PRIVATE, at("11:20"));
    happened("Builder", "failed", "11:42", "11:42");
    happened("<b>Painter</b>", "vanished", "11:22", "11:40");

    snapshots.check("missed", stage.type("/missed"));
    stage.clock.advance(Duration.ofMinutes(5));
    snapshots.check("nothing", stage.type("/missed"));
    happened("Scribe", "stalled", "12:06", "12:06");
    stage.clock.advance(Duration.ofMinutes(5));

    assertThat(stage.type("/missed").html()).contains("since 12:05").contains("Scribe");
  }

  @Test
  void looksBackADayWhereNothingWasEverTold() {
    happened("Scribe", "completed", "09:00", "09:00");

    assertThat(stage.type("/missed").html()).contains("since 1 Mar 12:00").contains("Scribe");
  }

  @Test
  void eachChatAndTopicLooksForItself() {
    happened("Scribe", "completed", "09:00", "09:00");
    stage.type("/missed");

    stage.type(Stage.VIEWER, Stage.GROUP, "/missed");

    assertThat(stage.html()).contains("Scribe");
  }

  @Test
  void turnsPagesWithoutLosingThePlace() {
    for (int i = 10; i < 40; i++) {
      happened("Agent " + i, "completed", "11:" + i, "11:" + i);
    }
    stage.type("/missed");
    assertThat(stage.html()).contains("30 · page 1 of 3").contains("Agent 10").contains("Agent 21");
    stage.clock.advance(Duration.ofHours(1));
    happened("Latecomer", "completed", "12:30", "12:30");

    stage.press("Newer");
    assertThat(stage.html()).contains("page 2 of 3").contains("Agent 22").contains("Agent 33");
    stage.press("Newer");
    assertThat(stage.html()).contains("Agent 39").doesNotContain("Latecomer");
    stage.press("Older");
    assertThat(stage.html()).contains("page 2 of 3");

    assertThat(stage.type("/missed").html()).contains("since 12:00").contains("Latecomer");
  }

  @Test
  void anOutageIsToldWithAllThatMayHaveHappenedInIt() {
    happened("Before", "completed", "11:00", "11:10");
    happened("Within", "completed", "11:25", "11:45");
    happened("Exactly", "failed", "11:35", "11:35");
    happened("After", "completed", "11:50", "11:50");

    stage.type("/missed 2026-03-02T11:30:00Z 2026-03-02T11:42:00Z");
    snapshots.check("outage", stage.answers.last());
    assertThat(stage.type("/missed 2026-03-02T10:30:00Z 2026-03-02T10:42:00Z").html())
        .contains("Nothing that I know of happened between 10:30 and 10:42");

    assertThat(stage.type("/missed").html()).as("that was no look").contains("Before");
  }

  @Test
  void offersTheLastOutagesOfBotAndServer() {
    stage.outages.note(new Outage(Outage.Who.SERVER, at("10:00"), at("10:05")));
    stage.outages.note(new Outage(Outage.Who.BOT, at("11:30"), at("11:42")));
    happened("Within", "completed", "11:25", "11:45");
    stage.chats.told(Stage.PRIVATE, at("11:50"));

    snapshots.check("outages", stage.type("/missed"));
    stage.press("While I was away, 11:30–11:42");
    snapshots.check("while-away", stage.answers.last());

    stage.clock.advance(Duration.ofDays(8));
    assertThat(Snapshots.describe(stage.type("/missed"))).doesNotContain("away");
  }

  @Test
  void theButtonOfAnOutageNamesItsTime() {
    assertThat(
            Snapshots.describe(
                OutgoingMessage.of(
                    "x", List.of(List.of(MissedView.ofOutage(at("11:30"), at("11:42")))))))
        .contains("[Missed → missed 2026-03-02T11:30:00Z 2026-03-02T11:42:00Z]");
  }

  @Test
  void moreThanAnybodyReadsIsCutAndSaysSo() {
    for (int i = 0; i < 1_001; i++) {
      happened("Agent " + i, "completed", "11:30", "11:30");
    }

    stage.type("/missed");

    assertThat(stage.html()).contains("1000 and more · page 1 of 84");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-03-02T11:30:00Z",
        "2026-03-02T11:42:00Z 2026-03-02T11:30:00Z",
        "11:30 11:42",
        "<b> </b>"
      })
  void saysWhatIsNoTime(String typed) {
    assertThat(stage.type("/missed " + typed).html()).contains("I can't read");
  }

  private void happened(String name, String kind, String earliest, String latest) {
    stage.history.append(
        new HistoryEntry(
            new AgentLife(new SessionId("id-" + name), "1"),
            name,
            kind,
            at(earliest),
            at(latest),
            null,
            null,
            null,
            null));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + ":00Z");
  }
}
