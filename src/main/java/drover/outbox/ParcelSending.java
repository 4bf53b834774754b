package drover.outbox;

import drover.base.Transactor;
import drover.chat.ChatSender;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import drover.chat.TokenMint;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes that a message is about to leave, sends it once, and says what to write down then. */
final class ParcelSending {
  private static final Logger log = LoggerFactory.getLogger(ParcelSending.class);

  private final Transactor transactor;
  private final OutboxStore store;
  private final ChatSender sender;
  private final TokenMint mint;
  private final Clock clock;
  private final ParcelEnds ends;

  ParcelSending(Outbox.Parts parts, ParcelEnds ends) {
    transactor = parts.transactor();
    store = parts.store();
    sender = parts.sender();
    mint = parts.mint();
    clock = parts.clock();
    this.ends = ends;
  }

  Outcome send(Parcel parcel) {
    OutgoingMessage stamped;
    try {
      stamped = claim(parcel, words(parcel));
    } catch (RuntimeException e) {
      log.error("Notice {} was not sent", parcel.name(), e);
      return Outcome.failed(now(), () -> notClaimed(parcel));
    }
    if (stamped == null) {
      return Outcome.unsent(now(), null, () -> {});
    }
    SendResult result = leave(parcel, stamped);
    ParcelEnds.End end = result.accept(ends.of(parcel));
    boolean elsewhere =
        result instanceof Refused refused
            && (refused.reason() == Refusal.MIGRATED || refused.reason() == Refusal.TOPIC_GONE);
    return Outcome.sent(now(), elsewhere, end.dueAt(), end.write());
  }

  private SendResult leave(Parcel parcel, OutgoingMessage stamped) {
    try {
      return parcel.target() == null
          ? sender.send(parcel.to(), stamped)
          : sender.edit(parcel.target(), stamped);
    } catch (Throwable e) {
      log.error("The sender threw", e);
      return new Refused(Refusal.OUTCOME_UNKNOWN, e.getClass().getSimpleName());
    }
  }

  private static OutgoingMessage words(Parcel parcel) {
    if (parcel.draft().bare) {
      return Fallback.of(parcel.members().get(0), parcel.words());
    }
    return parcel.draft().plain ? PlainText.of(parcel.words()) : parcel.words();
  }

  /** One commit: it is about to leave, and its buttons work. Null: another was faster. */
  private @Nullable OutgoingMessage claim(Parcel parcel, OutgoingMessage words) {
    Draft draft = parcel.draft();
    OutgoingMessage known = draft.stampedOf(parcel.to(), words);
    OutgoingMessage stamped =
        transactor
            .call(
                () -> {
                  parcel.aside().run();
                  return markSending(parcel)
                      ? new Claim(known != null ? known : mint.stamp(parcel.to(), words))
                      : Claim.LOST;
                })
            .message();
    if (stamped != null) {
      draft.remember(parcel.to(), words, stamped);
    }
    return stamped;
  }

  /** All or none: when one is gone, its message would tell what is no longer to be told. */
  private boolean markSending(Parcel parcel) {
    List<Long> marked = store.markSending(parcel.ids());
    if (marked.size() == parcel.members().size()) {
      return true;
    }
    Instant now = now();
    // What is false here stays as it is there.
    marked.forEach(id -> store.retryLater(id, now, false, "a part was not there"));
    return false;
  }

  /**
   * Ends an attempt that threw: all may have been claimed all the same, if only the answer to the
   * commit was lost, and would then be waited for until the next start.
   */
  private void notClaimed(Parcel parcel) {
    Instant now = now();
    transactor.run(
        () ->
            parcel
                .members()
                .forEach(m -> store.retryLater(m.id(), now, m.maybeRepeat(), "not claimed")));
  }

  private Instant now() {
    return clock.instant();
  }

  private record Claim(@Nullable OutgoingMessage message) {
    static final Claim LOST = new Claim(null);
  }
}
