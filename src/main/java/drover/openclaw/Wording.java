package drover.openclaw;

import drover.base.Redactor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts errors into words that may be shown: short, on one line, without the key. */
final class Wording {
  private static final int LONGEST = 500;

  private final Redactor redactor;

  Wording(Redactor redactor) {
    this.redactor = redactor;
  }

  String clean(String text) {
    // Redacted first: a cut through the middle of the key would leave half of it.
    String bounded = text.length() > 100 * LONGEST ? text.substring(0, 100 * LONGEST) : text;
    String safe = redactor.redact(bounded);
    StringBuilder line = new StringBuilder();
    safe.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  String of(IOException problem) {
    if (problem instanceof UnknownHostException) {
      return "the server's name is unknown";
    }
    if (problem instanceof ConnectException) {
      return "cannot connect to the server";
    }
    if (problem instanceof InterruptedIOException) {
      return "no answer in time";
    }
    String said = problem.getMessage() == null ? "" : ": " + problem.getMessage();
    if (problem instanceof SSLException) {
      return clean("TLS failed" + said);
    }
    return clean("the connection broke: " + problem.getClass().getSimpleName() + said);
  }

  /** The exception itself, unless it or what caused it quotes the key. */
  @Nullable IOException harmless(IOException problem) {
    Throwable each = problem;
    for (int depth = 0; each != null && depth < 20; depth++) {
      if (!redactor.redact(each.toString()).equals(each.toString())) {
        return null;
      }
      for (Throwable aside : each.getSuppressed()) {
        if (!redactor.redact(aside.toString()).equals(aside.toString())) {
          return null;
        }
      }
      each = each.getCause();
    }
    return problem;
  }
}
