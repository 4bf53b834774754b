package drover.monitor;

import drover.session.Session;
import drover.session.StatusRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long an agent may be silent, by its name: each false alarm doubles it. Nameless agents have
 * nothing in common and share nothing. Whoever raises it keeps it too. The board's thread only.
 */
final class Patience {
  private final Map<Integer, StatusRule> rules = new HashMap<>();
  private final Map<String, Integer> factors = new HashMap<>();

  Patience(Duration usual) {
    for (int factor = 1; factor <= StallPatience.MOST; factor *= 2) {
      rules.put(factor, new StatusRule(usual.multipliedBy(factor)));
    }
  }

  void remember(Map<String, Integer> stored) {
    stored.forEach(this::raise);
  }

  /** From now on for agents of this name; never less than before. */
  void raise(String name, int factor) {
    if (rules.containsKey(factor)) {
      factors.merge(name, factor, Math::max);
    }
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

  private int factor(@Nullable String name) {
    return name == null ? 1 : factors.getOrDefault(name, 1);
  }
}
