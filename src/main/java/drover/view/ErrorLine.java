package drover.view;

import drover.session.SessionApiException;

/** One sentence for a person about something that went wrong. Plain text, without secrets. */
public final class ErrorLine {
  private ErrorLine() {}

  public static String of(Throwable failure) {
    if (failure instanceof SessionApiException.NotFound) {
      return "The server does not know this agent any more.";
    }
    if (failure instanceof SessionApiException.Unauthorized) {
      return "The server refuses our key: check openclaw.api-key.";
    }
    if (failure instanceof SessionApiException.RateLimited limited) {
      return "Too many requests at the moment: try again in "
          + Say.duration(limited.retryAfter().plusMillis(999))
          + ".";
    }
    if (failure instanceof SessionApiException.InvalidTokenLimit) {
      return "The server does not allow that many tokens: choose a smaller limit.";
    }
    if (failure instanceof SessionApiException.RespawnNotAllowed) {
      return "The server does not allow a respawn in its present state.";
    }
    if (failure instanceof SessionApiException.Refused refused) {
      String reason = Cut.line(refused.reason().strip(), 160);
      return "The server said no ("
          + Cut.line(refused.code(), 40)
          + ")"
          + (reason.isEmpty() ? "." : ": " + reason);
    }
    if (failure instanceof SessionApiException.Unavailable) {
      return "The server does not answer.";
    }
    if (failure instanceof SessionApiException.OutcomeUnknown) {
      return "The server did not say what came of it.";
    }
    return "Something went wrong here; the log has the details.";
  }
}
