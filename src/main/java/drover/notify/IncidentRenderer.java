package drover.notify;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.incident.Incidents;
import drover.outbox.Delivery;
import drover.outbox.FactKey;
import drover.outbox.Rendering;
import drover.session.Transition;
import drover.view.IncidentView;
import drover.view.IncidentView.Case;
import drover.view.IncidentView.Occasion;
import drover.view.Notice;
import drover.view.NoticeView.Telling;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows incidents of agents as they are when a message leaves, and remembers which version each
 * message shows. Any thread.
 */
final class IncidentRenderer {
  private final IncidentStore store;
  private final Incidents incidents;
  private final IncidentFacts facts;
  private final Successors successors;
  private final OutageWords outages;
  private final Told told = new Told();

  IncidentRenderer(NoticeRenderer.Care care, Successors successors, OutageWords outages) {
    this.store = care.store();
    this.incidents = care.incidents();
    this.facts = care.facts();
    this.outages = outages;
    this.successors = successors;
  }

  /** The incident that a delivery opens or speaks of; empty when it is not known, or none is. */
  Optional<Incident> of(Delivery delivery) {
    FactKey key = delivery.fact().key();
    Optional<Long> id = IncidentFacts.incidentOf(key);
    if (id.isPresent()) {
      return store.find(id.get());
    }
    return kind(delivery).flatMap(kind -> store.find(key.subject(), kind, key.episode()));
  }

  /** A new message that opens it: as it is now, over perhaps. */
  Rendering first(Delivery delivery, Notice notice, Telling telling) {
    Incident incident = of(delivery).orElse(null);
    told.rendered(delivery.id(), incident == null ? 0 : incident.version());
    return new Rendering.Send(words(incident, notice, Occasion.FIRST, telling));
  }

  /** The same for an outage of the server. */
  Rendering outage(Delivery delivery) {
    Incident outage = of(delivery).orElseGet(() -> opened(delivery));
    if (outage == null) {
      return new Rendering.Drop("that incident is forgotten");
    }
    told.rendered(delivery.id(), outage.version());
    return new Rendering.Send(outages.words(outage, delivery));
  }

  /**
   * Brings a message in this chat up to date: the one that the fact was posted for, which others
   * may be rendered beside, or the first that is not. That the server is back is said anew where
   * the only message of its outage is gone.
   */
  Rendering edit(Delivery delivery, Function<Notice, Telling> telling) {
    Incident incident = of(delivery).orElse(null);
    if (incident == null) {
      return new Rendering.Drop("that incident is forgotten");
    }
    Optional<MessageRef> target = outdated(incident, delivery);
    List<IncidentStore.Shown> here = messages(incident, delivery);
    boolean isBack = incident.kind() == Incident.Kind.OUTAGE && !incident.isOpen();
    if (isBack && here.isEmpty()) {
      told.rendered(delivery.id(), incident.version());
      return new Rendering.Send(outages.words(incident, delivery));
    }
    if (target.isEmpty()) {
      return new Rendering.Drop("it was not told here, or shows all of it already");
    }
    told.rendered(delivery.id(), incident.version());
    return new Rendering.Edit(
        target.get(),
        words(incident, delivery, Occasion.FIRST, telling),
        isBack && here.size() == 1);
  }

  /** A reminder: a reply to the newest message here, with sound. */
  Rendering again(Delivery delivery, Occasion occasion, Function<Notice, Telling> telling) {
    Incident incident = of(delivery).orElse(null);
    if (incident == null || !incident.isOpen()) {
      return new Rendering.Drop("it is over");
    }
    if (incident.care().ack() != null || incident.care().snooze() != null) {
      return new Rendering.Drop("somebody takes care of it");
    }
    if (occasion == Occasion.AGAIN && incident.care().repeats() > delivery.fact().key().episode()) {
      return new Rendering.Drop("a later reminder follows");
    }
    List<IncidentStore.Shown> here = messages(incident, delivery);
    if (here.isEmpty() && occasion == Occasion.AGAIN) {
      return new Rendering.Drop("it does not stand here any more");
    }
    Long newest = here.isEmpty() ? null : here.get(here.size() - 1).message().message();
    told.rendered(delivery.id(), incident.version());
    OutgoingMessage words = words(incident, delivery, occasion, telling);
    return new Rendering.Send(words.withSilent(false).withReplyTo(newest));
  }

  /** In the transaction that records it. */
  void told(Delivery delivery, MessageRef message) {
    int version = told.versionOf(delivery.id());
    Incident known = of(delivery).orElseGet(() -> opened(delivery));
    if (known == null) {
      return;
    }
    store
        .shown(known.id(), message, version)
        .filter(now -> now.version() > version)
        .ifPresent(now -> facts.changedIn(now, message.chat()));
  }

  /** Somebody deleted it; in the transaction that records so. */
  void gone(MessageRef message) {
    store.forgetMessage(message);
  }

  /** A plain notice has opened none: it is opened here. */
  private @Nullable Incident opened(Delivery delivery) {
    return kind(delivery)
        .map(
            kind ->
                incidents.open(
                    delivery.fact().key().subject(),
                    kind,
                    delivery.fact().key().episode(),
                    delivery.fact().at(),
                    delivery.fact().data()))
        .orElse(null);
  }

  private OutgoingMessage words(
      Incident incident, Delivery delivery, Occasion occasion, Function<Notice, Telling> telling) {
    if (incident.kind() == Incident.Kind.OUTAGE) {
      return outages.words(incident, delivery);
    }
    Notice notice = notice(incident, delivery);
    return words(incident, notice, occasion, telling.apply(notice));
  }

  private OutgoingMessage words(
      @Nullable Incident incident, Notice notice, Occasion occasion, Telling telling) {
    Case about = new Case(incident, successors.nameOf(incident).orElse(null), occasion);
    boolean failure =
        incident == null
            ? notice.kind() == Transition.Kind.FAILED
            : incident.kind() == Incident.Kind.FAILURE;
    return failure
        ? IncidentView.failure(notice, about, telling)
        : IncidentView.stall(notice, about, telling);
  }

  /** Of one from before, the fact that closes it knows more. */
  private static Notice notice(Incident incident, Delivery delivery) {
    return NoticeData.read(
        incident.data().containsKey(NoticeData.KIND) ? incident.data() : delivery.fact().data(),
        incident.life(),
        incident.openedAt());
  }

  private Optional<MessageRef> outdated(Incident incident, Delivery delivery) {
    List<IncidentStore.Shown> here = messages(incident, delivery);
    int nth = IncidentFacts.nthOf(delivery.fact().key());
    List<IncidentStore.Shown> first = nth < here.size() ? List.of(here.get(nth)) : List.of();
    return Stream.concat(first.stream(), here.stream())
        .filter(message -> message.version() < incident.version())
        .map(IncidentStore.Shown::message)
        .findFirst();
  }

  private List<IncidentStore.Shown> messages(Incident incident, Delivery delivery) {
    return store.messages(incident.id()).stream()
        .filter(message -> message.message().chat().equals(delivery.to()))
        .toList();
  }

  /** The kind of incident that such a fact opens or closes; empty for the rest. */
  private static Optional<Incident.Kind> kind(Delivery delivery) {
    return switch (delivery.fact().key().kind()) {
      case Notifier.STALLED, Notifier.RECOVERED, Notifier.STALL_OVER ->
          Optional.of(Incident.Kind.STALL);
      case ServerNotifier.UNREACHABLE -> Optional.of(Incident.Kind.OUTAGE);
      case Notifier.END ->
          "failed".equals(delivery.fact().data().get(NoticeData.KIND))
              ? Optional.of(Incident.Kind.FAILURE)
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
