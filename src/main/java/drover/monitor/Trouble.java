package drover.monitor;

import drover.base.Spans;
import drover.session.SessionApiException;
import drover.session.SessionApiException.InvalidTokenLimit;
import drover.session.SessionApiException.NotFound;
import drover.session.SessionApiException.OutcomeUnknown;
import drover.session.SessionApiException.RateLimited;
import drover.session.SessionApiException.Refused;
import drover.session.SessionApiException.RespawnNotAllowed;
import drover.session.SessionApiException.Unauthorized;
import drover.session.SessionApiException.Unavailable;
import java.time.Duration;

/** Says in one sentence what is wrong with the server, and so why the board is no newer. */
public final class Trouble {
  public static final String UNAUTHORIZED = "The server refuses our key: check openclaw.api-key.";
  public static final String UNAVAILABLE = "The server does not answer.";
  static final String SILENT = "The server did not answer in time.";
  static final String DATABASE = "The database takes nothing at the moment.";
  private static final String REFUSED = "The server refuses to list its agents.";

  private Trouble() {}

  public static String rateLimited(Duration retryAfter) {
    // Rounded up to the unit that is shown: who tries too early is refused again.
    boolean inSeconds = retryAfter.compareTo(Duration.ofMinutes(1)) < 0;
    Duration rounded = retryAfter.plusMillis(inSeconds ? 999 : 59_999);
    return "Too many requests at the moment: try again in " + Spans.of(rounded) + ".";
  }

  /** Why the agents could not be listed. */
  static String of(Throwable why) {
    return why instanceof SessionApiException failure
        ? failure.accept(new OfList())
        : "Listing the agents failed.";
  }

  private static final class OfList implements SessionApiException.Visitor<String> {
    @Override
    public String notFound(NotFound failure) {
      return REFUSED;
    }

    @Override
    public String unauthorized(Unauthorized failure) {
      return UNAUTHORIZED;
    }

    @Override
    public String rateLimited(RateLimited failure) {
      return Trouble.rateLimited(failure.retryAfter());
    }

    @Override
    public String invalidTokenLimit(InvalidTokenLimit failure) {
      return REFUSED;
    }

    @Override
    public String respawnNotAllowed(RespawnNotAllowed failure) {
      return REFUSED;
    }

    @Override
    public String refused(Refused failure) {
      return REFUSED;
    }

    @Override
    public String unavailable(Unavailable failure) {
      return UNAVAILABLE;
    }

    @Override
    public String outcomeUnknown(OutcomeUnknown failure) {
      return UNAVAILABLE;
    }
  }
}
