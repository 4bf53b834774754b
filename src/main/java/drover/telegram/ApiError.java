package drover.telegram;

import drover.base.Redactor;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/**
 * A failed call, in facts.
 *
 * @param code Telegram's or HTTP's number; 0 when no answer came
 * @param detail words without secrets
 * @param answered whether Telegram itself spoke
 * @param written whether the request may have arrived
 */
record ApiError(
    int code,
    String detail,
    boolean answered,
    boolean written,
    @Nullable Duration retryAfter,
    @Nullable Long movedTo) {
  private static final int LONGEST_DETAIL = 300;

  static ApiError of(Throwable failure, Redactor redactor) {
    boolean left = true;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CallFailure call) {
        return new ApiError(
            call.httpStatus(),
            clean(String.valueOf(call.getMessage()), redactor),
            false,
            call.written(),
            call.retryAfter(),
            null);
      }
      if (t instanceof TelegramApiRequestException api && codeOf(api) > 0) {
        return answer(api, redactor);
      }
      if (t instanceof TelegramApiValidationException || t instanceof IllegalArgumentException) {
        left = false;
      }
    }
    String words = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return new ApiError(left ? 0 : 400, clean(words, redactor), !left, left, null, null);
  }

  /** What it means for a message. */
  Refused refused() {
    return new Refused(refusal(), detail, retryAfter, movedTo);
  }

  boolean isNotModified() {
    return code == 400 && detail.toLowerCase(Locale.ROOT).contains("message is not modified");
  }

  boolean says(String words) {
    return detail.toLowerCase(Locale.ROOT).contains(words);
  }

  private Refusal refusal() {
    if (code == 429) {
      return Refusal.TOO_MANY_REQUESTS;
    }
    if (!answered) {
      return refusalOfStranger();
    }
    if (movedTo != null) {
      return Refusal.MIGRATED;
    }
    return switch (code) {
      case 401, 404 -> Refusal.UNAUTHORIZED;
      case 409, 502, 503 -> Refusal.NOT_DONE;
      default ->
          code >= 500
              ? Refusal.OUTCOME_UNKNOWN
              : ErrorRule.of(code, detail).map(ErrorRule::refusal).orElse(Refusal.REJECTED);
    };
  }

  /** A gateway that turned the call away did not pass it on; one that waited in vain may have. */
  private Refusal refusalOfStranger() {
    if (code == 413) {
      return Refusal.REJECTED;
    }
    boolean turnedAway = code == 502 || code == 503 || (code >= 300 && code < 500);
    return !written || turnedAway ? Refusal.NOT_DONE : Refusal.OUTCOME_UNKNOWN;
  }

  private static ApiError answer(TelegramApiRequestException api, Redactor redactor) {
    ResponseParameters parameters = api.getParameters();
    Integer seconds = parameters == null ? null : parameters.getRetryAfter();
    String words = api.getApiResponse() == null ? "" : api.getApiResponse();
    return new ApiError(
        codeOf(api),
        clean(words, redactor),
        true,
        true,
        seconds == null || seconds < 0 ? null : Duration.ofSeconds(seconds),
        parameters == null ? null : parameters.getMigrateToChatId());
  }

  private static int codeOf(TelegramApiRequestException api) {
    return api.getErrorCode() == null ? 0 : api.getErrorCode();
  }

  private static String clean(String words, Redactor redactor) {
    String safe = redactor.redact(words);
    return safe.length() <= LONGEST_DETAIL ? safe : safe.substring(0, LONGEST_DETAIL);
  }
}
