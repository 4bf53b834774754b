package drover.notify;

import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.incident.Incident;
import drover.incident.Incident.Closing;
import drover.incident.Incidents;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import drover.session.ServerNews;
import drover.session.ServerNewsListener;
import drover.subscription.News;
import drover.subscription.SubscriptionStore;
import drover.subscription.Wishes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Turns what happens to the server as a whole into facts for every subscribed chat: an outage is an
 * incident whose messages are edited when it is over, a restart is told once. In the transaction of
 * the beliefs.
 */
public final class ServerNotifier implements ServerNewsListener {
  static final String UNREACHABLE = "unreachable";
  static final String BACK = "back";
  static final String RESTARTED = "restarted";
  static final String TROUBLE = "trouble";
  static final String SINCE = "since";
  static final String GONE = "gone";
  static final String PRESENT = "present";

  /** Every kind of fact that comes from here. */
  static final List<String> KINDS = List.of(UNREACHABLE, BACK, RESTARTED);

  private static final int WORDS = 300;

  private final SubscriptionStore subscriptions;
  private final Incidents incidents;
  private final Notices notices;
  private final Wishes wishes;
  private final Redactor redactor;

  public ServerNotifier(
      SubscriptionStore subscriptions,
      Incidents incidents,
      Notices notices,
      Wishes wishes,
      Redactor redactor) {
    this.subscriptions = subscriptions;
    this.incidents = incidents;
    this.notices = notices;
    this.wishes = wishes;
    this.redactor = redactor;
  }

  @Override
  public void on(ServerNews news) {
    news.accept(
        new ServerNews.Visitor<Boolean>() {
          @Override
          public Boolean unreachable(ServerNews.Unreachable gone) {
            Fact fact = fact(gone);
            Incident ignored =
                incidents.open(
                    Incident.SERVER,
                    Incident.Kind.OUTAGE,
                    fact.key().episode(),
                    gone.since(),
                    fact.data());
            return post(fact);
          }

          @Override
          public Boolean back(ServerNews.Back back) {
            return incidents
                .find(Incident.SERVER, Incident.Kind.OUTAGE, back.since().getEpochSecond())
                .map(outage -> incidents.close(outage, Closing.of(back.at(), Closing.BACK)))
                .orElse(false);
          }

          @Override
          public Boolean restarted(ServerNews.Restarted restarted) {
            incidents.closeAllOfAgents(restarted.at());
            return post(fact(restarted));
          }
        });
  }

  /**
   * The least that must be said when {@link #on} failed: a message to everyone subscribed, without
   * incidents or anything else that may have been the reason.
   */
  public void plain(ServerNews news) {
    Collection<ChatAddress> chats =
        subscriptions.active().stream().map(one -> one.chat()).distinct().toList();
    notices.post(fact(news), chats);
  }

  private boolean post(Fact fact) {
    notices.post(fact, wishes.wanting(News.ofServer()));
    return true;
  }

  private Fact fact(ServerNews news) {
    return news.accept(
        new ServerNews.Visitor<Fact>() {
          @Override
          public Fact unreachable(ServerNews.Unreachable gone) {
            String trouble = NoticeData.cut(redactor.redact(gone.trouble()), WORDS);
            return fact(UNREACHABLE, gone.since(), gone.at(), Map.of(TROUBLE, trouble));
          }

          @Override
          public Fact back(ServerNews.Back back) {
            return fact(BACK, back.since(), back.at(), Map.of(SINCE, back.since().toString()));
          }

          @Override
          public Fact restarted(ServerNews.Restarted restarted) {
            return fact(
                RESTARTED,
                restarted.at(),
                restarted.at(),
                Map.of(
                    GONE, Integer.toString(restarted.gone()),
                    PRESENT, Integer.toString(restarted.present())));
          }
        });
  }

  private static Fact fact(String kind, Instant episode, Instant at, Map<String, String> data) {
    return new Fact(
        new FactKey(Incident.SERVER, kind, episode.getEpochSecond()), at, Fact.Urgency.FIRST, data);
  }
}
