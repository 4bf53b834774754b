package drover.outbox;

import drover.chat.ChatAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The drafts of a bounded number of messages: of single notices by number, of groups by lane, since
 * others may join a group between its attempts. Any thread.
 */
final class Drafts {
  private static final int MOST = 1000;

  private final Map<Long, Draft> singles = bounded();
  private final Map<ChatAddress, Draft> groups = bounded();

  Draft of(Delivery delivery) {
    return singles.computeIfAbsent(delivery.id(), id -> new Draft());
  }

  Draft ofGroup(ChatAddress lane) {
    return groups.computeIfAbsent(lane, l -> new Draft());
  }

  /** It is told, or told otherwise. */
  void forget(Parcel parcel) {
    if (parcel.isGroup()) {
      groups.remove(parcel.members().get(0).to());
    } else {
      parcel.members().forEach(member -> singles.remove(member.id()));
    }
  }

  void forget(Delivery delivery) {
    singles.remove(delivery.id());
  }

  private static <K> Map<K, Draft> bounded() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Draft> eldest) {
            return size() > MOST;
          }
        });
  }
}
