package drover.monitor;

import drover.session.Session;
import drover.session.Session.Family;
import drover.session.Session.Origin;
import drover.session.Session.Times;
import drover.session.Session.Tokens;
import drover.session.SessionEvent;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lays a fact over what is known, so that older facts never overwrite newer ones.
 *
 * <p>Of two facts the one with the later activity is newer; where activity does not tell, the one
 * that left the server later by our clock. An end counts whenever it comes.
 */
final class Merge {
  /** Servers cut times to seconds in one place and not in another. */
  private static final Duration SAME = Duration.ofSeconds(1);

  private final ServerTime time;

  Merge(ServerTime time) {
    this.time = time;
  }

  /** Lays a fact over a session that has not ended. */
  Merged over(Session known, @Nullable Instant stallReportedAt, Instant stamp, Fact fact) {
    if (fact instanceof Fact.Whole whole) {
      return whole(known, stallReportedAt, stamp, whole);
    }
    if (fact instanceof Fact.Heard heard) {
      return heard.event().accept(new Hearing(known, stallReportedAt, stamp, heard.at()));
    }
    return new Merged(known, stallReportedAt, stamp, false);
  }

  /** The first that is known of a session. */
  Merged first(Fact fact) {
    Session blank = Session.of(fact.session());
    return over(blank, null, Instant.MIN, fact);
  }

  /** Fills what the first of two records leaves open from the second; its status stands. */
  static Session overlay(Session top, Session below) {
    Tokens tokens =
        new Tokens(
            or(top.tokens().used(), below.tokens().used()),
            or(top.tokens().limit(), below.tokens().limit()));
    Times times =
        new Times(
            or(top.times().start(), below.times().start()),
            later(top.times().lastActivity(), below.times().lastActivity()),
            or(top.times().expectedEnd(), below.times().expectedEnd()),
            or(top.times().expectedDuration(), below.times().expectedDuration()),
            or(top.times().end(), below.times().end()));
    Origin origin =
        new Origin(
            or(top.origin().channel(), below.origin().channel()),
            or(top.origin().node(), below.origin().node()),
            or(top.origin().host(), below.origin().host()),
            or(top.origin().model(), below.origin().model()),
            or(top.origin().requester(), below.origin().requester()));
    Family family =
        new Family(
            or(top.family().parent(), below.family().parent()),
            top.family().children().isEmpty()
                ? below.family().children()
                : top.family().children());
    return new Session(
        top.id(),
        or(top.name(), below.name()),
        top.status(),
        or(top.task(), below.task()),
        or(top.progress(), below.progress()),
        tokens,
        times,
        top.priority(),
        or(top.outputPath(), below.outputPath()),
        origin,
        family,
        null,
        or(top.error(), below.error()));
  }

  /** A record as we keep it: a prompt may be huge and is read again when someone asks. */
  Session kept(Session record) {
    Instant activity = time.plausible(record.times().lastActivity());
    Times times = record.times();
    return record
        .withPrompt(null)
        .withTimes(
            new Times(
                times.start(),
                activity,
                times.expectedEnd(),
                times.expectedDuration(),
                times.end()));
  }

  private Merged whole(
      Session known, @Nullable Instant stallReportedAt, Instant stamp, Fact.Whole whole) {
    Session record = kept(whole.record());
    boolean late = whole.at().isBefore(stamp);
    if (late && before(record.times().start(), known.times().start())) {
      return new Merged(known, stallReportedAt, stamp, false);
    }
    boolean over = isOver(record.status());
    if (over || newer(record.times().lastActivity(), whole.at(), known, stamp)) {
      return settle(known, overlay(record, known), stallReportedAt, max(stamp, whole.at()), true);
    }
    return settle(known, overlay(known, record), stallReportedAt, stamp, false);
  }

  /** Decides whether it moved, and whether a reported stall begins, holds or ends. */
  private Merged settle(
      Session known,
      Session session,
      @Nullable Instant stallReportedAt,
      Instant stamp,
      boolean newer) {
    Instant before = known.times().lastActivity();
    Instant after = session.times().lastActivity();
    SessionStatus status = SessionStatus.parse(session.status()).orElse(null);
    boolean lives = status == SessionStatus.WORKING || status == SessionStatus.SPAWNING;
    boolean moved = after == null ? newer && lives : before == null || after.isAfter(before);
    boolean passed =
        after == null ? moved : stallReportedAt != null && after.isAfter(stallReportedAt);
    // The word "stalled" stays until a record takes it back; what it named tells that it is old.
    Instant holds = passed && status != SessionStatus.STALLED ? null : stallReportedAt;
    if (newer && status == SessionStatus.STALLED) {
      holds = after == null ? time.toTheirs(stamp) : after;
    }
    return new Merged(session, holds, stamp, moved);
  }

  private static boolean newer(
      @Nullable Instant activity, Instant at, Session known, Instant stamp) {
    Instant ours = known.times().lastActivity();
    if (activity != null
        && ours != null
        && Duration.between(activity, ours).abs().compareTo(SAME) >= 0) {
      return activity.isAfter(ours);
    }
    return !at.isBefore(stamp);
  }

  static boolean isOver(@Nullable String status) {
    return SessionStatus.parse(status).map(SessionStatus::isOver).orElse(false);
  }

  private static boolean before(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && one.isBefore(other.minus(SAME));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other == null ? or(one, other) : max(one, other);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }

  /** Lays one event over a session. */
  private final class Hearing implements SessionEvent.Visitor<Merged> {
    private final Session known;
    private final @Nullable Instant stallReportedAt;
    private final Instant stamp;
    private final Instant at;

    Hearing(Session known, @Nullable Instant stallReportedAt, Instant stamp, Instant at) {
      this.known = known;
      this.stallReportedAt = stallReportedAt;
      this.stamp = stamp;
      this.at = at;
    }

    @Override
    public Merged updated(SessionEvent.Updated event) {
      Instant activity = time.plausible(event.lastActivity());
      boolean earlierRun = before(activity, known.times().start());
      if (earlierRun || (!isOver(event.status()) && !newer(activity, at, known, stamp))) {
        return unchanged();
      }
      Session session =
          known
              .withStatus(or(event.status(), known.status()))
              .withProgress(or(event.progress(), known.progress()))
              .withTokens(known.tokens().withUsed(event.tokensUsed()))
              .withTimes(
                  known.times().withLastActivity(later(activity, known.times().lastActivity())));
      return settle(known, session, stallReportedAt, max(stamp, at), event.status() != null);
    }

    @Override
    public Merged completed(SessionEvent.Completed event) {
      if (before(event.at(), known.times().start())) {
        return unchanged();
      }
      Session session =
          known
              .withStatus(SessionStatus.COMPLETED.word())
              .withProgress(or(event.finalProgress(), known.progress()))
              .withTokens(known.tokens().withUsed(event.totalTokens()))
              .withTimes(known.times().withEnd(event.at()));
      return new Merged(session, stallReportedAt, max(stamp, at), false);
    }

    @Override
    public Merged failed(SessionEvent.Failed event) {
      if (before(event.at(), known.times().start())) {
        return unchanged();
      }
      Session session =
          known
              .withStatus(SessionStatus.FAILED.word())
              .withError(or(event.error(), known.error()))
              .withTimes(known.times().withEnd(event.at()));
      return new Merged(session, stallReportedAt, max(stamp, at), false);
    }

    @Override
    public Merged stalled(SessionEvent.Stalled event) {
      Instant named = time.plausible(event.lastActivity());
      if (!newer(named, at, known, stamp) || before(named, known.times().start())) {
        return unchanged();
      }
      Instant activity = later(named, known.times().lastActivity());
      Instant holds = named == null ? time.toTheirs(at) : or(activity, named);
      Session session =
          known
              .withStatus(SessionStatus.STALLED.word())
              .withTimes(known.times().withLastActivity(activity));
      return new Merged(session, holds, max(stamp, at), false);
    }

    private Merged unchanged() {
      return new Merged(known, stallReportedAt, stamp, false);
    }
  }
}
