package drover.digest;

import drover.access.Access;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Writes a due digest when it is sent. Those that piled up while nothing could be sent are one: the
 * newest tells the time of all. Any thread.
 */
public final class DigestRenderer implements Renderer {
  /** Every kind of fact that comes from here. */
  public static final List<String> KINDS = List.of(DigestFacts.KIND);

  private static final Duration LATE = Duration.ofMinutes(10);
  private static final int PILE = 1_000;

  private final DigestComposer composer;
  private final DigestStore plans;
  private final Access access;
  private final Function<FactKey, Optional<Fact>> facts;
  private final BiPredicate<FactKey, ChatAddress> told;
  private final Clock clock;

  /**
   * @param facts finds a fact that was left to be told, as {@code OutboxStore.find} does
   * @param told knows whether a message told it, as {@code OutboxStore.wasTold} does
   */
  public DigestRenderer(
      DigestComposer composer,
      DigestStore plans,
      Access access,
      Function<FactKey, Optional<Fact>> facts,
      BiPredicate<FactKey, ChatAddress> told,
      Clock clock) {
    this.composer = composer;
    this.plans = plans;
    this.access = access;
    this.facts = facts;
    this.told = told;
    this.clock = clock;
  }

  @Override
  public Rendering render(Delivery delivery) {
    Fact fact = delivery.fact();
    Optional<DigestPlan> plan = plans.of(delivery.to());
    if (plan.isEmpty()) {
      return new Rendering.Drop("the digest was switched off meanwhile");
    }
    if (!access.mayHear(delivery.to())) {
      return new Rendering.Drop("that person has no role any more");
    }
    Instant due = DigestFacts.due(fact);
    Instant newest = plan.get().lastSentFor();
    if (newest != null && newest.getEpochSecond() > due.getEpochSecond()) {
      return new Rendering.Drop("a newer digest waits behind it");
    }
    boolean late = Duration.between(due, clock.instant()).compareTo(LATE) > 0;
    OutgoingMessage message =
        composer.compose(
            delivery.to(), from(fact, delivery.to()), DigestFacts.to(fact), late ? due : null);
    return new Rendering.Send(
        delivery.maybeRepeat()
            ? message.withHtml(message.html() + "\n<i>(may be a repeat)</i>")
            : message);
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    // Nothing hangs on where a digest stands.
  }

  /** Where the last one that arrived left off, or the first of those that did not began. */
  private Instant from(Fact fact, ChatAddress chat) {
    Fact earliest = fact;
    for (int i = 0; i < PILE; i++) {
      FactKey key = DigestFacts.previous(earliest);
      Optional<Fact> previous = key == null ? Optional.empty() : facts.apply(key);
      if (key == null || previous.isEmpty()) {
        break;
      }
      if (told.test(key, chat)) {
        return DigestFacts.to(previous.get());
      }
      earliest = previous.get();
    }
    return DigestFacts.from(earliest);
  }
}
