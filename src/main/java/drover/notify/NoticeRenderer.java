package drover.notify;

import drover.access.Access;
import drover.base.Redactor;
import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.monitor.Board;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.subscription.SubscriptionStore;
import drover.subscription.Wishes;
import drover.view.Moment;
import drover.view.Notice;
import drover.view.NoticeView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words for the facts of {@link Notifier} by what is so when they are sent: whether a
 * stall still lasts, what the server then reports, who ordered an end. Any thread.
 */
public final class NoticeRenderer implements Renderer {
  private static final int REMEMBERED = 10_000;
  private static final Set<String> KINDS =
      Set.of(
          Notifier.APPEARED,
          Notifier.STALLED,
          Notifier.RECOVERED,
          Notifier.STALL_OVER,
          Notifier.END,
          Notifier.LATE,
          Notifier.STUCK_STARTING,
          Notifier.TOKENS_LOW,
          Notifier.TOKENS_USED_UP,
          Notifier.VANISHED);

  private final Reads reads;
  private final Redactor redactor;
  private final Clock clock;

  /**
   * Deliveries of stalls that were over when they were rendered. Their message is no longer to be
   * edited, so it is not recorded. In memory only: after a crash a delivery is rendered anew.
   */
  private final Map<Long, Boolean> over =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * What rendering looks at.
   *
   * @param capabilities from memory
   */
  public record Reads(
      Board board,
      SubscriptionStore subscriptions,
      IncidentStore incidents,
      Access access,
      EndOrders endOrders,
      Wishes wishes,
      Supplier<Capabilities> capabilities) {}

  public NoticeRenderer(Reads reads, Redactor redactor, Clock clock) {
    this.reads = reads;
    this.redactor = redactor;
    this.clock = clock;
  }

  @Override
  public Rendering render(Delivery delivery) {
    String kind = delivery.fact().key().kind();
    if (!KINDS.contains(kind)) {
      return new Rendering.Drop("nobody knows facts of this kind");
    }
    if (!reads.access().mayHear(delivery.to())) {
      return new Rendering.Drop("that person has no role any more");
    }
    Notice notice = withParent(NoticeData.read(delivery.fact()));
    if (kind.equals(Notifier.RECOVERED) || kind.equals(Notifier.STALL_OVER)) {
      return edit(delivery, notice);
    }
    if (reads.subscriptions().of(delivery.to()).isEmpty()) {
      return new Rendering.Drop("unsubscribed meanwhile");
    }
    return AsWished.of(
        reads.wishes().telling(NewsData.read(delivery.fact()), delivery.to(), clock.instant()),
        () ->
            kind.equals(Notifier.STALLED)
                ? stalled(delivery, notice)
                : startedOrEnded(delivery, notice));
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    Fact fact = delivery.fact();
    AgentLife life = AgentLife.parse(fact.key().subject());
    int episode = (int) fact.key().episode();
    if (fact.key().kind().equals(Notifier.STALLED) && over.remove(delivery.id()) == null) {
      record(life, Incident.Kind.STALL, episode, fact.at(), message);
    }
    if (fact.key().kind().equals(Notifier.END)
        && NoticeData.read(fact).kind() == Transition.Kind.FAILED) {
      record(life, Incident.Kind.FAILURE, 0, fact.at(), message);
    }
  }

  private void record(
      AgentLife life, Incident.Kind kind, int episode, Instant at, MessageRef message) {
    // A plain notice has opened none: it is opened here.
    Incident incident = reads.incidents().open(life, kind, episode, at);
    reads.incidents().addMessage(incident.id(), message);
  }

  private Rendering stalled(Delivery delivery, Notice notice) {
    Incident incident = incident(delivery).orElse(null);
    NoticeView.Telling telling = telling(delivery, notice);
    if (incident == null || incident.closedAt() == null) {
      over.remove(delivery.id());
      return new Rendering.Send(NoticeView.stalled(notice, telling));
    }
    over.put(delivery.id(), true);
    Instant end = incident.closedAt();
    Notice ended = notice.at(end);
    String outcome = incident.outcome() == null ? Notifier.RECOVERED : incident.outcome();
    Duration lasted = Duration.between(incident.openedAt(), end);
    return new Rendering.Send(
        outcome.equals(Notifier.RECOVERED)
            ? NoticeView.recovered(ended, lasted, telling)
            : NoticeView.stallEnded(ended, outcome, telling));
  }

  /** Closes the stall's message in this chat, where there is one. */
  private Rendering edit(Delivery delivery, Notice notice) {
    Optional<MessageRef> told =
        incident(delivery).stream()
            .flatMap(incident -> reads.incidents().messages(incident.id()).stream())
            .filter(message -> message.chat().equals(delivery.to()))
            .reduce((first, second) -> second);
    if (told.isEmpty()) {
      return new Rendering.Drop("that stall was not told here, or as over already");
    }
    NoticeView.Telling telling = telling(delivery, notice);
    return new Rendering.Edit(
        told.get(),
        notice.kind() == Transition.Kind.RECOVERED
            ? NoticeView.recovered(notice, notice.lasted(), telling)
            : NoticeView.stallEnded(notice, NoticeData.word(notice.kind()), telling),
        false);
  }

  private Rendering startedOrEnded(Delivery delivery, Notice notice) {
    NoticeView.Telling telling = telling(delivery, notice);
    return switch (notice.kind()) {
      case COMPLETED -> new Rendering.Send(NoticeView.completed(notice, telling));
      case FAILED -> new Rendering.Send(NoticeView.failed(notice, telling));
      case TERMINATED -> terminated(delivery, notice, telling);
      case APPEARED ->
          isOver(notice.life())
              ? new Rendering.Drop("it is over already")
              : new Rendering.Send(NoticeView.appeared(notice, telling));
      case LATE, STUCK_STARTING, TOKENS_LOW, TOKENS_USED_UP ->
          isOver(notice.life())
              ? new Rendering.Drop("it is over already")
              : new Rendering.Send(NoticeView.warning(notice, telling));
      case VANISHED -> new Rendering.Send(NoticeView.warning(notice, telling));
      case STALLED, RECOVERED -> new Rendering.Drop("neither a start nor an end");
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

  private Optional<Incident> incident(Delivery delivery) {
    AgentLife life = AgentLife.parse(delivery.fact().key().subject());
    int episode = (int) delivery.fact().key().episode();
    return reads.incidents().find(life, Incident.Kind.STALL, episode);
  }

  private NoticeView.Telling telling(Delivery delivery, Notice notice) {
    return new NoticeView.Telling(
        Moment.ours(clock.instant(), reads.access().zone(delivery.to())),
        reads.capabilities().get(),
        reported(notice),
        delivery.maybeRepeat());
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
