package drover.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer to "which sessions are there".
 *
 * @param sessions at most one for each id
 * @param total how many the server says there are; null when it does not say
 * @param serverTime the server's clock when it answered; null when it does not say
 * @param askedAt our clock when the request left: what happened later may not be in it
 * @param unreadable entries that could not be read and are missing in {@code sessions}
 */
public record SessionList(
    List<Session> sessions,
    @Nullable Integer total,
    @Nullable Instant serverTime,
    Instant askedAt,
    int unreadable) {
  public SessionList {
    sessions = List.copyOf(sessions);
  }

  /** Whether it shows all there are, so that an absence means something. */
  public boolean isComplete() {
    return unreadable == 0 && (total == null || total == sessions.size());
  }
}
