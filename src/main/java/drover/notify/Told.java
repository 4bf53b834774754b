package drover.notify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * As of which version an incident was put into words for a delivery, until it is known where that
 * stands. In memory only: after a crash a delivery is rendered anew. Any thread.
 */
final class Told {
  private static final int REMEMBERED = 10_000;

  private final Map<Long, Integer> versions =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
              return size() > REMEMBERED;
            }
          });

  void rendered(long delivery, int version) {
    versions.put(delivery, version);
  }

  /** What is not known is taken for old: an edit too many does no harm. */
  int versionOf(long delivery) {
    Integer version = versions.remove(delivery);
    return version == null ? 0 : version;
  }
}
