package drover.simulator;

import java.time.Duration;

/**
 * What goes wrong with one request.
 *
 * @param afterWork whether the order is carried out first: the caller cannot know
 * @param status of the answer, where there is one
 * @param delay the {@code Retry-After} of a 429, or how late a slow answer is
 * @param location where a redirect leads; empty for the same path on a host that is not ours
 */
public record Misbehavior(
    Kind kind, boolean afterWork, int status, Duration delay, String location) {
  /** The forms it takes. */
  public enum Kind {
    STATUS,
    RATE_LIMITED,
    GARBAGE,
    HTML,
    REDIRECT,
    CUT,
    CUT_IN_BODY,
    HANG,
    SLOW
  }

  /** Refused with an HTTP status, nothing done. */
  public static Misbehavior status(int status) {
    return of(Kind.STATUS, false, status);
  }

  /** Done, then answered with an HTTP status that says otherwise. */
  public static Misbehavior statusAfterWork(int status) {
    return of(Kind.STATUS, true, status);
  }

  /** Refused with 429; a wait of zero leaves {@code Retry-After} out. */
  public static Misbehavior rateLimited(Duration retryAfter) {
    return new Misbehavior(Kind.RATE_LIMITED, false, 429, retryAfter, "");
  }

  /** A body that is no JSON, under status 200, nothing done. */
  public static Misbehavior garbage() {
    return of(Kind.GARBAGE, false, 200);
  }

  /** A proxy's error page, nothing done. */
  public static Misbehavior html() {
    return of(Kind.HTML, false, 502);
  }

  public static Misbehavior redirect(String location) {
    return new Misbehavior(Kind.REDIRECT, false, 307, Duration.ZERO, location);
  }

  /** The connection is reset, nothing done. */
  public static Misbehavior cut() {
    return of(Kind.CUT, false, 0);
  }

  /** Done, then the connection is reset before the answer. */
  public static Misbehavior cutAfterWork() {
    return of(Kind.CUT, true, 0);
  }

  /** Done, then the connection is reset in the middle of the answer. */
  public static Misbehavior cutInBody() {
    return of(Kind.CUT_IN_BODY, true, 0);
  }

  /** No answer until the caller gives up or the server stops; nothing done. */
  public static Misbehavior hang() {
    return of(Kind.HANG, false, 0);
  }

  public static Misbehavior hangAfterWork() {
    return of(Kind.HANG, true, 0);
  }

  /** The right answer, late. */
  public static Misbehavior slow(Duration delay) {
    return new Misbehavior(Kind.SLOW, true, 0, delay, "");
  }

  private static Misbehavior of(Kind kind, boolean afterWork, int status) {
    return new Misbehavior(kind, afterWork, status, Duration.ZERO, "");
  }
}
