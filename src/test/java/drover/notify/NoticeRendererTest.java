package drover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.QuietHours;
import drover.access.Role;
import drover.base.Redactor;
import drover.base.Secret;
import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.incident.Incidents;
import drover.incident.Repeats;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Rendering;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.session.Verdict;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.subscription.Wishes;
import drover.testing.Agents;
import drover.testing.DirectTransactor;
import drover.testing.FixedBoard;
import drover.testing.Markup;
import drover.testing.MemoryChats;
import drover.testing.MemoryHistory;
import drover.testing.MemoryIncidents;
import drover.testing.MemoryMutes;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.RecordedNotices;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeRendererTest {
  private static final ChatAddress CHAT = ChatAddress.of(1);
  private static final ChatAddress GROUP = new ChatAddress(-2, 9);
  private static final ChatAddress ESCALATIONS = ChatAddress.of(-77);
  private static final String STALL = "2026-03-02T11:33:00Z";
  private static final String AT = "2026-03-02T11:42:00Z";

  private static final List<String> CARE =
      List.of("Ack", "False alarm", "Snooze 30m", "Snooze 2h", "Until morning");

  private final TestClock clock = TestClock.at("2026-03-02T11:33:05Z");
  private final MemorySubscriptions subscriptions = new MemorySubscriptions();
  private final MemoryIncidents store = new MemoryIncidents();
  private final RecordedNotices notices = new RecordedNotices();
  private final MemoryChats chats = new MemoryChats();
  private final FixedBoard board = new FixedBoard();
  private final Map<AgentLife, EndOrders.EndOrder> orders = new HashMap<>();
  private Capabilities capabilities = Capabilities.all();
  private final MemoryUsers users = new MemoryUsers();
  private final Access access = new Access(users, chats, clock);
  private final MemoryMutes mutes = new MemoryMutes();
  private final Wishes wishes =
      new Wishes(subscriptions, mutes, chats, access, id -> Optional.empty());
  private final MemoryHistory history = new MemoryHistory();
  private final IncidentFacts facts = new IncidentFacts(store, notices, ESCALATIONS, clock);
  private final Incidents incidents =
      new Incidents(
          store, facts, new DirectTransactor(), Repeats.standard(Duration.ofMinutes(30)), clock);
  private final Notifier notifier =
      new Notifier(
          subscriptions, incidents, notices, wishes, () -> Duration.ZERO, new Redactor(List.of()));
  private final NoticeRenderer renderer =
      new NoticeRenderer(
          new NoticeRenderer.Reads(
              board,
              subscriptions,
              history,
              access,
              life -> Optional.ofNullable(orders.get(life)),
              wishes,
              () -> capabilities),
          new NoticeRenderer.Care(store, incidents, facts),
          new Redactor(List.of(new Secret("hunter22"))),
          clock);

  @BeforeEach
  void subscribe() {
    users.grant(new UserId(1), Role.ADMIN);
    subscriptions.put(CHAT, Level.EVERYTHING, new UserId(1), Instant.EPOCH);
    subscriptions.put(GROUP, Level.PROBLEMS, new UserId(1), Instant.EPOCH);
  }

  @Test
  void tellsWhereAnAgentWroteToOperatorsAndGroupsAlone() {
    ChatAddress viewer = ChatAddress.of(5);
    users.grant(new UserId(5), Role.VIEWER);
    subscriptions.put(viewer, Level.EVERYTHING, new UserId(5), Instant.EPOCH);
    subscriptions.put(GROUP, Level.NORMAL, new UserId(1), Instant.EPOCH);
    notifier.on(
        Agents.transition(
            Kind.COMPLETED, 0, AT, session -> session.withOutputPath("/secret/out.md")));

    assertThat(sent("end", CHAT).html()).contains("/secret/out.md");
    assertThat(sent("end", GROUP).html()).contains("/secret/out.md");
    assertThat(sent("end", viewer).html()).contains("Completed").doesNotContain("/secret/out.md");
  }

  @Test
  void offersWhatTheServerCanAndTheStatusAllows() {
    happens(Kind.STALLED, 1, STALL);

    assertThat(agentLabels("stalled")).containsExactly("Kill", "Respawn", "Logs");
    capabilities = new Capabilities(Set.of(Feature.LOGS, Feature.RESPAWN));
    assertThat(agentLabels("stalled")).containsExactly("Respawn", "Logs");
    capabilities = new Capabilities(Set.of());
    assertThat(labels(sent("stalled", CHAT))).containsExactlyElementsOf(CARE);
    capabilities = Capabilities.all();
    board.put(Agents.agent("a1b2c3d4-0000", "n", SessionStatus.FAILED));
    assertThat(agentLabels("stalled")).containsExactly("Respawn", "Logs");
    board.put(Agents.agent("a1b2c3d4-0000", "n", SessionStatus.COMPLETED));
    assertThat(agentLabels("stalled")).containsExactly("Logs");
  }

  @Test
  void countsSilenceUntilTheMomentOfSending() {
    happens(Kind.STALLED, 1, STALL);
    clock.set("2026-03-02T11:52:00Z");

    assertThat(text(sent("stalled", CHAT)))
        .contains("silent for 22 min")
        .contains("happened 11:33");
  }

  @Test
  void keepsSoundForTroubleInQuietHours() {
    chats.setZone(CHAT, ZoneId.of("Europe/Berlin"));
    chats.setQuietHours(CHAT, QuietHours.parse("12:30-13:00").orElseThrow());
    happens(Kind.STALLED, 1, STALL);
    happens(Kind.COMPLETED, 0, AT);

    assertThat(sent("stalled", CHAT).silent()).isFalse();
    assertThat(sent("end", CHAT).silent()).isTrue();
    clock.set("2026-03-02T12:00:00Z");
    assertThat(sent("end", CHAT).silent()).isFalse();
  }

  @Test
  void holdsWhatIsMutedUntilTheMuteEnds() {
    Instant end = Instant.parse("2026-03-02T12:30:00Z");
    mutes.put(new Mute(CHAT, AgentFilter.of("name:constitution*"), end));
    happens(Kind.STALLED, 1, STALL);
    happens(Kind.FAILED, 0, AT);

    assertThat(rendered("end", CHAT)).isEqualTo(new Rendering.Hold(end, "muted"));
    assertThat(rendered("stalled", CHAT)).isEqualTo(new Rendering.Hold(end, "muted"));
    assertThat(text(sent("end", GROUP))).contains("Failed");
    clock.set("2026-03-02T12:30:00Z");
    assertThat(text(sent("end", CHAT))).contains("Failed");
  }

  @Test
  void mutesCriticalAgentsOnlyByName() {
    Instant end = Instant.parse("2026-03-02T12:30:00Z");
    mutes.put(new Mute(CHAT, AgentFilter.ALL, end));
    mutes.put(new Mute(GROUP, AgentFilter.of("constitution"), end));
    notifier.on(Agents.transition(Kind.FAILED, 0, AT, s -> s.withPriority("critical")));

    assertThat(text(sent("end", CHAT))).contains("Failed");
    assertThat(rendered("end", GROUP)).isInstanceOf(Rendering.Hold.class);
  }

  @Test
  void editsTheStallWhenItRecovers() {
    happens(Kind.STALLED, 1, STALL);
    tell("stalled", CHAT, 5);
    happens(Kind.RECOVERED, 1, AT);

    Rendering.Edit edit = edited(CHAT);
    assertThat(edit.target()).isEqualTo(new MessageRef(CHAT, 5));
    assertThat(edit.elseSend()).isFalse();
    assertThat(text(edit.message())).contains("Recovered").contains("recovered after 9 min");
    assertThat(labels(edit.message())).containsExactly("Logs");
  }

  @Test
  void saysNothingOfARecoveryWhoseStallWasNotToldThere() {
    happens(Kind.STALLED, 1, STALL);
    tell("stalled", CHAT, 5);
    happens(Kind.RECOVERED, 1, AT);

    assertThat(notices.kinds(GROUP)).containsExactly("stalled 1");
  }

  @Test
  void tellsTheSecondStallApartFromTheFirst() {
    happens(Kind.STALLED, 1, STALL);
    tell("stalled", CHAT, 5);
    happens(Kind.RECOVERED, 1, AT);
    happens(Kind.STALLED, 2, "2026-03-02T11:50:00Z");
    tell("stalled", CHAT, 6);
    happens(Kind.RECOVERED, 2, "2026-03-02T11:55:00Z");

    assertThat(edited(CHAT).target()).isEqualTo(new MessageRef(CHAT, 6));
  }

  @Test
  void saysNothingMoreToAPersonWhoLostTheRole() {
    happens(Kind.STALLED, 1, STALL);
    tell("stalled", CHAT, 5);
    happens(Kind.RECOVERED, 1, AT);
    happens(Kind.FAILED, 0, AT);

    users.grant(new UserId(1), Role.STRANGER);

    for (String kind : List.of("stalled", "changed", "end")) {
      assertThat(dropped(kind, CHAT)).as(kind).contains("no role");
    }
    assertThat(text(sent("end", GROUP))).isNotEmpty();
  }

  @Test
  void saysAtOnceThatAStallIsOverAndNothingLater() {
    happens(Kind.STALLED, 1, STALL);
    happens(Kind.RECOVERED, 1, AT);
    clock.set("2026-03-02T11:42:30Z");

    OutgoingMessage late = sent("stalled", CHAT);
    assertThat(text(late)).contains("Recovered").contains("after 9 min").contains("11:42");
    assertThat(labels(late)).containsExactly("Logs");
    tell("stalled", CHAT, 5);
    assertThat(notices.kinds(CHAT)).containsExactly("stalled 1");
  }

  @Test
  void saysAtOnceThatAStalledAgentHasEnded() {
    happens(Kind.STALLED, 1, STALL);
    happens(Kind.COMPLETED, 0, AT);

    OutgoingMessage late = sent("stalled", CHAT);
    assertThat(text(late)).contains("No longer stalled").contains("ended: completed, at 11:42");
    assertThat(labels(late)).containsExactly("Logs", "History");
    tell("stalled", CHAT, 5);
    assertThat(notices.kinds(CHAT)).containsExactly("stalled 1", "end 0");
    assertThat(text(sent("end", CHAT))).contains("Completed");
  }

  @Test
  void editsAStallThatWasOnItsWayWhenItRecovered() {
    happens(Kind.STALLED, 1, STALL);
    assertThat(text(sent("stalled", CHAT))).contains("Stalled");
    happens(Kind.RECOVERED, 1, AT);
    assertThat(notices.kinds(CHAT)).containsExactly("stalled 1");
    renderer.told(notices.delivery("stalled", CHAT), new MessageRef(CHAT, 5));

    assertThat(edited(CHAT).target()).isEqualTo(new MessageRef(CHAT, 5));
    assertThat(text(edited(CHAT).message())).contains("Recovered");
  }

  @Test
  void closesTheStallOfAnAgentThatEndsWithoutANewMessage() {
    happens(Kind.STALLED, 1, STALL);
    tell("stalled", CHAT, 5);
    tell("stalled", GROUP, 6);
    happens(Kind.COMPLETED, 0, AT);

    assertThat(text(edited(GROUP).message())).contains("ended: completed, at 11:42");
    assertThat(edited(CHAT).elseSend()).isFalse();
    assertThat(text(sent("end", CHAT))).startsWith("✅ Completed");
    assertThat(notices.kinds(GROUP)).containsExactly("stalled 1", "changed 1000");
  }

  @Test
  void leavesAKillToTheMessageOfItsOrder() {
    Transition end = happens(Kind.TERMINATED, 0, AT);
    orders.put(end.life(), new EndOrders.EndOrder("Anna <b>", CHAT, true));

    assertThat(dropped("end", CHAT)).contains("order");
    assertThat(text(sent("end", GROUP))).startsWith("⚫ Terminated").contains("by Anna <b>");
    orders.clear();
    assertThat(text(sent("end", CHAT))).contains("nobody here ordered it");
  }

  @Test
  void namesTheParentWhenTheBoardKnowsIt() {
    Session.Family family = new Session.Family(new SessionId("f00dbabe-9"), List.of());
    Transition end = Agents.transition(Kind.FAILED, 0, AT, s -> s.withFamily(family));
    notifier.on(end);
    assertThat(text(sent("end", CHAT))).contains("child of f00dbabe");

    board.put(end.after());
    assertThat(text(sent("end", CHAT))).contains("child of f00dbabe");
    board.put(Agents.agent("f00dbabe-9", "Lead hunter22", SessionStatus.WORKING));
    assertThat(text(sent("end", CHAT))).contains("child of Lead ***").doesNotContain("f00dbabe");
  }

  @Test
  void tellsAKillWhoseOrderWasGivenUpAndByWhom() {
    Transition end = happens(Kind.TERMINATED, 0, AT);
    orders.put(end.life(), new EndOrders.EndOrder("Anna", CHAT, false));

    assertThat(text(sent("end", CHAT))).startsWith("⚫ Terminated").contains("by Anna");
  }

  @Test
  void tellsAFailureEvenWhereTheKillWasOrdered() {
    Transition end = happens(Kind.FAILED, 0, AT);
    orders.put(end.life(), new EndOrders.EndOrder("Anna", CHAT, true));

    assertThat(text(sent("end", CHAT))).startsWith("🔴 Failed");
  }

  @Test
  void recordsTheMessagesOfStallsAndFailures() {
    Transition end = happens(Kind.FAILED, 0, AT);
    tell("end", CHAT, 7);

    Incident failure = store.find(end.life().key(), Incident.Kind.FAILURE, 0).orElseThrow();
    assertThat(store.messages(failure.id()))
        .containsExactly(new IncidentStore.Shown(new MessageRef(CHAT, 7), 0));
  }

  @Test
  void findsWordsForAPlainNoticeAndEditsItLater() {
    notifier.plain(Agents.transition(Kind.STALLED, 1, STALL));

    assertThat(text(sent("stalled", CHAT)))
        .isEqualTo("🟡 Stalled · Constitution merge\nno sign of life, says the server\na1b2c3d4");
    tell("stalled", CHAT, 5);
    happens(Kind.RECOVERED, 1, AT);
    assertThat(edited(CHAT).target()).isEqualTo(new MessageRef(CHAT, 5));
  }

  @Test
  void saysThatAStallToldPlainlyIsOver() {
    notifier.plain(Agents.transition(Kind.STALLED, 1, STALL));
    happens(Kind.RECOVERED, 1, AT);

    assertThat(text(sent("stalled", CHAT))).contains("Recovered").contains("11:42");
  }

  @Test
  void findsWordsForEveryPlainNotice() {
    for (Kind kind : List.of(Kind.APPEARED, Kind.COMPLETED)) {
      notifier.plain(Agents.transition(kind, 0, AT));
    }

    assertThat(text(sent("appeared", CHAT))).startsWith("🔵 Started");
    assertThat(text(sent("end", CHAT))).startsWith("✅ Completed");
    assertThat(text(sent("end", GROUP))).startsWith("✅ Completed");
  }

  @Test
  void tellsNoStartOfAnAgentThatIsOver() {
    Transition start = happens(Kind.APPEARED, 0, STALL);
    assertThat(text(sent("appeared", CHAT))).startsWith("🔵 Started");
    Agent agent = start.after();
    Verdict verdict = Verdict.reported(SessionStatus.COMPLETED);

    board.put(new Agent(agent.life(), agent.session(), verdict, null, agent.asOf()));
    assertThat(dropped("appeared", CHAT)).contains("over");

    AgentLife former = new AgentLife(agent.id(), "former");
    board.put(new Agent(former, agent.session(), verdict, null, agent.asOf()));
    assertThat(text(sent("appeared", CHAT))).startsWith("🔵 Started");
  }

  @Test
  void tellsNoMoreToAChatThatUnsubscribed() {
    happens(Kind.STALLED, 1, STALL);
    tell("stalled", CHAT, 5);
    subscriptions.remove(subscriptions.of(CHAT).get(0).id());
    happens(Kind.RECOVERED, 1, AT);

    assertThat(dropped("stalled", CHAT)).contains("unsubscribed");
    assertThat(edited(CHAT).target()).isEqualTo(new MessageRef(CHAT, 5));
  }

  @Test
  void saysWhatMayBeARepeat() {
    happens(Kind.FAILED, 0, AT);
    Delivery delivery = notices.delivery("end", CHAT);
    Delivery again = new Delivery(delivery.id(), delivery.fact(), CHAT, 2, true);

    assertThat(text(message(renderer.render(again)))).endsWith("\n(may be a repeat)");
  }

  @Test
  void readsTimesInTheZoneOfTheChat() {
    chats.setZone(CHAT, ZoneId.of("Asia/Kathmandu"));
    clock.set("2026-03-02T11:50:00Z");
    Transition end = Agents.transition(Kind.COMPLETED, 0, AT);
    notifier.on(Agents.between(end, "2026-03-02T11:30:00Z", AT));

    assertThat(text(sent("end", CHAT))).contains("between 17:15 and 17:27");
    subscriptions.put(GROUP, Level.NORMAL, new UserId(1), Instant.EPOCH);
    notifier.on(Agents.between(end, "2026-03-02T11:30:00Z", AT));
    assertThat(text(sent("end", GROUP))).contains("between 11:30 and 11:42");
  }

  @Test
  void offersRespawnThoughTheBoardDoesNotShowTheEndYet() {
    happens(Kind.FAILED, 0, AT);
    Agent working = Agents.agent("a1b2c3d4-0000", "n", SessionStatus.WORKING);
    board.put(working);
    assertThat(labels(sent("end", CHAT))).containsExactly("Respawn", "Logs", "Ack");

    AgentLife next = new AgentLife(working.id(), "2");
    Verdict verdict = Verdict.reported(SessionStatus.WORKING);
    board.put(new Agent(next, working.session(), verdict, null, working.asOf()));
    assertThat(labels(sent("end", CHAT))).containsExactly("Respawn", "Logs", "Ack");
  }

  @Test
  void dropsWhatNobodyKnows() {
    FactKey key = new FactKey("1#x", "eclipse", 0);
    Fact fact = new Fact(key, Instant.EPOCH, Fact.Urgency.LAST, Map.of());

    assertThat(drop(renderer.render(new Delivery(1, fact, CHAT, 0, false)))).isNotEmpty();
  }

  private Transition happens(Kind kind, int episode, String at) {
    Transition transition = Agents.transition(kind, episode, at);
    notifier.on(transition);
    board.put(transition.after());
    return transition;
  }

  private void tell(String kind, ChatAddress chat, long message) {
    Delivery delivery = notices.delivery(kind, chat);
    assertThat(message(renderer.render(delivery)).html()).isNotEmpty();
    renderer.told(delivery, new MessageRef(chat, message));
  }

  private OutgoingMessage sent(String kind, ChatAddress chat) {
    return message(renderer.render(notices.delivery(kind, chat)));
  }

  private Rendering rendered(String kind, ChatAddress chat) {
    return renderer.render(notices.delivery(kind, chat));
  }

  private Rendering.Edit edited(ChatAddress chat) {
    Rendering rendering = renderer.render(notices.delivery("changed", chat));
    assertThat(rendering).isInstanceOf(Rendering.Edit.class);
    return (Rendering.Edit) rendering;
  }

  private String dropped(String kind, ChatAddress chat) {
    return drop(renderer.render(notices.delivery(kind, chat)));
  }

  private static String drop(Rendering rendering) {
    assertThat(rendering).isInstanceOf(Rendering.Drop.class);
    return ((Rendering.Drop) rendering).reason();
  }

  private static OutgoingMessage message(Rendering rendering) {
    assertThat(rendering).isInstanceOf(Rendering.Send.class);
    return ((Rendering.Send) rendering).message();
  }

  private List<String> agentLabels(String kind) {
    List<String> labels = new ArrayList<>(labels(sent(kind, CHAT)));
    assertThat(labels).endsWith(CARE.toArray(String[]::new));
    labels.removeAll(CARE);
    return labels;
  }

  private static String text(OutgoingMessage message) {
    return Markup.visible(message.html());
  }

  private static List<String> labels(OutgoingMessage message) {
    return message.keyboard().stream().flatMap(List::stream).map(Button::label).toList();
  }
}
