package drover.testing;

import drover.history.Outage;
import drover.history.OutageStore;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Outages in memory. One thread. */
public final class MemoryOutages implements OutageStore {
  private final Map<Outage.Who, Outage> last = new EnumMap<>(Outage.Who.class);
  private @Nullable Instant sign;

  @Override
  public void note(Outage outage) {
    last.put(outage.who(), outage);
  }

  @Override
  public Optional<Outage> last(Outage.Who who) {
    return Optional.ofNullable(last.get(who));
  }

  @Override
  public void sign(Instant at) {
    sign = at;
  }

  @Override
  public Optional<Instant> lastSign() {
    return Optional.ofNullable(sign);
  }
}
