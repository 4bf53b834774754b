package drover.base;

import java.time.Duration;

/** The one way to write how long something takes. */
public final class Spans {
  private Spans() {}

  /** "42 s", "6 min", "2 h 5 min", "3 d 4 h"; a negative one counts as zero. */
  public static String of(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
    }
    long days = hours / 24;
    return hours % 24 == 0 ? days + " d" : days + " d " + hours % 24 + " h";
  }
}
