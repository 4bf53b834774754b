package drover.notify;

import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import drover.session.AgentLife;
import drover.session.Transition;
import drover.session.TransitionListener;
import drover.subscription.Level;
import drover.subscription.News;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import drover.subscription.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns each transition into facts for the chats that want them, and keeps the incidents: all in
 * the transaction of the belief. {@link NoticeRenderer} finds the words when they are sent.
 *
 * <p>An end is told by a message of its own, which rings. Where the agent was stalled then, the
 * stall's message is closed by a second fact, {@code stall-over}, that goes last, is an edit and
 * never becomes a new message: it costs a chat's budget only where such a message stands.
 */
public final class Notifier implements TransitionListener {
  static final String APPEARED = "appeared";
  static final String STALLED = "stalled";
  static final String RECOVERED = "recovered";
  static final String STALL_OVER = "stall-over";
  static final String END = "end";
  static final String LATE = "late";
  static final String STUCK_STARTING = "stuck-starting";
  static final String TOKENS_LOW = "tokens-low";
  static final String TOKENS_USED_UP = "tokens-used-up";
  static final String VANISHED = "vanished";

  /** Every kind of fact that comes from here. */
  public static final List<String> KINDS =
      List.of(
          APPEARED,
          STALLED,
          RECOVERED,
          STALL_OVER,
          END,
          LATE,
          STUCK_STARTING,
          TOKENS_LOW,
          TOKENS_USED_UP,
          VANISHED);

  private final SubscriptionStore subscriptions;
  private final IncidentStore incidents;
  private final Notices notices;
  private final Wishes wishes;
  private final Supplier<Duration> clockOffset;
  private final Redactor redactor;

  /**
   * @param clockOffset how far the server's clock is ahead of ours, from memory
   */
  public Notifier(
      SubscriptionStore subscriptions,
      IncidentStore incidents,
      Notices notices,
      Wishes wishes,
      Supplier<Duration> clockOffset,
      Redactor redactor) {
    this.subscriptions = subscriptions;
    this.incidents = incidents;
    this.notices = notices;
    this.wishes = wishes;
    this.clockOffset = clockOffset;
    this.redactor = redactor;
  }

  @Override
  public void on(Transition transition) {
    switch (transition.kind()) {
      case APPEARED, LATE, STUCK_STARTING, TOKENS_LOW, TOKENS_USED_UP, VANISHED ->
          post(transition, key(transition), null, wanting(transition));
      case STALLED -> stalled(transition);
      case RECOVERED -> recovered(transition);
      case COMPLETED, FAILED, TERMINATED -> ended(transition);
    }
  }

  /**
   * The least that must be said when {@link #on} failed: kind and name to everyone who may want it,
   * without rules, incidents or anything else that may have been the reason. Who may not hear it is
   * left out when it is sent.
   */
  public void plain(Transition transition) {
    List<ChatAddress> chats =
        subscriptions.active().stream()
            .filter(s -> !isStart(transition) || s.level() == Level.EVERYTHING)
            .map(Subscription::chat)
            .toList();
    Map<String, String> data =
        Map.of(
            "kind", NoticeData.word(transition.kind()),
            "name", NoticeData.cut(redactor.redact(transition.after().name()), 100));
    notices.post(new Fact(key(transition), transition.latest(), urgency(transition), data), chats);
  }

  private void stalled(Transition transition) {
    incidents.open(
        transition.life(), Incident.Kind.STALL, transition.episode(), transition.latest());
    post(transition, key(transition), null, wanting(transition));
  }

  private void recovered(Transition transition) {
    AgentLife life = transition.life();
    int episode = transition.episode();
    Optional<Incident> told = incidents.find(life, Incident.Kind.STALL, episode);
    // A stall told plainly has no incident: it gets one that is closed, to be seen as over.
    Incident stall =
        told.orElseGet(
            () -> incidents.open(life, Incident.Kind.STALL, episode, transition.earliest()));
    Set<ChatAddress> chats = wanting(transition);
    close(stall, transition, chats);
    Duration lasted =
        told.map(i -> Duration.between(i.openedAt(), transition.latest())).orElse(null);
    post(transition, key(transition), lasted, chats);
  }

  private void ended(Transition transition) {
    for (Incident incident : incidents.open(transition.life())) {
      if (incident.kind() == Incident.Kind.STALL) {
        // Any chat may have its message on the way just now.
        Set<ChatAddress> chats = wishes.wanting(News.ofServer());
        close(incident, transition, chats);
        FactKey key = new FactKey(transition.life().key(), STALL_OVER, incident.episode());
        post(transition, key, null, chats);
      }
    }
    if (transition.kind() == Transition.Kind.FAILED) {
      incidents.open(transition.life(), Incident.Kind.FAILURE, 0, transition.latest());
    }
    post(transition, key(transition), null, wanting(transition));
  }

  /** Closes it and adds the chats where it stands, subscribed still or not. */
  private void close(Incident incident, Transition transition, Set<ChatAddress> chats) {
    incidents.close(incident.id(), NoticeData.word(transition.kind()), transition.latest());
    incidents.messages(incident.id()).stream().map(MessageRef::chat).forEach(chats::add);
  }

  private Set<ChatAddress> wanting(Transition transition) {
    return wishes.wanting(wishes.newsOf(transition));
  }

  private void post(
      Transition transition, FactKey key, @Nullable Duration lasted, Set<ChatAddress> chats) {
    if (chats.isEmpty()) {
      return;
    }
    Map<String, String> data = NoticeData.of(transition, lasted, clockOffset.get(), redactor);
    data.putAll(NewsData.of(wishes.newsOf(transition), redactor));
    Fact.Urgency urgency = key.kind().equals(STALL_OVER) ? Fact.Urgency.LAST : urgency(transition);
    notices.post(new Fact(key, transition.latest(), urgency, data), chats);
  }

  private static FactKey key(Transition transition) {
    String subject = transition.life().key();
    return switch (transition.kind()) {
      case APPEARED -> new FactKey(subject, APPEARED, 0);
      case STALLED -> new FactKey(subject, STALLED, transition.episode());
      case RECOVERED -> new FactKey(subject, RECOVERED, transition.episode());
      case COMPLETED, FAILED, TERMINATED -> new FactKey(subject, END, 0);
      case LATE -> new FactKey(subject, LATE, 0);
      case STUCK_STARTING -> new FactKey(subject, STUCK_STARTING, 0);
      case TOKENS_LOW -> new FactKey(subject, TOKENS_LOW, transition.episode());
      case TOKENS_USED_UP -> new FactKey(subject, TOKENS_USED_UP, 0);
      case VANISHED -> new FactKey(subject, VANISHED, 0);
    };
  }

  private static Fact.Urgency urgency(Transition transition) {
    return switch (transition.kind()) {
      case STALLED, FAILED, TOKENS_USED_UP, VANISHED, STUCK_STARTING -> Fact.Urgency.FIRST;
      case RECOVERED, COMPLETED, TERMINATED, LATE, TOKENS_LOW -> Fact.Urgency.NORMAL;
      case APPEARED -> Fact.Urgency.LAST;
    };
  }

  private static boolean isStart(Transition transition) {
    return transition.kind() == Transition.Kind.APPEARED;
  }
}
