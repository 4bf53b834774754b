package drover.monitor;

import java.util.Map;

/** Keeps by how much longer agents of a name may be silent than others. */
public interface StallPatience {
  /** The largest factor. */
  int MOST = 8;

  /** The factor for each name that has one. */
  Map<String, Integer> factors();

  void save(String name, int factor);
}
