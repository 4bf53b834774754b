package drover.monitor;

import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionList;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in lists, and that there was none. One that looks as if the server began anew waits for a
 * read that decides. The board's thread only, but for {@link #known}.
 */
final class Lists implements Listing.Answers {
  private static final Logger log = LoggerFactory.getLogger(Lists.class);

  private final Parts parts;
  private final ServerTime time;

  /** Whom a list concerns. */
  record Parts(
      Mind mind,
      Keeping keeping,
      Showcase showcase,
      Outage outage,
      Restarts restarts,
      Relist relist,
      Reads reads,
      ReadPlan plan) {}

  Lists(Parts parts, ServerTime time) {
    this.parts = parts;
    this.time = time;
  }

  @Override
  public void listed(SessionList list) {
    Instant now = time.ours();
    parts.relist().answered(list.askedAt(), now);
    SessionId witness = parts.restarts().witness(list, now);
    if (witness == null) {
      take(list, now);
    } else {
      boolean unused = parts.reads().ask(witness);
    }
    parts.outage().answered(now);
  }

  @Override
  public void notListed(Purpose purpose, Throwable why) {
    Instant now = time.ours();
    String trouble = Trouble.of(why);
    parts.showcase().trouble(trouble);
    Duration wait =
        why instanceof SessionApiException.RateLimited limited
            ? limited.retryAfter()
            : Duration.ZERO;
    parts.relist().failed(now, wait);
    if (why instanceof SessionApiException) {
      log.info("No list: {}", why.getMessage());
    } else {
      log.warn("No list", why);
    }
    if (purpose == Purpose.BACKGROUND) {
      parts.outage().failed(why, trouble, now);
    }
  }

  @Override
  public Board.Snapshot answer(Purpose purpose) {
    if (purpose == Purpose.BACKGROUND) {
      parts.relist().done();
    }
    parts.showcase().publish(time.ours(), true);
    return known();
  }

  @Override
  public Board.Snapshot known() {
    return parts.showcase().snapshot();
  }

  /** A single agent could be read. */
  void read(SessionId session) {
    Restarts.@Nullable Waiting waiting =
        parts.restarts().isWitness(session) ? parts.restarts().refuted() : null;
    if (waiting != null) {
      take(waiting.list(), time.ours());
    }
  }

  /** A single agent could not be read. */
  void notRead(SessionId session, RuntimeException why) {
    Instant now = time.ours();
    if (!parts.restarts().isWitness(session)) {
      return;
    }
    if (why instanceof SessionApiException.NotFound) {
      SessionList list = parts.restarts().confirmed(now);
      if (list != null) {
        take(list, now);
      }
    } else if (!(why instanceof SessionApiException.RateLimited)) {
      parts.restarts().unanswered();
    }
  }

  private void take(SessionList list, Instant now) {
    if (!parts.mind().apply(list, now)) {
      parts.showcase().trouble(Trouble.DATABASE);
      parts.relist().failed(now, Duration.ZERO);
      return;
    }
    if (parts.showcase().listed(list.askedAt(), now)) {
      parts.keeping().after(list, now);
    }
    parts.plan().strangers(now);
  }
}
