package drover.notify;

import drover.access.Access;
import drover.base.Redactor;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.history.HistoryStore;
import drover.history.TokenRate;
import drover.incident.IncidentStore;
import drover.incident.Incidents;
import drover.monitor.Board;
import drover.outbox.Delivery;
import drover.outbox.GroupPage;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.subscription.News;
import drover.subscription.SubscriptionStore;
import drover.subscription.Wishes;
import drover.view.IncidentView.Occasion;
import drover.view.Moment;
import drover.view.Notice;
import drover.view.NoticeView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words for the facts of {@link Notifier} by what is so when they are sent: whether a
 * stall still lasts, what the server then reports, who ordered an end. Any thread.
 */
public final class NoticeRenderer implements Renderer {
  /** Every kind of fact that has its words here. */
  public static final Set<String> KINDS =
      Stream.of(Notifier.KINDS, IncidentFacts.KINDS, ServerNotifier.KINDS)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private final Reads reads;
  private final Redactor redactor;
  private final Clock clock;
  private final IncidentFacts facts;
  private final OutageWords outages;
  private final IncidentRenderer incidents;
  private final GroupRenderer groups;

  /**
   * What rendering looks at.
   *
   * @param capabilities from memory
   */
  public record Reads(
      Board board,
      SubscriptionStore subscriptions,
      HistoryStore history,
      Access access,
      EndOrders endOrders,
      Wishes wishes,
      Supplier<Capabilities> capabilities) {}

  /** Where incidents are kept, and how they go on. */
  public record Care(IncidentStore store, Incidents incidents, IncidentFacts facts) {}

  public NoticeRenderer(Reads reads, Care care, Redactor redactor, Clock clock) {
    this.reads = reads;
    this.redactor = redactor;
    this.clock = clock;
    this.facts = care.facts();
    this.outages = new OutageWords(reads.history(), reads.access(), clock);
    Successors successors = new Successors(reads.board(), redactor);
    this.incidents = new IncidentRenderer(care, successors, outages);
    this.groups =
        new GroupRenderer(
            new NoticeRows(care.store(), successors, reads.endOrders(), reads.access(), clock)::of);
  }

  @Override
  public Rendering render(Delivery delivery) {
    String kind = delivery.fact().key().kind();
    if (!KINDS.contains(kind)) {
      return new Rendering.Drop("nobody knows facts of this kind");
    }
    if (!reads.access().mayHear(delivery.to()) && !facts.isEscalatedTo(delivery.to())) {
      return new Rendering.Drop("that person has no role any more");
    }
    return switch (kind) {
      case IncidentFacts.CHANGED, Notifier.RECOVERED, Notifier.STALL_OVER ->
          asWishedIfNew(delivery, incidents.edit(delivery, notice -> telling(delivery, notice)));
      case IncidentFacts.AGAIN -> again(delivery);
      case IncidentFacts.ESCALATED ->
          incidents.again(delivery, Occasion.ESCALATED, notice -> telling(delivery, notice));
      default -> news(delivery);
    };
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    incidents.told(delivery, message);
  }

  @Override
  public void gone(Delivery delivery, MessageRef message) {
    incidents.gone(message);
  }

  @Override
  public OutgoingMessage group(List<Delivery> members, GroupPage page) {
    return groups.of(members, page);
  }

  /** A change makes no sound; what it has become a message for is news of the server. */
  private Rendering asWishedIfNew(Delivery delivery, Rendering rendering) {
    return rendering instanceof Rendering.Send
        ? AsWished.of(
            reads.wishes().telling(News.ofServer(), delivery.to(), clock.instant()),
            () -> rendering)
        : rendering;
  }

  /** A reminder is muted as its stall would be; what is escalated is told whatever is muted. */
  private Rendering again(Delivery delivery) {
    Rendering reminder =
        incidents.again(delivery, Occasion.AGAIN, notice -> telling(delivery, notice));
    return incidents
        .of(delivery)
        .map(
            incident ->
                AsWished.of(
                    reads
                        .wishes()
                        .telling(NewsData.read(incident.data()), delivery.to(), clock.instant()),
                    () -> reminder))
        .orElse(reminder);
  }

  private Rendering news(Delivery delivery) {
    if (reads.subscriptions().of(delivery.to()).isEmpty()) {
      return new Rendering.Drop("unsubscribed meanwhile");
    }
    if (ServerNotifier.KINDS.contains(delivery.fact().key().kind())) {
      return AsWished.of(
          reads.wishes().telling(News.ofServer(), delivery.to(), clock.instant()),
          () -> ofServer(delivery));
    }
    return AsWished.of(
        reads.wishes().telling(NewsData.read(delivery.fact()), delivery.to(), clock.instant()),
        () -> groupable(startedOrEnded(delivery, withParent(NoticeData.read(delivery.fact())))));
  }

  private static Rendering groupable(Rendering rendering) {
    return rendering instanceof Rendering.Send send
        ? new Rendering.Send(send.message(), false)
        : rendering;
  }

  private Rendering ofServer(Delivery delivery) {
    return switch (delivery.fact().key().kind()) {
      case ServerNotifier.UNREACHABLE -> incidents.outage(delivery);
      case ServerNotifier.BACK -> new Rendering.Send(outages.back(delivery));
      default -> new Rendering.Send(outages.restarted(delivery));
    };
  }

  private Rendering startedOrEnded(Delivery delivery, Notice notice) {
    NoticeView.Telling telling = telling(delivery, notice);
    return switch (notice.kind()) {
      case COMPLETED ->
          new Rendering.Send(
              NoticeView.completed(
                  reads.access().mayHearOfWork(delivery.to()) ? notice : notice.withoutOutputPath(),
                  telling));
      case STALLED, FAILED -> incidents.first(delivery, notice, telling);
      case TERMINATED -> terminated(delivery, notice, telling);
      case APPEARED ->
          isOver(notice.life())
              ? new Rendering.Drop("it is over already")
              : new Rendering.Send(NoticeView.appeared(notice, telling));
      case LATE, STUCK_STARTING, TOKENS_LOW, TOKENS_USED_UP ->
          isOver(notice.life())
              ? new Rendering.Drop("it is over already")
              : new Rendering.Send(NoticeView.warning(withTokensLasting(notice), telling));
      case VANISHED -> new Rendering.Send(NoticeView.warning(notice, telling));
      case RECOVERED -> new Rendering.Drop("neither a start nor an end");
    };
  }

  private Rendering terminated(Delivery delivery, Notice notice, NoticeView.Telling telling) {
    EndOrders.EndOrder order = reads.endOrders().of(notice.life()).orElse(null);
    if (order != null && order.told() && order.chat().equals(delivery.to())) {
      return new Rendering.Drop("the order's own message tells it");
    }
    String by = order == null ? null : order.by();
    return new Rendering.Send(NoticeView.terminated(notice, by, telling));
  }

  private NoticeView.Telling telling(Delivery delivery, Notice notice) {
    return new NoticeView.Telling(
        Moment.ours(clock.instant(), reads.access().zone(delivery.to())),
        reads.capabilities().get(),
        reported(notice),
        delivery.maybeRepeat());
  }

  private Notice withTokensLasting(Notice notice) {
    if (notice.kind() != Transition.Kind.TOKENS_LOW) {
      return notice;
    }
    Instant now = clock.instant();
    return notice.withTokensLasting(
        TokenRate.of(
                reads.history().samples(notice.life().session(), now.minus(TokenRate.WINDOW)),
                notice.life())
            .lasting(notice.tokens().limit(), now));
  }

  /** Names the parent, when the board still shows both. */
  private Notice withParent(Notice notice) {
    Board.Snapshot board = reads.board().snapshot();
    return board
        .find(notice.life())
        .flatMap(child -> Optional.ofNullable(child.session().family().parent()))
        .flatMap(board::find)
        .map(parent -> notice.withParentName(redactor.redact(parent.name())))
        .orElse(notice);
  }

  /** The board shows an end some moments after its notice may leave; no life ends twice. */
  private @Nullable SessionStatus reported(Notice notice) {
    Agent agent = reads.board().snapshot().find(notice.life()).orElse(null);
    SessionStatus end = endOf(notice.kind());
    return agent == null || (end != null && !agent.isOver())
        ? end
        : agent.reportedStatus().orElse(null);
  }

  private static @Nullable SessionStatus endOf(Transition.Kind kind) {
    return switch (kind) {
      case COMPLETED -> SessionStatus.COMPLETED;
      case FAILED -> SessionStatus.FAILED;
      case TERMINATED -> SessionStatus.TERMINATED;
      case APPEARED,
          STALLED,
          RECOVERED,
          LATE,
          STUCK_STARTING,
          TOKENS_LOW,
          TOKENS_USED_UP,
          VANISHED ->
          null;
    };
  }

  private boolean isOver(AgentLife life) {
    return reads.board().snapshot().find(life).map(Agent::isOver).orElse(false);
  }
}
