package drover.app;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.command.DigestDesk;
import drover.digest.DigestPlan;
import drover.digest.Digests;
import drover.digest.PlanOutcome;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Digests as the command wants them. */
final class DigestsAtDesk implements DigestDesk {
  private final Digests digests;

  DigestsAtDesk(Digests digests) {
    this.digests = digests;
  }

  @Override
  public Outcome set(ChatAddress chat, String rule, ZoneId zone) {
    PlanOutcome outcome = digests.plan(chat, rule, zone);
    DigestPlan plan = outcome.plan();
    return outcome.kind() == PlanOutcome.Kind.REFUSED || plan == null
        ? Outcome.malformed(outcome.trouble())
        : Outcome.planned(plan.rule(), plan.nextDue());
  }

  @Override
  public boolean remove(ChatAddress chat) {
    return digests.plan(chat, "off", ZoneId.of("UTC")).kind() == PlanOutcome.Kind.REMOVED;
  }

  @Override
  public Optional<Plan> describe(ChatAddress chat) {
    @Nullable DigestPlan plan = digests.plan(chat, "", ZoneId.of("UTC")).plan();
    return plan == null ? Optional.empty() : Optional.of(new Plan(plan.rule(), plan.nextDue()));
  }

  @Override
  public OutgoingMessage now(ChatAddress chat) {
    return digests.now(chat);
  }
}
