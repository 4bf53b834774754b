package drover.order;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Verdict;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.News;
import drover.subscription.Wishes;
import drover.testing.Agents;
import drover.testing.DeskBoard;
import drover.testing.DeskOrders;
import drover.testing.MemoryChats;
import drover.testing.MemoryMutes;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.TestClock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineagesTest {
  private static final UserId ADA = new UserId(1);
  private static final ChatAddress CHAT = ChatAddress.of(1);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
  private final DeskOrders orders = new DeskOrders();
  private final DeskBoard board = new DeskBoard(clock);
  private final Lineages lineages = new Lineages(orders, board);
  private final MemorySubscriptions subscriptions = new MemorySubscriptions();
  private final Wishes wishes = wishes();

  @Test
  void addsUpWhatAllRunsUsedAndSaysWhenItDoesNotKnow() {
    put("run-1", "Baker", null, 30_000L);
    put("run-2", "Baker", null, 20_000L);
    Agent last = put("run-3", "Baker", null, 5_000L);
    respawned("run-1", "Baker", "run-2");
    respawned("run-2", "Baker", "run-3");

    assertThat(lineages.of(last).before()).containsExactly(life("run-1"), life("run-2"));
    assertThat(lineages.of(last).tokens()).isEqualTo(55_000);
    assertThat(lineages.of(last).whole()).isTrue();
    board.remove("run-1");
    assertThat(lineages.of(last).tokens()).as("remembered from the respawn").isEqualTo(55_000);
    Agent first = put("run-1", "Baker", null, 31_000L);
    assertThat(lineages.of(last).tokens()).as("it went on after it").isEqualTo(56_000);
    assertThat(lineages.of(first).next()).isEqualTo(new SessionId("run-2"));
    assertThat(lineages.of(first).isTold()).isTrue();
    assertThat(lineages.of(put("alone", "Alone", null, 1L)).isTold()).isFalse();
  }

  @Test
  void aRingDoesNotTrapIt() {
    Agent one = put("one", "One", null, 1L);
    put("two", "Two", null, 1L);
    respawned("one", "One", "two");
    respawned("two", "Two", "one");

    assertThat(lineages.of(one).before()).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void whoAskedForTheOldOneHearsOfTheNew() {
    put("run-1", "Baker", null, 1L);
    Agent fresh = put("run-2", "Session 42", null, 1L);
    subscribe("name:baker");
    assertThat(wishes.wanting(newsOf(fresh))).isEmpty();

    respawned("run-1", "Baker", "run-2");
    board.remove("run-1");

    assertThat(wishes.wanting(newsOf(fresh))).containsExactly(CHAT);
  }

  @Test
  void whoAskedForTheChildrenOfTheOldOneHearsOfThoseOfTheNew() {
    put("run-1", "Baker", null, 1L);
    put("run-2", "Session 42", null, 1L);
    Agent child = put("kid-1", "Apprentice", "run-2", 1L);
    subscribe("parent:id:run-1");
    assertThat(wishes.wanting(newsOf(child))).isEmpty();

    respawned("run-1", "Baker", "run-2");

    assertThat(wishes.wanting(newsOf(child))).containsExactly(CHAT);
  }

  private void respawned(String old, String name, String successor) {
    Order order =
        orders.request(
            new Order(
                0,
                Order.Kind.RESPAWN,
                life(old),
                name,
                ADA,
                "Ada",
                CHAT,
                null,
                null,
                Order.State.REQUESTED,
                NOON,
                null,
                null,
                null,
                null));
    lineages.add(order, new SessionId(successor));
  }

  private Agent put(String id, String name, @Nullable String parent, long tokens) {
    SessionId above = parent == null ? null : new SessionId(parent);
    Session session =
        Agents.session(id, name)
            .withTokens(new Session.Tokens(tokens, 50_000L))
            .withFamily(new Session.Family(above, List.of()));
    Agent agent = new Agent(life(id), session, Verdict.reported(SessionStatus.WORKING), null, NOON);
    board.put(agent);
    return agent;
  }

  private News newsOf(Agent agent) {
    return wishes.newsOf(new Transition(Transition.Kind.FAILED, agent, null, 0, NOON, NOON));
  }

  private void subscribe(String filter) {
    var unused = subscriptions.put(CHAT, Level.NORMAL, AgentFilter.of(filter), ADA, NOON);
  }

  private Wishes wishes() {
    MemoryUsers users = new MemoryUsers();
    MemoryChats chats = new MemoryChats();
    users.grant(ADA, Role.ADMIN);
    return new Wishes(
        subscriptions, new MemoryMutes(), chats, new Access(users, chats, clock), lineages);
  }

  private static AgentLife life(String id) {
    return new AgentLife(new SessionId(id), "1");
  }
}
