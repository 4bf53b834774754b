package drover.view;

import drover.session.Session;
import drover.session.Transition.Kind;
import drover.view.GroupView.Need;
import drover.view.GroupView.Rank;
import drover.view.GroupView.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notice as a row among many: the words of {@link NoticeView}, in a line. */
public final class NoticeRow {
  private static final int ERROR = 60;
  private static final int BY = 24;
  private static final int SUCCESSOR = 40;

  private NoticeRow() {}

  /**
   * What happened since.
   *
   * @param outcome how the trouble closed: "recovered", "respawned", …; null while it lasts
   * @param successor what to call the agent that took over; null when none did, or nobody knows
   * @param lasted how long it lasted; null when it does
   * @param by who ordered that end, or closed it; null when nobody did
   * @param care who takes care of it, or put it off; null when nobody does
   * @param until until when it is put off; null when it is not
   */
  public record Since(
      @Nullable String outcome,
      @Nullable String successor,
      @Nullable Duration lasted,
      @Nullable String by,
      @Nullable String care,
      @Nullable Instant until) {
    public static final Since NOTHING = new Since(null, null, null, null, null, null);

    public static Since endedBy(@Nullable String person) {
      return new Since(null, null, null, person, null, null);
    }

    public static Since takenCareOf(@Nullable String person) {
      return new Since(null, null, null, null, person, null);
    }

    public static Since snoozed(String person, Instant until) {
      return new Since(null, null, null, null, person, until);
    }

    public static Since over(String outcome, Duration lasted, @Nullable String by) {
      return new Since(outcome, null, lasted, by, null, null);
    }

    public static Since respawned(String successor, Duration lasted, @Nullable String by) {
      return new Since("respawned", successor, lasted, by, null, null);
    }
  }

  public static Row of(Notice notice, Since since, Moment moment) {
    return switch (notice.kind()) {
      case FAILED -> failed(notice, since, moment);
      case STALLED -> stalled(notice, since, moment);
      case COMPLETED -> row(notice, moment, Rank.END, "completed", after("completed", notice), "");
      case TERMINATED ->
          row(
              notice,
              moment,
              Rank.END,
              "terminated",
              since.by() == null ? "terminated" : "terminated by " + Cut.line(since.by(), BY),
              "");
      case VANISHED -> row(notice, moment, Rank.TROUBLE, "vanished", "vanished", "");
      case STUCK_STARTING ->
          row(notice, moment, Rank.TROUBLE, "stuck starting", "stuck starting", "");
      case TOKENS_USED_UP ->
          row(notice, moment, Rank.TROUBLE, "out of tokens", "token budget used up", "");
      case TOKENS_LOW ->
          row(notice, moment, Rank.WARNING, "tokens low", "tokens low", share(notice));
      case LATE -> row(notice, moment, Rank.WARNING, "late", "late", "");
      case APPEARED -> row(notice, moment, Rank.NEWS, "started", "started", "");
      case RECOVERED -> row(notice, moment, Rank.NEWS, "recovered", after("recovered", notice), "");
    };
  }

  /** Of a fact whose words cannot be found. */
  public static Row unknown(String kind, String subject) {
    return new Row("•", kind, subject, kind, List.of(), null, Rank.TROUBLE, Need.NONE);
  }

  private static Row failed(Notice notice, Since since, Moment moment) {
    String settled = since.outcome() == null ? "" : settled(since);
    return needing(
        settled.isEmpty() ? need(since) : Need.LOOK,
        row(
            notice,
            moment,
            Rank.FAILURE,
            "failed",
            after("failed", notice),
            settled.isEmpty() ? error(notice) : settled,
            care(since, moment)));
  }

  private static Row stalled(Notice notice, Since since, Moment moment) {
    if (since.outcome() != null) {
      boolean recovered = since.outcome().equals("recovered");
      String word = recovered ? "recovered" : "no longer stalled";
      return new Row(
          recovered ? Mark.of(Kind.RECOVERED) : Mark.SETTLED,
          word,
          notice.name(),
          recovered ? settled(since) : word + ": " + settled(since),
          List.of(),
          notice.life(),
          Rank.TROUBLE,
          Need.NONE);
    }
    Instant silentSince = notice.times().silentSince();
    String what =
        silentSince == null
            ? "stalled"
            : "stalled, silent " + Say.duration(Duration.between(silentSince, moment.now()));
    return needing(
        need(since), row(notice, moment, Rank.TROUBLE, "stalled", what, care(since, moment)));
  }

  private static String settled(Since since) {
    String by = since.by() == null ? "" : " by " + Cut.line(since.by(), BY);
    String word = since.outcome() == null ? "" : since.outcome().replace('-', ' ');
    String as = since.successor() == null ? "" : " as " + name(since.successor());
    return word + as + (since.lasted() == null ? "" : after(since.lasted())) + by;
  }

  private static String name(String name) {
    String cut = Cut.line(name, SUCCESSOR);
    return cut.isBlank() ? Session.UNNAMED : cut;
  }

  private static String care(Since since, Moment moment) {
    if (since.care() == null) {
      return "";
    }
    String person = Cut.line(since.care(), BY);
    return since.until() == null
        ? "✋ " + person
        : "💤 " + person + " until " + moment.clock(since.until());
  }

  private static Need need(Since since) {
    return since.care() == null ? Need.CARE : Need.LOOK;
  }

  private static Row needing(Need need, Row row) {
    return new Row(
        row.mark(), row.word(), row.name(), row.what(), row.facts(), row.life(), row.rank(), need);
  }

  private static Row row(
      Notice notice, Moment moment, Rank rank, String word, String what, String... further) {
    List<String> facts = new ArrayList<>(List.of(further));
    facts.add(moment.clock(notice.times().latest()));
    return new Row(
        Mark.of(notice.kind()), word, notice.name(), what, facts, notice.life(), rank, Need.NONE);
  }

  private static String after(String word, Notice notice) {
    return notice.times().lasted() == null ? word : word + after(notice.times().lasted());
  }

  private static String after(Duration time) {
    return " after " + Say.duration(time);
  }

  private static String error(Notice notice) {
    return notice.error() == null ? "" : Cut.line(notice.error(), ERROR);
  }

  private static String share(Notice notice) {
    Long used = notice.tokens().used();
    Long limit = notice.tokens().limit();
    return used == null || limit == null || limit <= 0
        ? ""
        : Math.round(100.0 * used / limit) + " %";
  }
}
