package drover.session;

import java.util.EnumSet;
import java.util.Set;

/** What a kind of server can do. */
public record Capabilities(Set<Feature> features) {
  /** Each gates a button or an option. */
  public enum Feature {
    KILL,
    FORCE_KILL,
    RESPAWN,
    RESPAWN_TOKEN_LIMIT,
    RESPAWN_PRIORITY,
    RESPAWN_RESET_PROGRESS,
    CREATE,
    LOGS,
    LOG_LEVELS,
    METRICS
  }

  public Capabilities {
    features = Set.copyOf(features);
  }

  public static Capabilities all() {
    return new Capabilities(EnumSet.allOf(Feature.class));
  }

  public boolean can(Feature feature) {
    return features.contains(feature);
  }
}
