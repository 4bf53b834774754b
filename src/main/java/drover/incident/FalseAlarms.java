package drover.incident;

import drover.session.AgentLife;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the silence longer that is an alarm, for agents of the same name. */
public interface FalseAlarms {
  /** What a false alarm of this life comes to. Nothing is changed yet. */
  Raise of(AgentLife life);

  /** Makes it so when the caller's transaction commits, and not at all when it rolls back. */
  void make(AgentLife life, Raise raise);

  /** What changes for agents of that name. */
  enum Effect {
    LONGER,
    /** It is as long as it gets. */
    LONGEST,
    /** Those without a name have nothing in common. */
    NAMELESS,
    /** The agent is gone, and nobody knows it any more. */
    GONE
  }

  /**
   * @param name null where nothing is known for its name
   * @param silence how long agents of that name may be silent from then on; null as the name is
   */
  record Raise(Effect effect, @Nullable String name, @Nullable Duration silence) {
    public static final Raise NAMELESS = new Raise(Effect.NAMELESS, null, null);
    public static final Raise GONE = new Raise(Effect.GONE, null, null);
  }
}
