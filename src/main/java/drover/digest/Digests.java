package drover.digest;

import drover.base.ScheduledTask;
import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.outbox.Notices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when each chat's digest is due and leaves a fact for it then, once. Several that were
 * missed while nobody looked are one, told late. Any thread.
 */
public final class Digests implements ScheduledTask {
  private static final Logger log = LoggerFactory.getLogger(Digests.class);

  /** How far a chat's first digest looks back. */
  private static final Duration FIRST = Duration.ofHours(24);

  private final DigestStore store;
  private final DigestComposer composer;
  private final Notices notices;
  private final Transactor transactor;
  private final Clock clock;

  public Digests(
      DigestStore store,
      DigestComposer composer,
      Notices notices,
      Transactor transactor,
      Clock clock) {
    this.store = store;
    this.composer = composer;
    this.notices = notices;
    this.transactor = transactor;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "digests";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(15);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    for (DigestPlan plan : store.due(now)) {
      try {
        transactor.run(() -> post(plan, now));
      } catch (RuntimeException e) {
        log.warn("The digest of chat {} stays due", plan.chat().chat(), e);
      }
    }
  }

  /**
   * Sets, removes ({@code off}) or shows (empty) a chat's plan.
   *
   * @param zone the chat's zone, in which the rule is read from now on
   */
  public PlanOutcome plan(ChatAddress chat, String typed, ZoneId zone) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    Optional<DigestPlan> old = store.of(chat);
    if (text.isEmpty()) {
      return new PlanOutcome(PlanOutcome.Kind.UNCHANGED, old.orElse(null), "");
    }
    if (text.equals("off")) {
      boolean removed = store.remove(chat);
      PlanOutcome.Kind kind = removed ? PlanOutcome.Kind.REMOVED : PlanOutcome.Kind.UNCHANGED;
      return new PlanOutcome(kind, null, "");
    }
    try {
      DigestRule rule = DigestRule.parse(text);
      Instant next = rule.next(clock.instant(), zone);
      Instant last = old.map(DigestPlan::lastSentFor).orElse(null);
      DigestPlan plan = new DigestPlan(chat, rule.text(), zone, next, last);
      store.put(plan);
      return new PlanOutcome(PlanOutcome.Kind.PLANNED, plan, "");
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      return new PlanOutcome(PlanOutcome.Kind.REFUSED, old.orElse(null), why);
    }
  }

  /** A chat reads times in another zone from now on: so does its plan. */
  public void zoneChanged(ChatAddress chat, ZoneId zone) {
    Instant now = clock.instant();
    transactor.run(
        () ->
            store
                .of(chat)
                .ifPresent(
                    plan -> {
                      // One that is due already still comes.
                      Instant next =
                          plan.nextDue().isAfter(now)
                              ? DigestRule.parse(plan.rule()).next(now, zone)
                              : plan.nextDue();
                      store.put(new DigestPlan(chat, plan.rule(), zone, next, plan.lastSentFor()));
                    }));
  }

  /** A digest at once: since the last planned one, or of the last 24 hours. */
  public OutgoingMessage now(ChatAddress chat) {
    Instant now = clock.instant();
    Instant last = store.of(chat).map(DigestPlan::lastSentFor).orElse(now.minus(FIRST));
    return compose(chat, last, now);
  }

  /** What ended from {@code from} until {@code to}, and what is so now. */
  public OutgoingMessage compose(ChatAddress chat, Instant from, Instant to) {
    return composer.compose(chat, from, to, null);
  }

  private void post(DigestPlan plan, Instant now) {
    Instant next = DigestRule.parse(plan.rule()).next(now, plan.zone());
    if (store.advance(plan.chat(), plan.nextDue(), next)) {
      Instant last = plan.lastSentFor() == null ? now.minus(FIRST) : plan.lastSentFor();
      notices.post(DigestFacts.of(plan, last, now), List.of(plan.chat()));
    }
  }
}
