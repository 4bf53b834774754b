package drover.outbox;

import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import drover.chat.SendResult.Sent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to write down after a send. A refusal is of the message, so it holds for all that the
 * message tells; what is refused as one of many is told by itself, and is never lost that way.
 */
final class ParcelEnds {
  private static final Logger log = LoggerFactory.getLogger(ParcelEnds.class);
  private static final int TOLD_TRIES = 3;

  private final Transactor transactor;
  private final OutboxStore store;
  private final Renderer renderer;
  private final ChatChanges changes;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Aftermath aftermath;
  private final Unknowns unknowns;
  private final Drafts drafts;

  ParcelEnds(Outbox.Parts parts, Aftermath aftermath, Unknowns unknowns, Drafts drafts) {
    transactor = parts.transactor();
    store = parts.store();
    renderer = parts.renderer();
    changes = parts.changes();
    clock = parts.clock();
    meters = parts.meters();
    this.aftermath = aftermath;
    this.unknowns = unknowns;
    this.drafts = drafts;
  }

  SendResult.Visitor<End> of(Parcel parcel) {
    return new Ending(parcel);
  }

  /**
   * @param dueAt when it waits again; null: it does not
   * @param write what is to be written down
   */
  record End(@Nullable Instant dueAt, Runnable write) {}

  private Instant now() {
    return clock.instant();
  }

  private final class Ending implements SendResult.Visitor<End> {
    private final Parcel parcel;
    private final Draft draft;
    private final ChatAddress to;

    Ending(Parcel parcel) {
      this.parcel = parcel;
      draft = parcel.draft();
      to = parcel.to();
    }

    @Override
    public End sent(Sent result) {
      aftermath.sent(to, "notice");
      drafts.forget(parcel);
      if (parcel.isGroup()) {
        meters.counter("drover.outbox.groups").increment();
        meters.counter("drover.outbox.grouped").increment(parcel.members().size());
      }
      AtomicInteger tries = new AtomicInteger();
      return new End(
          null,
          () -> {
            boolean together = tries.incrementAndGet() <= TOLD_TRIES;
            transactor.run(() -> writeSent(result.message(), together));
            if (!together) {
              tellEach(result.message());
            }
          });
    }

    private void writeSent(MessageRef message, boolean together) {
      Instant now = now();
      if (parcel.isGroup()) {
        store.addGroup(message, parcel.held(), now);
      }
      store.markSent(parcel.ids(), message, parcel.as(), now);
      if (together) {
        parcel.members().forEach(member -> renderer.told(member, message));
      }
    }

    /** A listener that always fails must not make the message look unsent. */
    private void tellEach(MessageRef message) {
      for (Delivery member : parcel.members()) {
        try {
          transactor.run(() -> renderer.told(member, message));
        } catch (RuntimeException e) {
          log.error("Nobody took note that {} was told", member.fact().key(), e);
        }
      }
    }

    @Override
    public End refused(Refused refused) {
      boolean isUnknown = refused.reason() == Refusal.OUTCOME_UNKNOWN;
      int failures = isUnknown ? unknownOutcomes() : ++draft.notDone;
      long arrived = unknowns.arrived();
      Instant due = aftermath.refused(refused, to, failures, parcel.withFile());
      Runnable then = then(refused, due);
      boolean ofTheFile = parcel.withFile() && refused.reason() == Refusal.NO_RIGHTS;
      return new End(
          due,
          () -> {
            transactor.run(
                () -> {
                  if (!ofTheFile) {
                    ChatNews.tell(changes, refused, to);
                  }
                  if (refused.reason() == Refusal.MESSAGE_GONE && parcel.target() != null) {
                    renderer.gone(parcel.members().get(0), parcel.target());
                  }
                  then.run();
                });
            if (isUnknown) {
              unknowns.waits(arrived, now());
            }
          });
    }

    /** Counted from the rows as well, which outlive a restart and a storm. */
    private int unknownOutcomes() {
      int before =
          parcel.members().stream()
              .filter(Delivery::maybeRepeat)
              .mapToInt(Delivery::attempts)
              .max()
              .orElse(0);
      draft.unknown = Math.max(draft.unknown, before) + 1;
      return draft.unknown;
    }

    private Runnable then(Refused refused, Instant due) {
      String why = refused.reason() + ": " + refused.detail();
      return switch (refused.reason()) {
        case TOO_MANY_REQUESTS, UNAUTHORIZED, NOT_DONE -> again(due, why);
        case NO_RIGHTS -> parcel.withFile() ? bare(due, why) : rest(due, why);
        case OUTCOME_UNKNOWN -> unknown(due, why);
        case CANNOT_PARSE -> asPlainText(due, why);
        case MESSAGE_GONE -> asNew(due, why);
        case TOPIC_GONE -> toChatItself(due, why);
        case MIGRATED -> follow(refused, due, why);
        case CANNOT_INITIATE, CHAT_GONE ->
            () -> {
              givingUp(why).run();
              store.giveUpChat(to.chat(), why, now());
            };
        case REJECTED -> bare(due, why);
      };
    }

    private Runnable again(Instant due, String why) {
      return each(m -> store.retryLater(m.id(), due, m.maybeRepeat(), why));
    }

    /** A change that is repeated says nothing new; a message is there twice perhaps. */
    private Runnable unknown(Instant due, String why) {
      return parcel.isEdit()
          ? again(due, why)
          : each(m -> store.retryLater(m.id(), due, true, why));
    }

    private Runnable asPlainText(Instant due, String why) {
      log.error("The markup of notice {} was refused: {}", parcel.name(), why);
      if (draft.plain) {
        return parcel.isGroup() ? singly(due, why) : givingUp(why);
      }
      draft.plain = true;
      return again(due, why);
    }

    /** The lane rests, and the notice stays its first, so that it goes when the lane may again. */
    private Runnable rest(Instant due, String why) {
      return each(
          m -> store.retryLater(m.id(), to.equals(m.to()) ? now() : due, m.maybeRepeat(), why));
    }

    /** Whatever was wrong with it, a notice is worth a last try in its barest form. */
    private Runnable bare(Instant due, String why) {
      if (parcel.isGroup()) {
        return singly(due, why);
      }
      if (draft.bare) {
        return givingUp(why);
      }
      log.error("Notice {} was refused, going on without trimmings: {}", parcel.name(), why);
      draft.bare = true;
      markAsNew();
      return again(due, why);
    }

    private Runnable singly(Instant due, String why) {
      log.error("Notices {} were refused as one; each goes by itself: {}", parcel.name(), why);
      drafts.forget(parcel);
      return each(
          m -> {
            store.separate(m.id());
            store.retryLater(m.id(), due, m.maybeRepeat(), why);
          });
    }

    private Runnable asNew(Instant due, String why) {
      if (!parcel.isEdit()) {
        return givingUp(why);
      }
      Set<Long> kept = markAsNew();
      return each(
          m -> {
            if (kept.contains(m.id())) {
              store.retryLater(m.id(), due, m.maybeRepeat(), why);
            } else {
              giveUp(m, why);
            }
          });
    }

    /** Of several changes of one subject, the last says all. Returns who becomes a message. */
    private Set<Long> markAsNew() {
      Set<String> subjects = new HashSet<>();
      Set<Long> kept = new HashSet<>();
      for (int i = parcel.members().size() - 1; i >= 0; i--) {
        Delivery member = parcel.members().get(i);
        if (parcel.elseSend().contains(member.id())
            && subjects.add(member.fact().key().subject())) {
          drafts.of(member).asNew = true;
          kept.add(member.id());
        }
      }
      return kept;
    }

    private Runnable toChatItself(Instant due, String why) {
      if (to.topic() == null) {
        return givingUp(why);
      }
      draft.toChatItself = true;
      return again(due, why);
    }

    private Runnable follow(Refused refused, Instant due, String why) {
      Long number = refused.movedTo();
      boolean lost = number == null || number == to.chat() || draft.moved;
      draft.moved = true;
      return lost ? givingUp(why) : again(due, why);
    }

    private Runnable givingUp(String why) {
      return each(m -> giveUp(m, why));
    }

    private void giveUp(Delivery member, String why) {
      log.warn("Notice {} to chat {} is given up: {}", member.fact().key(), to.chat(), why);
      drafts.forget(parcel);
      store.giveUp(member.id(), why, now());
    }

    private Runnable each(Consumer<Delivery> write) {
      return () -> parcel.members().forEach(write);
    }
  }
}
