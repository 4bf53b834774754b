package drover.view;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.session.Transition.Kind;
import drover.testing.Markup;
import drover.testing.Snapshots;
import drover.view.GroupView.Page;
import drover.view.GroupView.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupViewTest {
  private static final Snapshots SNAPSHOTS = Snapshots.of(GroupViewTest.class);
  private static final Instant NOW = Instant.parse("2026-03-02T11:42:00Z");
  private static final Moment MOMENT = Moment.ours(NOW, ZoneOffset.UTC);
  private static final Page FIRST = new Page(1, false, false);

  @Test
  void countsAndTellsEachWithFailuresFirst() {
    List<Row> rows = new ArrayList<>();
    rows.add(row(notice(Kind.COMPLETED, 1, "crawler", null), NoticeRow.Since.NOTHING));
    rows.add(row(notice(Kind.STALLED, 2, "writer", null), NoticeRow.Since.takenCareOf("Ada")));
    rows.add(
        row(
            notice(Kind.STALLED, 3, "tester", null),
            NoticeRow.Since.over("recovered", Duration.ofMinutes(9), null)));
    rows.add(
        row(
            notice(Kind.STALLED, 4, "packer", null),
            NoticeRow.Since.over("false-alarm", Duration.ofMinutes(9), "Ada")));
    rows.add(
        row(
            notice(Kind.STALLED, 13, "sweeper", null),
            NoticeRow.Since.respawned("sweeper two", Duration.ofMinutes(9), "Ada")));
    rows.add(
        row(
            notice(Kind.STALLED, 14, "sleeper", null),
            NoticeRow.Since.snoozed("Ada", NOW.plus(Duration.ofMinutes(30)))));
    rows.add(
        row(
            notice(Kind.FAILED, 15, "cleaner", "no water"),
            NoticeRow.Since.respawned("cleaner", Duration.ofMinutes(4), "Ada")));
    rows.add(row(notice(Kind.TERMINATED, 5, "painter", null), NoticeRow.Since.endedBy("Ada")));
    rows.add(row(notice(Kind.TOKENS_LOW, 6, "reader", null), NoticeRow.Since.NOTHING));
    rows.add(row(notice(Kind.LATE, 7, "", null), NoticeRow.Since.NOTHING));
    rows.add(row(notice(Kind.APPEARED, 8, "starter", null), NoticeRow.Since.NOTHING));
    rows.add(row(notice(Kind.VANISHED, 9, "ghost", null), NoticeRow.Since.NOTHING));
    rows.add(row(notice(Kind.STUCK_STARTING, 10, "snail", null), NoticeRow.Since.NOTHING));
    rows.add(row(notice(Kind.TOKENS_USED_UP, 11, "burner", null), NoticeRow.Since.NOTHING));
    rows.add(
        row(
            notice(Kind.FAILED, 12, "builder", "out of <memory>\nat line 3"),
            NoticeRow.Since.NOTHING));
    rows.add(NoticeRow.unknown("odd", "r1#x"));

    SNAPSHOTS.check("group-mixed", GroupView.of(rows, FIRST));
  }

  @Test
  void saysThatTheChatWasMuted() {
    List<Row> rows =
        List.of(
            row(notice(Kind.COMPLETED, 1, "crawler", null), NoticeRow.Since.NOTHING),
            row(notice(Kind.FAILED, 2, "builder", "boom"), NoticeRow.Since.NOTHING));

    SNAPSHOTS.check("group-muted", GroupView.of(rows, new Page(1, true, true)));
  }

  @Test
  void offersWhatNobodyTakesCareOfFirst() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(row(notice(Kind.FAILED, i, "failed-" + i, null), NoticeRow.Since.takenCareOf("A")));
    }
    for (int i = 4; i < 8; i++) {
      rows.add(row(notice(Kind.STALLED, i, "stalled-" + i, null), NoticeRow.Since.NOTHING));
    }
    rows.add(
        row(
            notice(Kind.STALLED, 8, "over", null),
            NoticeRow.Since.over("recovered", Duration.ofMinutes(9), null)));

    assertThat(opening(GroupView.of(rows, FIRST)))
        .containsExactly(
            "Open stalled-4",
            "Open stalled-5",
            "Open stalled-6",
            "Open stalled-7",
            "Open failed-0");
    assertThat(opening(GroupView.of(rows.subList(0, 1), FIRST))).containsExactly("Open failed-0");
    assertThat(opening(GroupView.of(rows.subList(8, 9), FIRST))).isEmpty();
  }

  @Test
  void pagesThroughMany() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Kind kind = i % 20 == 0 ? Kind.FAILED : Kind.COMPLETED;
      rows.add(row(notice(kind, i, "agent-" + i, null), NoticeRow.Since.NOTHING));
    }

    SNAPSHOTS.check("group-page-2", GroupView.of(rows, new Page(2, false, false)));
    assertThat(GroupView.of(rows, new Page(99, false, false)))
        .isEqualTo(GroupView.of(rows, new Page(3, false, false)));
  }

  @Property(tries = 200)
  void tellsEachOnOnePageWithinTheLimitsWhateverTheNames(@ForAll("rows") List<Row> rows) {
    List<OutgoingMessage> pages = new ArrayList<>();
    OutgoingMessage next = GroupView.of(rows, FIRST);
    while (!pages.contains(next)) {
      pages.add(next);
      next = GroupView.of(rows, new Page(pages.size() + 1, false, false));
    }

    Set<String> told = new TreeSet<>();
    int count = 0;
    for (OutgoingMessage page : pages) {
      assertThat(Markup.visible(page.html()).length()).isLessThanOrEqualTo(4096);
      for (String line : page.html().lines().skip(3).toList()) {
        told.add(line.replaceFirst(".*<code>(.*)</code>$", "$1"));
        count++;
      }
      List<Button> buttons = page.keyboard().stream().flatMap(List::stream).toList();
      assertThat(buttons).hasSizeLessThan(10).allSatisfy(b -> assertThat(b.label()).isNotBlank());
    }
    assertThat(count).isEqualTo(rows.size());
    assertThat(told).hasSize(rows.size());
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(300);
    Arbitrary<Kind> kind = Arbitraries.of(Kind.class);
    Arbitrary<Notice> one =
        Combinators.combine(kind, text, text).as((k, name, error) -> notice(k, 0, name, error));
    return one.list()
        .ofMinSize(1)
        .ofMaxSize(120)
        .map(
            notices -> {
              List<Row> rows = new ArrayList<>();
              for (Notice notice : notices) {
                Notice numbered = notice(notice.kind(), rows.size(), notice.name(), notice.error());
                rows.add(row(numbered, NoticeRow.Since.NOTHING));
              }
              return rows;
            });
  }

  private static List<String> opening(OutgoingMessage message) {
    return message.keyboard().stream()
        .flatMap(List::stream)
        .map(Button::label)
        .filter(label -> label.startsWith("Open "))
        .toList();
  }

  private static Row row(Notice notice, NoticeRow.Since since) {
    return NoticeRow.of(notice, since, MOMENT);
  }

  private static Notice notice(Kind kind, int number, String name, @Nullable String error) {
    Instant at = NOW.minusSeconds(90);
    return new Notice(
        kind,
        new AgentLife(new SessionId("a%07d-rest".formatted(number)), "run"),
        name,
        !name.isEmpty(),
        "a task",
        error,
        null,
        "normal",
        new Notice.Tokens(46_000L, 50_000L, null),
        new Notice.Times(
            Duration.ofMinutes(12), NOW.minus(Duration.ofMinutes(6)), null, null, at, at),
        Notice.Parent.NONE);
  }
}
