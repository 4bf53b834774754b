package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what the first notice of a lane has become by now, and with which others it goes: new
 * messages together when many wait, or were held back; changes of one message as one. Nothing is
 * stored or sent before {@link Prepared#end}. Sending threads; one at a time for each lane.
 */
final class NoticeSending {
  private static final Logger log = LoggerFactory.getLogger(NoticeSending.class);

  private final OutboxStore store;
  private final Renderer renderer;
  private final Clock clock;
  private final RandomGenerator random;
  private final Aftermath aftermath;
  private final OutboxPolicy policy;
  private final Drafts drafts = new Drafts();
  private final ParcelSending parcels;
  private final Runnable elsewhere;

  /**
   * @param elsewhere something may wait in other lanes than those that are known
   */
  NoticeSending(
      Outbox.Parts parts,
      Aftermath aftermath,
      OutboxPolicy policy,
      Unknowns unknowns,
      Runnable elsewhere) {
    this.elsewhere = elsewhere;
    store = parts.store();
    renderer = parts.renderer();
    clock = parts.clock();
    random = parts.random();
    this.aftermath = aftermath;
    this.policy = policy;
    parcels = new ParcelSending(parts, new ParcelEnds(parts, aftermath, unknowns, drafts));
  }

  /**
   * @param crowded whether the lane has to rest after this, so that many are better told at once
   */
  Prepared prepare(Delivery head, boolean crowded) {
    Draft draft = drafts.of(head);
    Rendering rendering;
    try {
      rendering = renderer.render(head);
    } catch (Throwable e) {
      draft.renderFailures++;
      log.error("Notice {} cannot be put into words", head.fact().key(), e);
      if (draft.renderFailures < policy.renderAttempts()) {
        Instant due = now().plus(policy.retry().delay(draft.renderFailures, random));
        return Prepared.over(
            Outcome.unsent(
                now(), due, () -> store.retryLater(head.id(), due, head.maybeRepeat(), "words")));
      }
      rendering = new Rendering.Send(Fallback.of(head), true);
    }
    return rendering.accept(new Attempt(head, draft, crowded));
  }

  /** What ends an attempt that threw where nobody expected it. */
  Outcome notDone(Delivery head) {
    return Outcome.failed(
        now(), () -> store.retryLater(head.id(), now(), head.maybeRepeat(), "failed"));
  }

  private static void nothing() {}

  private Instant now() {
    return clock.instant();
  }

  private Prepared unsent(Runnable write) {
    return Prepared.over(Outcome.unsent(now(), null, write));
  }

  private final class Attempt implements Rendering.Visitor<Prepared> {
    private final Delivery head;
    private final Draft draft;
    private final boolean crowded;

    Attempt(Delivery head, Draft draft, boolean crowded) {
      this.head = head;
      this.draft = draft;
      this.crowded = crowded;
    }

    @Override
    public Prepared send(Rendering.Send rendering) {
      boolean mayJoin = (crowded || head.held()) && !rendering.alone() && !head.alone();
      return mayJoin ? together(rendering) : single(rendering.message(), NoticeSending::nothing);
    }

    @Override
    public Prepared edit(Rendering.Edit rendering) {
      return draft.asNew ? single(rendering.message(), NoticeSending::nothing) : change(rendering);
    }

    @Override
    public Prepared drop(Rendering.Drop rendering) {
      return unsent(
          () -> {
            drafts.forget(head);
            if (!store.drop(head, rendering.reason(), now())) {
              elsewhere.run();
            }
          });
    }

    @Override
    public Prepared hold(Rendering.Hold rendering) {
      return unsent(() -> store.hold(head.id(), rendering.until(), rendering.why()));
    }

    private Prepared single(OutgoingMessage message, Runnable aside) {
      return toSend(Parcel.message(head, lane(draft), message, draft, aside));
    }

    private Prepared together(Rendering.Send rendering) {
      List<Delivery> waiting =
          store.waiting(head.to(), now(), policy.mostInGroup()).stream()
              .filter(delivery -> delivery.held() == head.held() && !delivery.alone())
              .toList();
      // What was held goes out as one, however little.
      int few = head.held() ? 1 : policy.fewInLane();
      if (waiting.size() <= few) {
        return single(rendering.message(), NoticeSending::nothing);
      }
      Neighbors neighbors = neighbors(waiting, rendering);
      List<Delivery> members = neighbors.messages();
      Optional<OutgoingMessage> words =
          members.size() <= few
              ? Optional.empty()
              : groupWords(members, GroupPage.first(head.held()));
      if (words.isEmpty()) {
        return single(rendering.message(), neighbors.aside());
      }
      Draft shared = drafts.ofGroup(head.to());
      return toSend(
          new Parcel(
              members,
              lane(shared),
              null,
              words.get().withSilent(neighbors.allSilent()),
              Set.of(),
              ToldAs.ROW,
              head.held(),
              shared,
              neighbors.aside()));
    }

    /** All changes of one message that wait are one: the newest says all. */
    private Prepared change(Rendering.Edit rendering) {
      MessageRef target = rendering.target();
      List<Delivery> waiting = store.waiting(head.to(), now(), policy.mostInGroup());
      Neighbors neighbors = neighbors(waiting, rendering);
      List<Delivery> changes = neighbors.changesOf(target);
      Delivery newest = changes.get(changes.size() - 1);
      if (store.editedSince(target, newest.id())) {
        return unsent(
            () -> {
              neighbors.aside().run();
              changes.forEach(c -> store.giveUp(c.id(), "a later change was told", now()));
            });
      }
      Set<Long> elseSend = new HashSet<>();
      changes.stream()
          .filter(c -> neighbors.change(c).elseSend())
          .forEach(c -> elseSend.add(c.id()));
      return toSend(
          new Parcel(
              changes,
              target.chat(),
              target,
              page(target).orElse(neighbors.change(newest).message()),
              elseSend,
              ToldAs.EDIT,
              false,
              drafts.of(newest),
              neighbors.aside()));
    }

    private Prepared toSend(Parcel parcel) {
      return Prepared.toSend(() -> parcels.send(parcel));
    }

    private Neighbors neighbors(List<Delivery> waiting, Rendering rendering) {
      return Neighbors.of(
          waiting, head, rendering, renderer, new Neighbors.Ends(store, elsewhere, now()));
    }

    private ChatAddress lane(Draft of) {
      ChatAddress to = head.to();
      return of.toChatItself || aftermath.isGone(to) ? ChatAddress.of(to.chat()) : to;
    }
  }

  /** The page that is shown of a message that tells many, as it reads now. */
  private Optional<OutgoingMessage> page(MessageRef message) {
    return store.group(message).flatMap(page -> groupWords(store.members(message), page));
  }

  private Optional<OutgoingMessage> groupWords(List<Delivery> members, GroupPage page) {
    if (members.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(renderer.group(members, page));
    } catch (RuntimeException e) {
      log.error("{} notices cannot be told together", members.size(), e);
      return Optional.empty();
    }
  }
}
