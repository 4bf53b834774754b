package drover.notify;

import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.incident.Incident;
import drover.incident.Incidents;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
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
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns each transition into facts for the chats that want them, and opens and closes the
 * incidents: all in the transaction of the belief. {@link NoticeRenderer} finds the words when they
 * are sent.
 *
 * <p>An end is told by a message of its own, which rings. Where the agent was stalled then, its
 * incident closes with it, which {@link IncidentFacts} tells by edits.
 */
public final class Notifier implements TransitionListener {
  static final String APPEARED = "appeared";
  static final String STALLED = "stalled";

  /** Edits of a stall's message; they may still wait in a database of before. */
  static final String RECOVERED = "recovered";

  static final String STALL_OVER = "stall-over";

  static final String END = "end";
  static final String LATE = "late";
  static final String STUCK_STARTING = "stuck-starting";
  static final String TOKENS_LOW = "tokens-low";
  static final String TOKENS_USED_UP = "tokens-used-up";
  static final String VANISHED = "vanished";

  /** Every kind of fact that comes from here, or came. */
  static final List<String> KINDS =
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
  private final Incidents incidents;
  private final Notices notices;
  private final Wishes wishes;
  private final Supplier<Duration> clockOffset;
  private final Redactor redactor;

  /**
   * @param clockOffset how far the server's clock is ahead of ours, from memory
   */
  public Notifier(
      SubscriptionStore subscriptions,
      Incidents incidents,
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
    News news = wishes.newsOf(transition);
    Map<String, String> data = NoticeData.of(transition, clockOffset.get(), redactor);
    data.putAll(NewsData.of(news, redactor));
    Set<ChatAddress> chats = wishes.wanting(news);
    String subject = transition.life().key();
    int episode = transition.episode();
    switch (transition.kind()) {
      case APPEARED, LATE, STUCK_STARTING, TOKENS_LOW, TOKENS_USED_UP ->
          post(transition, data, chats);
      case STALLED -> {
        Incident ignored =
            incidents.open(subject, Incident.Kind.STALL, episode, transition.latest(), data);
        post(transition, data, chats);
      }
      case RECOVERED -> recovered(transition, data);
      case COMPLETED, TERMINATED, VANISHED -> {
        closeStalls(transition);
        post(transition, data, chats);
      }
      case FAILED -> {
        closeStalls(transition);
        Incident ignored =
            incidents.open(subject, Incident.Kind.FAILURE, 0, transition.latest(), data);
        post(transition, data, chats);
      }
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

  /** A stall told plainly has no incident: it gets one that is closed, to be seen as over. */
  private void recovered(Transition transition, Map<String, String> data) {
    Incident stall =
        incidents.open(
            transition.life().key(),
            Incident.Kind.STALL,
            transition.episode(),
            transition.earliest(),
            data);
    boolean ignored = incidents.close(stall, closing(transition));
  }

  private void closeStalls(Transition transition) {
    for (Incident incident : incidents.open(transition.life().key())) {
      if (incident.kind() == Incident.Kind.STALL) {
        boolean ignored = incidents.close(incident, closing(transition));
      }
    }
  }

  private static Incident.Closing closing(Transition transition) {
    return Incident.Closing.of(transition.latest(), NoticeData.word(transition.kind()));
  }

  private void post(Transition transition, Map<String, String> data, Set<ChatAddress> chats) {
    if (!chats.isEmpty()) {
      notices.post(
          new Fact(key(transition), transition.latest(), urgency(transition), data), chats);
    }
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
