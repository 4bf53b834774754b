package drover.command;

import drover.access.Access;
import drover.access.ChatStore;
import drover.access.Knocks;
import drover.access.Pairing;
import drover.access.Roles;
import drover.access.UserStore;
import drover.base.HealthCheck;
import drover.base.Redactor;
import drover.base.Transactor;
import drover.chat.BotLink;
import drover.chat.ChatAddress;
import drover.chat.Inbox;
import drover.chat.TokenMint;
import drover.digest.Digests;
import drover.history.HistoryStore;
import drover.history.OutageStore;
import drover.incident.FalseAlarms;
import drover.incident.Incidents;
import drover.monitor.Board;
import drover.order.DraftStore;
import drover.order.Lineages;
import drover.order.OrderLog;
import drover.outbox.Answers;
import drover.outbox.GroupPages;
import drover.outbox.Notices;
import drover.session.SessionGateway;
import drover.subscription.MuteStore;
import drover.subscription.SubscriptionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What commands need of the house.
 *
 * @param health read at every {@code /health}, so parts may join it until the program runs
 * @param verifyTimeout how long a kill may take before it is called still alive
 */
public record CommandPorts(
    Chat chat,
    Server server,
    Stores stores,
    Care care,
    Access access,
    People people,
    Digests digests,
    List<HealthCheck> health,
    Redactor redactor,
    Duration verifyTimeout,
    Clock clock) {
  /**
   * The way from and to people.
   *
   * @param release what is held in a chat and topic until a mute ends waits no longer
   * @param reopened a chat and topic takes messages again
   * @param link leads from a group to the private chat
   */
  public record Chat(
      Inbox inbox,
      TokenMint mint,
      Answers answers,
      Notices notices,
      GroupPages groups,
      Consumer<ChatAddress> release,
      Consumer<ChatAddress> reopened,
      BotLink link) {}

  /** What is known of agents, and where to ask. */
  public record Server(Board board, SessionGateway gateway, Lineages lineages) {}

  /** Who may do what, and the ways to a role. */
  public record People(Roles roles, UserStore users, Knocks knocks, Pairing pairing) {}

  /** Whoever takes care of what is wrong. */
  public record Care(Incidents incidents, FalseAlarms falseAlarms) {}

  /**
   * What is kept.
   *
   * @param work whether the database answers; from memory
   */
  public record Stores(
      ChatStore chats,
      SubscriptionStore subscriptions,
      MuteStore mutes,
      HistoryStore history,
      OutageStore outages,
      OrderLog orders,
      DraftStore drafts,
      Transactor transactor,
      BooleanSupplier work) {}
}
