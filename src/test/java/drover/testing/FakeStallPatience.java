package drover.testing;

import drover.monitor.StallPatience;
import java.util.LinkedHashMap;
import java.util.Map;

/** Factors in memory. */
public final class FakeStallPatience implements StallPatience, DirectTransactor.Undoable {
  private final Map<String, Integer> factors = new LinkedHashMap<>();

  @Override
  public synchronized Map<String, Integer> factors() {
    return Map.copyOf(factors);
  }

  @Override
  public synchronized Runnable remember() {
    Map<String, Integer> before = Map.copyOf(factors);
    return () -> restore(before);
  }

  private synchronized void restore(Map<String, Integer> before) {
    factors.clear();
    factors.putAll(before);
  }

  @Override
  public synchronized void save(String name, int factor) {
    factors.put(name, factor);
  }
}
