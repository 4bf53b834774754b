package drover.view;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.OutgoingMessage;
import drover.session.AgentLife;
import drover.session.Capabilities;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition.Kind;
import drover.testing.Markup;
import drover.testing.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeViewTest {
  static final Instant EARLIEST = Instant.parse("2026-03-02T11:30:00Z");
  static final Instant LATEST = Instant.parse("2026-03-02T11:42:00Z");
  static final AgentLife LIFE = new AgentLife(new SessionId("a1b2c3d4-5e6f-7081"), "r1");

  private static final List<Kind> WARNINGS =
      List.of(Kind.LATE, Kind.STUCK_STARTING, Kind.TOKENS_LOW, Kind.TOKENS_USED_UP, Kind.VANISHED);

  private final Snapshots snapshots = Snapshots.of(NoticeViewTest.class);

  @Test
  void looksAsStored() {
    Notice notice = notice(Kind.STALLED, "Constitution merge", null);
    NoticeView.Telling fresh = moment(LATEST.plusSeconds(2), SessionStatus.STALLED, false);

    snapshots.check("appeared", NoticeView.appeared(exact(notice), fresh));
    snapshots.check("completed", NoticeView.completed(exact(notice), fresh));
    snapshots.check("completed-missed", NoticeView.completed(notice, fresh));
    snapshots.check(
        "completed-child", NoticeView.completed(notice.withParentName("Lead <b>"), fresh));
  }

  @Test
  void looksAsStoredWhenItFails() {
    NoticeView.Telling late = moment(LATEST.plusSeconds(900), SessionStatus.FAILED, true);
    Notice failed = notice(Kind.FAILED, "Constitution merge", "Connection reset\n\n\n\n by peer");
    Notice tokens = notice(Kind.FAILED, "Tally", "token_limit exceeded: 50000 of 50000 used");

    snapshots.check("failed-late-maybe-repeat", failed(exact(failed), late));
    snapshots.check("failed-by-tokens", failed(exact(tokens), late));
    snapshots.check("failed-without-reason", failed(notice(Kind.FAILED, "Tally", " "), late));
    snapshots.check("terminated-by", NoticeView.terminated(exact(tokens), "Anna", late));
    snapshots.check(
        "terminated", NoticeView.terminated(notice(Kind.TERMINATED, "Tally", null), null, late));
  }

  @Test
  void warnsAsStored() {
    NoticeView.Telling fresh = moment(LATEST.plusSeconds(2), SessionStatus.WORKING, false);
    Notice low = exact(notice(Kind.TOKENS_LOW, "Tally", null));

    for (Kind kind : WARNINGS) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      snapshots.check(name, NoticeView.warning(exact(notice(kind, "Tally", null)), fresh));
      snapshots.check(name + "-missed", NoticeView.warning(notice(kind, "Tally", null), fresh));
    }
    snapshots.check(
        "tokens-low-until",
        NoticeView.warning(low.withTokensLasting(Duration.ofSeconds(380)), fresh));
  }

  @Test
  void offersNoKillOfWhatIsOver() {
    for (Kind kind : WARNINGS) {
      OutgoingMessage message =
          NoticeView.warning(
              notice(kind, "Tally", null), moment(LATEST, SessionStatus.COMPLETED, false));

      assertThat(Snapshots.describe(message)).as(kind.name()).doesNotContain("Kill");
    }
  }

  @Test
  void saysOnlyWhatIsKnown() {
    Notice bare =
        new Notice(
            Kind.FAILED,
            LIFE,
            "",
            false,
            null,
            null,
            null,
            "normal",
            Notice.Tokens.UNKNOWN,
            new Notice.Times(null, null, null, null, LATEST, LATEST),
            Notice.Parent.NONE);

    snapshots.check("bare", failed(bare, moment(LATEST, null, false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>bold</b> & <a href=\"tg://user?id=1\">you</a>",
        "</b></code></blockquote><script>",
        "&amp;&lt;&#x3c;&nope;",
        "\u202egnp.exe \u2066\u2067 \u200b\u200b",
        "\u202e\u200b",
        "👩‍👩‍👧‍👦🏳️‍🌈💥",
        "\ud83d lone \udca5",
        "שלום עולם",
        "Z̸̡̢̛͖͎̳a̷l̶g̵o̴",
        "line\r\nbreak\ttab\u0000\u0007",
        "@everyone /kill https://example.com #x",
        "",
        "   ",
      })
  void letsNoTextBreakItOrSpeakForUs(String hostile) {
    for (String text : List.of(hostile, hostile.repeat(10_000 / Math.max(1, hostile.length())))) {
      Notice notice =
          new Notice(
              Kind.FAILED,
              new AgentLife(new SessionId("x" + text), "r"),
              text,
              true,
              text,
              text,
              text,
              text,
              new Notice.Tokens(Long.MAX_VALUE, 1L, Duration.ofDays(400)),
              new Notice.Times(
                  Duration.ofDays(400), EARLIEST, EARLIEST, EARLIEST, EARLIEST, LATEST),
              new Notice.Parent(text, text));
      for (OutgoingMessage message : all(notice, text)) {
        String visible = Markup.visible(message.html());
        assertThat(visible.length()).isLessThan(4096);
        assertThat(visible).doesNotContain("\u202e", "\u200b", "\u0000", "· \n");
        assertThat(visible.lines().findFirst().orElseThrow()).doesNotEndWith("·  ");
      }
    }
  }

  @Test
  void keepsANameThatRunsFromRightToLeftApart() {
    Notice notice = notice(Kind.TERMINATED, "שלום", null);

    String visible =
        Markup.visible(NoticeView.terminated(notice, "עולם", moment(LATEST, null, false)).html());

    assertThat(visible)
        .contains("· \u2068שלום\u2069\n")
        .contains("by \u2068עולם\u2069 · ran 42 min");
  }

  @Test
  void promisesALargerLimitOnlyWhereItIsOffered() {
    Notice tokens = notice(Kind.FAILED, "n", "Out of tokens");

    assertThat(failed(tokens, moment(LATEST, SessionStatus.FAILED, false)).html())
        .contains("larger limit");
    assertThat(failed(tokens, moment(LATEST, SessionStatus.WORKING, false)).html())
        .doesNotContain("larger limit");
  }

  @Test
  void cutsALongErrorButKeepsItsBeginning() {
    Notice notice = notice(Kind.FAILED, "n", "first words " + "&".repeat(100_000));

    String visible = Markup.visible(failed(notice, moment(LATEST, null, true)).html());

    assertThat(visible).contains("first words &&&&").contains("…").contains("may be a repeat");
    assertThat(visible.length()).isBetween(2_500, 3_500);
  }

  private static List<OutgoingMessage> all(Notice notice, String by) {
    NoticeView.Telling moment = moment(LATEST.plusSeconds(100_000), null, true);
    List<OutgoingMessage> all = new ArrayList<>();
    all.add(NoticeView.appeared(notice, moment));
    all.add(NoticeView.completed(notice, moment));
    all.add(NoticeView.terminated(notice, by, moment));
    for (Kind kind : WARNINGS) {
      all.add(NoticeView.warning(of(kind, notice), moment));
    }
    all.addAll(IncidentViewTest.everything(notice, by, moment));
    all.addAll(ServerViewTest.everything(by));
    return all;
  }

  private static Notice of(Kind kind, Notice notice) {
    return new Notice(
        kind,
        notice.life(),
        notice.name(),
        notice.named(),
        notice.task(),
        notice.error(),
        notice.outputPath(),
        notice.priority(),
        notice.tokens(),
        notice.times(),
        notice.parent());
  }

  private static OutgoingMessage failed(Notice notice, NoticeView.Telling telling) {
    return IncidentView.failure(
        notice, new IncidentView.Case(null, null, IncidentView.Occasion.FIRST), telling);
  }

  static NoticeView.Telling moment(
      Instant now, @Nullable SessionStatus reported, boolean maybeRepeat) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    return new NoticeView.Telling(
        Moment.ours(now, zone), Capabilities.all(), reported, maybeRepeat);
  }

  static Notice notice(Kind kind, String name, @Nullable String error) {
    return new Notice(
        kind,
        LIFE,
        name,
        true,
        "Merge the drafts of the constitution and\nlist what is open",
        error,
        "/srv/out/merge <1>.md",
        "high",
        new Notice.Tokens(24_100L, 50_000L, null),
        new Notice.Times(
            Duration.ofMinutes(42),
            LATEST.minusSeconds(360),
            LATEST.minusSeconds(2520),
            LATEST.minusSeconds(720),
            EARLIEST,
            LATEST),
        new Notice.Parent("f00dbabe", null));
  }

  static Notice exact(Notice notice) {
    Notice.Times times = notice.times();
    return new Notice(
        notice.kind(),
        notice.life(),
        notice.name(),
        notice.named(),
        notice.task(),
        notice.error(),
        notice.outputPath(),
        "normal",
        notice.tokens(),
        new Notice.Times(
            times.lasted(),
            times.silentSince(),
            times.start(),
            times.expectedEnd(),
            times.latest(),
            times.latest()),
        Notice.Parent.NONE);
  }
}
