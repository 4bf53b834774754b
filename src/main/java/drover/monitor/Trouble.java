package drover.monitor;

import drover.session.SessionApiException;

/** Says in one sentence why the board is no newer. */
final class Trouble {
  static final String SILENT = "The server did not answer in time.";
  static final String DATABASE = "The database takes nothing at the moment.";

  private Trouble() {}

  static String of(Throwable why) {
    if (why instanceof SessionApiException.Unauthorized) {
      return "The server refuses our API key.";
    }
    if (why instanceof SessionApiException.RateLimited limited) {
      long seconds = Math.max(1, limited.retryAfter().toSeconds());
      return "The server's rate limit is used up for " + seconds + " s.";
    }
    if (why instanceof SessionApiException.Unavailable) {
      return "The server does not answer.";
    }
    return why instanceof SessionApiException
        ? "The server refuses to list its agents."
        : "Listing the agents failed.";
  }
}
