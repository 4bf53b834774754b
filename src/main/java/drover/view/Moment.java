package drover.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When and where a message is read.
 *
 * @param now by our clock
 * @param serverAhead how far the server's clock is ahead of ours; may be negative
 * @param zone the chat's
 */
public record Moment(Instant now, Duration serverAhead, ZoneId zone) {
  /** For what holds no time of the server's clock. */
  public static Moment ours(Instant now, ZoneId zone) {
    return new Moment(now, Duration.ZERO, zone);
  }

  public Instant serverNow() {
    return now.plus(serverAhead);
  }

  /** The age of a time that the server gave. */
  String agoOnServer(Instant serverTime) {
    return Say.ago(serverTime, serverNow());
  }

  /** A time that the server gave, as the chat's clock shows it. */
  String clockOfServer(Instant serverTime) {
    return Say.clock(serverTime.minus(serverAhead), now, zone);
  }

  String ago(Instant ours) {
    return Say.ago(ours, now);
  }

  public String clock(Instant ours) {
    return Say.clock(ours, now, zone);
  }
}
