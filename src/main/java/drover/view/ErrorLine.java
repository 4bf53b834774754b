package drover.view;

import drover.monitor.Trouble;
import drover.session.SessionApiException;
import drover.session.SessionApiException.InvalidTokenLimit;
import drover.session.SessionApiException.NotFound;
import drover.session.SessionApiException.OutcomeUnknown;
import drover.session.SessionApiException.RateLimited;
import drover.session.SessionApiException.Refused;
import drover.session.SessionApiException.RespawnNotAllowed;
import drover.session.SessionApiException.Unauthorized;
import drover.session.SessionApiException.Unavailable;

/** One sentence for a person about something that went wrong. Plain text, without secrets. */
public final class ErrorLine {
  private ErrorLine() {}

  public static String of(Throwable failure) {
    return failure instanceof SessionApiException answer
        ? answer.accept(new OfAnswer())
        : "Something went wrong here; the log has the details.";
  }

  private static final class OfAnswer implements SessionApiException.Visitor<String> {
    @Override
    public String notFound(NotFound failure) {
      return "The server does not know this agent any more.";
    }

    @Override
    public String unauthorized(Unauthorized failure) {
      return Trouble.UNAUTHORIZED;
    }

    @Override
    public String rateLimited(RateLimited failure) {
      return Trouble.rateLimited(failure.retryAfter());
    }

    @Override
    public String invalidTokenLimit(InvalidTokenLimit failure) {
      Long maximum = failure.maximum();
      return maximum == null
          ? "The server does not allow that many tokens: choose a smaller limit."
          : "The server allows at most " + Say.count(maximum) + " tokens: choose a smaller limit.";
    }

    @Override
    public String respawnNotAllowed(RespawnNotAllowed failure) {
      return "The server does not allow a respawn in its present state: it has to have failed, stalled or"
          + " ended first.";
    }

    @Override
    public String refused(Refused failure) {
      String reason = Cut.line(failure.reason().strip(), 160);
      return "The server said no ("
          + Cut.line(failure.code(), 40)
          + ")"
          + (reason.isEmpty() ? "." : ": " + reason);
    }

    @Override
    public String unavailable(Unavailable failure) {
      return Trouble.UNAVAILABLE;
    }

    @Override
    public String outcomeUnknown(OutcomeUnknown failure) {
      return "The server did not say what came of it.";
    }
  }
}
