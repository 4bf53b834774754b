package drover.store;

import drover.access.ChatStore;
import drover.access.TroubleStore;
import drover.access.UserStore;
import drover.base.Transactor;
import drover.chat.Inbox;
import drover.chat.TokenMint;
import drover.digest.DigestStore;
import drover.history.HistoryStore;
import drover.history.OutageStore;
import drover.incident.IncidentStore;
import drover.monitor.BeliefStore;
import drover.monitor.StallPatience;
import drover.notify.EndOrders;
import drover.order.DraftStore;
import drover.order.Order;
import drover.order.OrderLog;
import drover.outbox.OutboxStore;
import drover.subscription.MuteStore;
import drover.subscription.SubscriptionStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Every store of the house, over one database. They may be handed out before the database is
 * started, and throw {@link drover.base.StorageException} while it is not open.
 *
 * <p>Any thread. Called inside {@link #transactor} they take part; else each call stands alone.
 */
public final class Stores {
  private final Sql sql;
  private final Clock clock;
  private final SecureRandom random;
  private final UserStore users;
  private final ChatStore chats;
  private final SubscriptionStore subscriptions;
  private final MuteStore mutes;
  final Cache cache;
  private final OrderLog orders;

  /**
   * @param random makes tokens that nobody can guess
   */
  public Stores(Database database, Clock clock, SecureRandom random) {
    this.sql = new Sql(database);
    this.cache = new Cache(sql);
    database.onReopened(cache::forget);
    this.users = new SqlUserStore(sql, cache);
    this.chats = new SqlChatStore(sql, cache);
    this.subscriptions = new SqlSubscriptionStore(sql, cache);
    this.mutes = new SqlMuteStore(sql, cache);
    this.clock = clock;
    this.random = random;
    this.orders = new SqlOrderLog(sql);
  }

  /** Shows how much is remembered of what was read among the counters. */
  public void bindTo(MeterRegistry meters) {
    meters.gauge("drover.database.cached", cache, Cache::size);
  }

  public Transactor transactor() {
    return sql;
  }

  public Inbox inbox() {
    return new SqlInbox(sql, clock);
  }

  public TokenMint tokens() {
    return new SqlTokenMint(sql, clock, random);
  }

  public UserStore users() {
    return users;
  }

  public ChatStore chats() {
    return chats;
  }

  public TroubleStore troubles() {
    return new SqlTroubleStore(sql);
  }

  public SubscriptionStore subscriptions() {
    return subscriptions;
  }

  public MuteStore mutes() {
    return mutes;
  }

  public IncidentStore incidents() {
    return new SqlIncidentStore(sql);
  }

  public HistoryStore history() {
    return new SqlHistoryStore(sql, cache, clock);
  }

  public OutageStore outages() {
    return new SqlOutageStore(sql);
  }

  public BeliefStore beliefs() {
    return new SqlBeliefStore(sql);
  }

  public StallPatience stallPatience() {
    return new SqlStallPatience(sql);
  }

  public OutboxStore outbox() {
    return new SqlOutboxStore(sql);
  }

  public OrderLog orders() {
    return orders;
  }

  public DraftStore drafts() {
    return new SqlDraftStore(sql);
  }

  /** Ends that were ordered here, from the same log. */
  public EndOrders endOrders() {
    return life ->
        orders
            .killOf(life)
            .map(order -> new EndOrders.EndOrder(order.byName(), order.chat(), tellsItsEnd(order)));
  }

  /** An order that was given up is edited no more. */
  private static boolean tellsItsEnd(Order order) {
    return !order.state().isSettled() || order.state() == Order.State.CONFIRMED;
  }

  public DigestStore digests() {
    return new SqlDigestStore(sql);
  }
}
