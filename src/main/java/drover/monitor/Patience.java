package drover.monitor;

import drover.session.Session;
import drover.session.StatusRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long an agent may be silent, by its name: each false alarm doubles it. Nameless agents have
 * nothing in common and share nothing. The board's thread only.
 */
final class Patience {
  private static final int MOST = 8;

  private final Map<Integer, StatusRule> rules = new HashMap<>();
  private final Map<String, Integer> factors = new HashMap<>();
  private final Set<String> unsaved = new HashSet<>();

  Patience(Duration usual) {
    for (int factor = 1; factor <= MOST; factor *= 2) {
      rules.put(factor, new StatusRule(usual.multipliedBy(factor)));
    }
  }

  void remember(Map<String, Integer> stored) {
    stored.forEach(
        (name, factor) -> {
          if (rules.containsKey(factor)) {
            factors.put(name, factor);
          }
        });
  }

  StatusRule rule(Session session) {
    StatusRule rule = rules.get(factor(session.name()));
    if (rule == null) {
      throw new IllegalStateException("no rule for " + session.id());
    }
    return rule;
  }

  Duration of(Session session) {
    return rule(session).stallThreshold();
  }

  /** Doubles it for agents of this name, up to eight times the usual. */
  void grow(@Nullable String name) {
    if (name != null) {
      factors.put(name, Math.min(MOST, 2 * factor(name)));
      unsaved.add(name);
    }
  }

  /** Stores what grew; what the store cannot take comes again with the next call. */
  void save(BeliefsTable table) {
    unsaved.removeIf(name -> table.savePatience(name, factor(name)));
  }

  private int factor(@Nullable String name) {
    return name == null ? 1 : factors.getOrDefault(name, 1);
  }
}
