package drover.outbox;

import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.chat.ChatSender;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import drover.chat.SendResult.Sent;
import drover.chat.TokenMint;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders one notice, notes that it is about to leave, sends it once, and says what to write down
 * then. Sending threads; one at a time for each notice.
 */
final class NoticeSending {
  private static final Logger log = LoggerFactory.getLogger(NoticeSending.class);
  private static final int TOLD_TRIES = 3;

  private final Transactor transactor;
  private final OutboxStore store;
  private final ChatSender sender;
  private final TokenMint mint;
  private final Renderer renderer;
  private final ChatChanges changes;
  private final Clock clock;
  private final RandomGenerator random;
  private final Aftermath aftermath;
  private final OutboxPolicy policy;
  private final Map<Long, Draft> drafts = Draft.shelf();

  /**
   * How an attempt ended.
   *
   * @param counted whether a request left
   * @param waitsAgain whether the store has to be read again
   * @param write brings the store up to date; to be repeated until it does not throw
   */
  record Outcome(boolean counted, boolean waitsAgain, Instant endedAt, Runnable write) {}

  NoticeSending(Outbox.Parts parts, Aftermath aftermath, OutboxPolicy policy) {
    transactor = parts.transactor();
    store = parts.store();
    sender = parts.sender();
    mint = parts.mint();
    renderer = parts.renderer();
    changes = parts.changes();
    clock = parts.clock();
    random = parts.random();
    this.aftermath = aftermath;
    this.policy = policy;
  }

  /** Throws what the store throws before the send; then nothing has left. */
  Outcome run(Delivery delivery) {
    Draft draft = drafts.computeIfAbsent(delivery.id(), id -> new Draft());
    Rendering rendering;
    try {
      rendering = renderer.render(delivery);
    } catch (Throwable e) {
      draft.renderFailures++;
      log.error("Notice {} cannot be put into words", delivery.fact().key(), e);
      if (draft.renderFailures < policy.renderAttempts()) {
        Instant due = now().plus(policy.retry().delay(draft.renderFailures, random));
        return unsent(() -> store.retryLater(delivery.id(), due, delivery.maybeRepeat(), "words"));
      }
      rendering = new Rendering.Send(Fallback.of(delivery));
    }
    return rendering.accept(new Attempt(delivery, draft));
  }

  /**
   * What ends an attempt that threw: it may have been claimed all the same, if only the answer to
   * the commit was lost, and would then be waited for until the next start.
   */
  Outcome notClaimed(Delivery delivery) {
    return unsent(
        () -> store.retryLater(delivery.id(), now(), delivery.maybeRepeat(), "not claimed"));
  }

  private Instant now() {
    return clock.instant();
  }

  private Outcome unsent(Runnable write) {
    return new Outcome(false, true, now(), write);
  }

  private final class Attempt implements Rendering.Visitor<Outcome> {
    private final Delivery delivery;
    private final Draft draft;

    Attempt(Delivery delivery, Draft draft) {
      this.delivery = delivery;
      this.draft = draft;
    }

    @Override
    public Outcome send(Rendering.Send rendering) {
      return leave(null, rendering.message(), false);
    }

    @Override
    public Outcome edit(Rendering.Edit rendering) {
      return draft.asNew
          ? leave(null, rendering.message(), false)
          : leave(rendering.target(), rendering.message(), rendering.elseSend());
    }

    @Override
    public Outcome drop(Rendering.Drop rendering) {
      return unsent(() -> giveUp(rendering.reason()));
    }

    @Override
    public Outcome hold(Rendering.Hold rendering) {
      return again(rendering.until(), rendering.why());
    }

    private Outcome again(Instant due, String why) {
      return unsent(() -> store.retryLater(delivery.id(), due, delivery.maybeRepeat(), why));
    }

    private Outcome leave(@Nullable MessageRef target, OutgoingMessage rendered, boolean elseSend) {
      ChatAddress to = target == null ? lane() : target.chat();
      OutgoingMessage words = words(rendered);
      OutgoingMessage stamped = claim(to, words);
      if (stamped == null) {
        return unsent(() -> {});
      }
      SendResult result;
      try {
        result = target == null ? sender.send(to, stamped) : sender.edit(target, stamped);
      } catch (Throwable e) {
        log.error("The sender threw", e);
        result = new Refused(Refusal.OUTCOME_UNKNOWN, e.getClass().getSimpleName());
      }
      End end = new End(delivery, draft, to, words, target != null, elseSend);
      return new Outcome(true, !(result instanceof Sent), now(), result.accept(end));
    }

    private OutgoingMessage words(OutgoingMessage rendered) {
      if (draft.bare) {
        return Fallback.of(delivery, rendered);
      }
      return draft.plain ? PlainText.of(rendered) : rendered;
    }

    /** One commit: it is about to leave, and its buttons work. Null: another was faster. */
    private @Nullable OutgoingMessage claim(ChatAddress to, OutgoingMessage words) {
      OutgoingMessage known = draft.stampedOf(to, words);
      OutgoingMessage stamped =
          transactor
              .call(
                  () -> {
                    if (!store.markSending(delivery.id(), now())) {
                      return Claim.LOST;
                    }
                    return new Claim(known != null ? known : mint.stamp(to, words));
                  })
              .message();
      if (stamped != null) {
        draft.remember(to, words, stamped);
      }
      return stamped;
    }

    private ChatAddress lane() {
      ChatAddress to = delivery.to();
      boolean elsewhere = draft.toChatItself || aftermath.isGone(to);
      return elsewhere ? ChatAddress.of(to.chat()) : to;
    }

    private void giveUp(String why) {
      drafts.remove(delivery.id());
      store.giveUp(delivery.id(), why, now());
    }
  }

  /** What to write down after a send. */
  private final class End implements SendResult.Visitor<Runnable> {
    private final Delivery delivery;
    private final Draft draft;
    private final ChatAddress to;
    private final boolean withFile;
    private final boolean isEdit;
    private final boolean elseSend;

    End(
        Delivery delivery,
        Draft draft,
        ChatAddress to,
        OutgoingMessage words,
        boolean isEdit,
        boolean elseSend) {
      this.delivery = delivery;
      this.draft = draft;
      this.to = to;
      withFile = words.attachment() != null;
      this.isEdit = isEdit;
      this.elseSend = elseSend;
    }

    @Override
    public Runnable sent(Sent result) {
      aftermath.sent(to, "notice");
      drafts.remove(delivery.id());
      AtomicInteger tries = new AtomicInteger();
      return () ->
          transactor.run(
              () -> {
                store.markSent(delivery.id(), result.message(), now());
                // A listener that always fails must not make the message look unsent.
                if (tries.incrementAndGet() <= TOLD_TRIES) {
                  renderer.told(delivery, result.message());
                }
              });
    }

    @Override
    public Runnable refused(Refused refused) {
      int failures =
          refused.reason() == Refusal.OUTCOME_UNKNOWN ? ++draft.unknown : ++draft.notDone;
      Instant due = aftermath.refused(refused, to, failures, withFile);
      Runnable then = then(refused, due);
      boolean ofTheFile = withFile && refused.reason() == Refusal.NO_RIGHTS;
      return () ->
          transactor.run(
              () -> {
                if (!ofTheFile) {
                  ChatNews.tell(changes, refused, to);
                }
                then.run();
              });
    }

    private Runnable then(Refused refused, Instant due) {
      String why = refused.reason() + ": " + refused.detail();
      return switch (refused.reason()) {
        case TOO_MANY_REQUESTS, UNAUTHORIZED, NOT_DONE -> again(due, why);
        case NO_RIGHTS -> withFile ? bare(due, why) : rest(due, why);
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
      return () -> store.retryLater(delivery.id(), due, delivery.maybeRepeat(), why);
    }

    private Runnable unknown(Instant due, String why) {
      if (isEdit) {
        return again(due, why);
      }
      if (draft.unknown >= policy.unknownAttempts()) {
        return givingUp(why);
      }
      return () -> store.retryLater(delivery.id(), due, true, why);
    }

    private Runnable asPlainText(Instant due, String why) {
      log.error("The markup of notice {} was refused: {}", delivery.fact().key(), why);
      if (draft.plain) {
        return givingUp(why);
      }
      draft.plain = true;
      return again(due, why);
    }

    /** The lane rests, and the notice stays its first, so that it goes when the lane may again. */
    private Runnable rest(Instant due, String why) {
      return again(to.equals(delivery.to()) ? now() : due, why);
    }

    /** Whatever was wrong with it, a notice is worth a last try in its barest form. */
    private Runnable bare(Instant due, String why) {
      if (draft.bare) {
        return givingUp(why);
      }
      log.error(
          "Notice {} was refused, going on without trimmings: {}", delivery.fact().key(), why);
      draft.bare = true;
      draft.asNew |= isEdit && elseSend;
      return again(due, why);
    }

    private Runnable asNew(Instant due, String why) {
      if (!isEdit || !elseSend) {
        return givingUp(why);
      }
      draft.asNew = true;
      return again(due, why);
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
      return () -> {
        log.warn("Notice {} to chat {} is given up: {}", delivery.fact().key(), to.chat(), why);
        drafts.remove(delivery.id());
        store.giveUp(delivery.id(), why, now());
      };
    }
  }

  private record Claim(@Nullable OutgoingMessage message) {
    static final Claim LOST = new Claim(null);
  }
}
