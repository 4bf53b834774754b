package drover.openclaw;

import drover.base.HealthCheck;
import drover.base.Spans;
import drover.session.SessionApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the server's calls fare, for {@code /health}. Any thread. */
final class ApiHealth implements HealthCheck {
  /** So many failures in a row are an outage. */
  private static final int DOWN_AFTER = 3;

  private final Clock clock;
  private final Oddities oddities;
  private @Nullable Instant lastSuccess;
  private @Nullable SessionApiException lastError;
  private int failuresInARow;

  ApiHealth(Clock clock, Oddities oddities) {
    this.clock = clock;
    this.oddities = oddities;
  }

  synchronized void succeeded() {
    lastSuccess = clock.instant();
    failuresInARow = 0;
  }

  /** Counts only what says that the server is not there for us; a clear no is an answer. */
  synchronized void failed(SessionApiException problem) {
    boolean absent =
        problem instanceof SessionApiException.Unavailable
            || problem instanceof SessionApiException.Unauthorized
            || problem instanceof SessionApiException.OutcomeUnknown
            || (problem instanceof SessionApiException.Refused refused
                && isWrongAddress(refused.code()));
    if (absent) {
      lastError = problem;
      failuresInARow++;
    } else if (!(problem instanceof SessionApiException.RateLimited)) {
      succeeded();
    }
  }

  /** Nothing there, or elsewhere; many servers write NOT_FOUND into what they answer to that. */
  private static boolean isWrongAddress(String code) {
    return code.equals("HTTP 404") || code.equals("NOT_FOUND") || code.startsWith("HTTP 3");
  }

  @Override
  public String name() {
    return "API";
  }

  @Override
  public synchronized Health check() {
    if (failuresInARow > 0 && lastError != null) {
      String text = lastError.getMessage() + "; " + lastSuccessWords() + oddities.words();
      return failuresInARow < DOWN_AFTER
          ? Health.degraded(text, advice(lastError))
          : Health.down(text, advice(lastError));
    }
    return Health.ok(lastSuccessWords() + oddities.words());
  }

  private String lastSuccessWords() {
    return lastSuccess == null
        ? "no answer yet"
        : "last answer " + Spans.of(Duration.between(lastSuccess, clock.instant())) + " ago";
  }

  private static String advice(SessionApiException problem) {
    if (problem instanceof SessionApiException.Unauthorized) {
      return "Check openclaw.api-key.";
    }
    return problem instanceof SessionApiException.Refused
        ? "Check openclaw.api-url."
        : "Check that the server runs and that openclaw.api-url reaches it.";
  }
}
