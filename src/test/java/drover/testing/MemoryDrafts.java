package drover.testing;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.order.Draft;
import drover.order.DraftStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drafts in memory. Any thread. */
public final class MemoryDrafts implements DraftStore {
  private final Map<Long, Draft> drafts = new LinkedHashMap<>();
  private long ids;

  @Override
  public synchronized Draft begin(Draft draft) {
    of(draft.by(), draft.chat()).ifPresent(before -> drafts.remove(before.id()));
    Draft kept = draft.kept(++ids, 0);
    drafts.put(kept.id(), kept);
    return kept;
  }

  @Override
  public synchronized Optional<Draft> of(UserId by, ChatAddress chat) {
    return drafts.values().stream()
        .filter(draft -> draft.by().equals(by) && draft.chat().equals(chat))
        .findFirst();
  }

  @Override
  public synchronized Optional<Draft> find(long id) {
    return Optional.ofNullable(drafts.get(id));
  }

  @Override
  public synchronized Optional<Draft> save(Draft draft) {
    Draft before = drafts.get(draft.id());
    if (before == null || before.revision() != draft.revision()) {
      return Optional.empty();
    }
    Draft kept = draft.kept(draft.id(), draft.revision() + 1);
    drafts.put(kept.id(), kept);
    return Optional.of(kept);
  }

  @Override
  public synchronized void drop(long id) {
    drafts.remove(id);
  }

  @Override
  public synchronized List<Draft> silentSince(Instant before) {
    return drafts.values().stream()
        .filter(draft -> draft.state() == Draft.State.OPEN && draft.touchedAt().isBefore(before))
        .sorted(
            Comparator.comparing((Draft draft) -> draft.touchedAt().truncatedTo(ChronoUnit.MICROS)))
        .toList();
  }

  @Override
  public synchronized int sweep(Instant before) {
    int all = drafts.size();
    drafts.values().removeIf(draft -> draft.touchedAt().isBefore(before));
    return all - drafts.size();
  }
}
