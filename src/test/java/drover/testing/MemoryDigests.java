package drover.testing;

import drover.chat.ChatAddress;
import drover.digest.DigestPlan;
import drover.digest.DigestStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Digest plans in memory. One thread. */
public final class MemoryDigests implements DigestStore {
  private final Map<ChatAddress, DigestPlan> plans = new LinkedHashMap<>();

  @Override
  public void put(DigestPlan plan) {
    plans.put(plan.chat(), plan);
  }

  @Override
  public boolean remove(ChatAddress chat) {
    return plans.remove(chat) != null;
  }

  @Override
  public Optional<DigestPlan> of(ChatAddress chat) {
    return Optional.ofNullable(plans.get(chat));
  }

  @Override
  public List<DigestPlan> due(Instant now) {
    return plans.values().stream()
        .filter(plan -> !plan.nextDue().isAfter(now))
        .sorted(Comparator.comparing(DigestPlan::nextDue))
        .toList();
  }

  @Override
  public List<DigestPlan> all() {
    return List.copyOf(plans.values());
  }

  @Override
  public boolean advance(ChatAddress chat, Instant due, Instant next) {
    DigestPlan plan = plans.get(chat);
    if (plan == null || !plan.nextDue().equals(due)) {
      return false;
    }
    plans.put(chat, new DigestPlan(chat, plan.rule(), plan.zone(), next, due));
    return true;
  }
}
