package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.base.Redactor;
import drover.base.Secret;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.CsvReader;
import drover.testing.MemoryHistory;
import drover.view.Moment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryFileTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Moment MOMENT = Moment.ours(NOON, ZoneId.of("Europe/Berlin"));

  private final MemoryHistory history = new MemoryHistory();
  private final Redactor redactor = new Redactor(List.of(new Secret("hunter22")));

  @Test
  void holdsEveryFactWithItsTimeInTheChatsZone() {
    history.append(entry("Builder", "appeared", null, 3600));
    history.append(
        new HistoryEntry(
            new AgentLife(new SessionId("a1"), "r1"),
            "=HYPERLINK(\"evil\")",
            "failed",
            NOON.minusSeconds(720),
            NOON.minusSeconds(60),
            "-1, said \"hunter22\"\nand went",
            "@Ada",
            24_100L,
            90L));

    List<List<String>> rows = rows(file(100, 100_000));

    assertThat(rows)
        .containsExactly(
            List.of(
                "earliest",
                "latest",
                "agent",
                "session",
                "run",
                "event",
                "detail",
                "by",
                "tokens used",
                "seconds"),
            List.of(
                "2026-03-02T12:48:00+01:00",
                "2026-03-02T12:59:00+01:00",
                "'=HYPERLINK(\"evil\")",
                "a1",
                "r1",
                "failed",
                "'-1, said \"***\"\nand went",
                "'@Ada",
                "24100",
                "90"),
            List.of(
                "2026-03-02T12:00:00+01:00",
                "2026-03-02T12:00:00+01:00",
                "Builder",
                "a1",
                "r1",
                "appeared",
                "",
                "",
                "",
                ""));
  }

  @Test
  void leavesOutTheOldestAndSaysSo() {
    for (int i = 1; i <= 5; i++) {
      history.append(entry("Agent " + i, "completed", "x".repeat(40), i));
    }

    assertThat(rows(file(5, 100_000))).hasSize(6);
    assertThat(file(5, 100_000).html()).contains("5 rows").doesNotContain("left out");
    assertThat(rows(file(4, 100_000))).hasSize(5);
    assertThat(file(4, 100_000).html()).contains("4 rows, the newest; older ones were left out");
    OutgoingMessage small = file(5, 400);
    assertThat(rows(small))
        .extracting(row -> row.get(2))
        .containsExactly("agent", "Agent 1", "Agent 2");
    assertThat(small.html()).contains("2 rows").contains("left out");
  }

  @Test
  void comesByTheButtonOfThePageAsAFileOfItsOwn() {
    Stage stage = new Stage();
    stage.board.put(Agents.agent("a1b2c3d4-1", "My/Builder", SessionStatus.WORKING));
    stage.history.append(
        new HistoryEntry(
            new AgentLife(new SessionId("a1b2c3d4-1"), "1"),
            "My/Builder",
            "stalled",
            NOON,
            NOON,
            null,
            null,
            null,
            null));
    stage.history.append(entry("Other", "completed", null, 0));

    stage.type("/history 2d");
    stage.press("Export CSV");
    assertThat(attachment(stage.answers.last()).fileName()).isEqualTo("history-all-2d.csv");
    assertThat(rows(stage.answers.last())).hasSize(3);

    stage.type("/history My/Builder");
    stage.press("Export CSV");
    assertThat(attachment(stage.answers.last()).fileName()).isEqualTo("history-My-Builder-7d.csv");
    assertThat(stage.html()).isEqualTo("History of <b>My/Builder</b>, last 7d: 1 row");
    assertThat(rows(stage.answers.last())).hasSize(2);
  }

  private OutgoingMessage file(int rows, int bytes) {
    return new HistoryFile(history, redactor, rows, bytes)
        .of(null, null, "7d", Instant.EPOCH, MOMENT);
  }

  private static List<List<String>> rows(OutgoingMessage message) {
    return CsvReader.read(attachment(message).bytes());
  }

  private static OutgoingMessage.Attachment attachment(OutgoingMessage message) {
    return Objects.requireNonNull(message.attachment());
  }

  private static HistoryEntry entry(
      String name, String kind, @Nullable String detail, long secondsAgo) {
    Instant at = NOON.minusSeconds(secondsAgo);
    return new HistoryEntry(
        new AgentLife(new SessionId("a1"), "r1"), name, kind, at, at, detail, null, null, null);
  }
}
