package drover.session;

/**
 * How far an agent is.
 *
 * @param percent 0..100
 * @param estimated reckoned from tokens or time, not told by the server; shown with a {@code ~}
 */
public record Progress(int percent, boolean estimated) {
  public Progress {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("progress out of 0..100: " + percent);
    }
  }
}
