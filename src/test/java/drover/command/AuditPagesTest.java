package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.CsvReader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditPagesTest {
  private final Stage stage = new Stage();

  @Test
  void tellsWhoDidWhatWhereAndWhatCameOfIt() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
    stage.type(Stage.VIEWER, Stage.GROUP, "/kill Builder -- <now>");
    stage.type("/grant 3 operator");
    stage.clock.advance(Duration.ofMinutes(1));

    stage.type("/audit");

    assertThat(stage.html())
        .contains("12:00 ⛔ User 3: kill (Builder -- &lt;now&gt;) — denied")
        .contains(", in <code>-100</code> topic 7")
        .contains("12:00 ✅ User 1: grant <code>3</code> (viewer → operator) — done");
  }

  @Test
  void findsWhatOnePersonDidAndWhatWasDoneToThem() {
    stage.type("/grant 2 admin");
    stage.type(Stage.OPERATOR, ChatAddress.of(2), "/grant 42424 viewer");
    stage.type("/grant 42424 operator");

    stage.type("/audit User 2");
    assertThat(lines()).hasSize(2).allMatch(line -> line.contains("grant"));
    stage.type("/audit 42424 1d");

    assertThat(lines()).hasSize(2).allMatch(line -> line.contains("<code>42424</code>"));
    assertThat(stage.html()).contains("of <b>42424</b> · last 1d");
    stage.press("Refresh");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void findsWhatWasDoneToOneAgentAlsoOnceItIsGone() {
    add("kill", "a1b2c3d4-1", "Builder");
    add("kill", "ffff0000-2", "Other");
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));

    stage.type("/audit Builder");
    assertThat(lines()).singleElement().asString().contains("Builder");

    stage.board.remove("a1b2c3d4-1");
    stage.press("Refresh");
    assertThat(lines()).singleElement().asString().contains("Builder");
  }

  @Test
  void turnsPagesAndForgetsWhatIsOlder() {
    add("old", null, null);
    stage.clock.advance(Duration.ofDays(8));
    for (int i = 0; i < 30; i++) {
      add("kill-" + i, null, null);
    }

    stage.type("/audit");
    assertThat(lines()).hasSize(12);
    stage.press("Older");
    stage.press("Older");
    assertThat(lines()).hasSize(6).noneMatch(line -> line.contains("old"));
    assertThat(labels()).containsExactly("Newer", "Refresh", "Export CSV");

    stage.type("/audit 30d page:3");
    assertThat(lines()).hasSize(7);
  }

  @Test
  void theFileHoldsEveryFieldAndNoFormulaAndNoSecret() {
    stage.history.audit(
        new AuditEntry(
            stage.clock.instant(),
            new UserId(5),
            "=cmd()",
            Stage.GROUP,
            "kill",
            "a1b2c3d4-1",
            "Builder, \"the\" second",
            "because top-secret-key\nleaked",
            "done",
            new UserId(6)));

    stage.type("/audit");
    stage.press("Export CSV");

    OutgoingMessage.Attachment attachment =
        Objects.requireNonNull(stage.answers.last().attachment());
    assertThat(attachment.fileName()).isEqualTo("audit-all-7d.csv");
    List<List<String>> rows = CsvReader.read(attachment.bytes());
    assertThat(rows.get(1))
        .containsExactly(
            "2026-03-02T12:00:00Z",
            "5",
            "'=cmd()",
            "-100",
            "7",
            "kill",
            "Builder, \"the\" second",
            "a1b2c3d4-1",
            "6",
            "because ***\nleaked",
            "done");
  }

  @Test
  void anEmptyTrailSaysSo() {
    stage.type("/audit 1h");

    assertThat(stage.html()).contains("Nothing was done or refused.");
    assertThat(labels()).containsExactly("Refresh");
  }

  private void add(String action, @Nullable String session, @Nullable String name) {
    stage.history.audit(
        new AuditEntry(
            stage.clock.instant(),
            Stage.ADMIN,
            "User 1",
            Stage.PRIVATE,
            action,
            session,
            name,
            null,
            "done"));
  }

  private List<String> lines() {
    return stage.html().lines().skip(2).toList();
  }

  private List<String> labels() {
    return stage.answers.last().keyboard().stream()
        .flatMap(List::stream)
        .map(Button::label)
        .toList();
  }
}
