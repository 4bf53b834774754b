package drover.history;

import java.time.Instant;
import java.util.Optional;

/** Keeps the last outage of each, and the bot's last sign of life. */
public interface OutageStore {
  /** In place of the one before. */
  void note(Outage outage);

  Optional<Outage> last(Outage.Who who);

  void sign(Instant at);

  Optional<Instant> lastSign();
}
