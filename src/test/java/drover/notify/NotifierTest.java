package drover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.Role;
import drover.base.Redactor;
import drover.base.Secret;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.incident.Incidents;
import drover.incident.Repeats;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Wishes;
import drover.testing.Agents;
import drover.testing.DirectTransactor;
import drover.testing.MemoryChats;
import drover.testing.MemoryIncidents;
import drover.testing.MemoryMutes;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.RecordedNotices;
import drover.testing.TestClock;
import drover.view.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NotifierTest {
  private static final ChatAddress ALL = ChatAddress.of(1);
  private static final ChatAddress USUAL = ChatAddress.of(-2);
  private static final ChatAddress TROUBLE = new ChatAddress(-2, 9);
  private static final UserId ADA = new UserId(1);
  private static final String AT = "2026-03-02T11:42:00Z";

  private final MemorySubscriptions subscriptions = new MemorySubscriptions();
  private final MemoryIncidents incidents = new MemoryIncidents();
  private final RecordedNotices notices = new RecordedNotices();
  private final MemoryUsers users = new MemoryUsers();
  private final MemoryChats chats = new MemoryChats();
  private final Map<SessionId, String> names = new HashMap<>();
  private final TestClock clock = TestClock.at(AT);
  private final Notifier notifier =
      new Notifier(
          subscriptions,
          new Incidents(
              incidents,
              new IncidentFacts(incidents, notices, null, clock),
              new DirectTransactor(),
              Repeats.standard(Duration.ofMinutes(30)),
              clock),
          notices,
          wishes(),
          () -> Duration.ofMinutes(2),
          new Redactor(List.of(new Secret("hunter22"))));

  @BeforeEach
  void subscribe() {
    users.grant(new UserId(1), Role.ADMIN);
    subscriptions.put(ALL, Level.EVERYTHING, new UserId(1), Instant.EPOCH);
    subscriptions.put(USUAL, Level.NORMAL, new UserId(1), Instant.EPOCH);
    subscriptions.put(TROUBLE, Level.PROBLEMS, new UserId(1), Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "APPEARED, 0, appeared 0, '', ''",
    "STALLED, 2, stalled 2, stalled 2, stalled 2",
    "LATE, 0, late 0, late 0, late 0",
    "STUCK_STARTING, 0, stuck-starting 0, stuck-starting 0, stuck-starting 0",
    "TOKENS_LOW, 90, tokens-low 90, tokens-low 90, tokens-low 90",
    "TOKENS_USED_UP, 0, tokens-used-up 0, tokens-used-up 0, tokens-used-up 0",
    "VANISHED, 0, vanished 0, vanished 0, vanished 0",
    "COMPLETED, 0, end 0, end 0, ''",
    "FAILED, 0, end 0, end 0, end 0",
    "TERMINATED, 0, end 0, end 0, end 0",
  })
  void postsToEachLevel(Kind kind, int episode, String all, String usual, String trouble) {
    notifier.on(Agents.transition(kind, episode, AT));

    assertThat(String.join(",", notices.kinds(ALL))).isEqualTo(all);
    assertThat(String.join(",", notices.kinds(USUAL))).isEqualTo(usual);
    assertThat(String.join(",", notices.kinds(TROUBLE))).isEqualTo(trouble);
  }

  @ParameterizedTest
  @CsvSource({
    "APPEARED, LAST",
    "STALLED, FIRST",
    "TOKENS_USED_UP, FIRST",
    "TOKENS_LOW, NORMAL",
    "VANISHED, FIRST",
    "COMPLETED, NORMAL",
    "FAILED, FIRST",
    "TERMINATED, NORMAL"
  })
  void putsTroubleFirst(Kind kind, Fact.Urgency urgency) {
    notifier.on(Agents.transition(kind, 1, AT));

    assertThat(notices.deliveries().get(0).fact().urgency()).isEqualTo(urgency);
  }

  @Test
  void tellsATransitionOnceHoweverOftenItComes() {
    for (int i = 0; i < 3; i++) {
      notifier.on(Agents.transition(Kind.STALLED, 1, AT));
      notifier.on(Agents.transition(Kind.FAILED, 0, AT));
      notifier.on(Agents.transition(Kind.COMPLETED, 0, AT));
      notifier.plain(Agents.transition(Kind.FAILED, 0, AT));
    }

    assertThat(notices.kinds(USUAL)).containsExactly("stalled 1", "end 0");
    assertThat(incidents.allOpen(Incident.Kind.STALL)).isEmpty();
    assertThat(incidents.allOpen(Incident.Kind.FAILURE)).hasSize(1);
  }

  @Test
  void postsToWhoeverNamedTheAgentOrItsParent() {
    ChatAddress builds = ChatAddress.of(-3);
    ChatAddress leads = ChatAddress.of(-4);
    subscriptions.put(builds, Level.NORMAL, AgentFilter.of("name:build*"), ADA, Instant.EPOCH);
    subscriptions.put(leads, Level.NORMAL, AgentFilter.of("parent:lead"), ADA, Instant.EPOCH);
    Session.Family family = new Session.Family(new SessionId("p1"), List.of());
    names.put(new SessionId("p1"), "Lead Writer");

    notifier.on(Agents.transition(Kind.FAILED, 0, AT, s -> s.withFamily(family)));
    assertThat(notices.kinds(builds)).isEmpty();
    assertThat(notices.kinds(leads)).containsExactly("end 0");

    notifier.on(Agents.transition(Kind.STALLED, 1, AT, s -> s.withName("Builder")));
    assertThat(notices.kinds(builds)).containsExactly("stalled 1");
    assertThat(notices.kinds(leads)).containsExactly("end 0");
  }

  @Test
  void tellsOfAChildsCompletionOnlyWhereThatIsSwitchedOn() {
    Session.Family family = new Session.Family(new SessionId("p1"), List.of());
    chats.setChildren(USUAL, true);
    chats.setChildren(TROUBLE, true);

    notifier.on(Agents.transition(Kind.COMPLETED, 0, AT, s -> s.withFamily(family)));

    assertThat(notices.kinds(USUAL)).containsExactly("end 0");
    assertThat(notices.kinds(ALL)).isEmpty();
    assertThat(notices.kinds(TROUBLE)).isEmpty();
  }

  @Test
  void opensAndClosesStallsByTheirEpisode() {
    Transition first = Agents.transition(Kind.STALLED, 1, "2026-03-02T11:33:00Z");
    notifier.on(first);
    notifier.on(Agents.transition(Kind.RECOVERED, 1, AT));
    notifier.on(Agents.transition(Kind.STALLED, 2, "2026-03-02T11:50:00Z"));

    Incident closed = incidents.find(first.life().key(), Incident.Kind.STALL, 1).orElseThrow();
    assertThat(closed.closing())
        .isEqualTo(Incident.Closing.of(Instant.parse(AT), Incident.Closing.RECOVERED));
    assertThat(closed.openedAt()).isEqualTo("2026-03-02T11:33:00Z");
    assertThat(incidents.open(first.life().key()))
        .extracting(Incident::episode)
        .containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "TERMINATED", "VANISHED"})
  void closesAnOpenStallWithTheEndAndEditsItsMessagesLast(Kind end) {
    Transition stall = Agents.transition(Kind.STALLED, 1, "2026-03-02T11:33:00Z");
    notifier.on(stall);
    tellStall(stall, USUAL);

    notifier.on(Agents.transition(end, 0, AT));

    assertThat(incidents.allOpen(Incident.Kind.STALL)).isEmpty();
    assertThat(notices.kinds(USUAL)).contains("changed 1000");
    assertThat(notices.kinds(ALL)).doesNotContain("changed 1000");
    assertThat(notices.delivery("changed", USUAL).fact().urgency()).isEqualTo(Fact.Urgency.LAST);
  }

  @Test
  void editsEachMessageOfAStallByAFactOfItsOwn() {
    Transition stall = Agents.transition(Kind.STALLED, 1, "2026-03-02T11:33:00Z");
    notifier.on(stall);
    tellStall(stall, USUAL, 5);
    tellStall(stall, USUAL, 6);
    tellStall(stall, ALL, 7);

    notifier.on(Agents.transition(Kind.RECOVERED, 1, AT));

    assertThat(notices.kinds(USUAL)).containsExactly("stalled 1", "changed 1000", "changed 1001");
    assertThat(notices.kinds(ALL)).containsExactly("stalled 1", "changed 1000");
    assertThat(notices.kinds(TROUBLE)).containsExactly("stalled 1");
  }

  @Test
  void reachesTheMessageOfAChatThatUnsubscribed() {
    Transition stall = Agents.transition(Kind.STALLED, 1, "2026-03-02T11:33:00Z");
    notifier.on(stall);
    tellStall(stall, USUAL);
    subscriptions.remove(subscriptions.of(USUAL).get(0).id());

    notifier.on(Agents.transition(Kind.RECOVERED, 1, AT));

    assertThat(notices.kinds(USUAL)).containsExactly("stalled 1", "changed 1000");
  }

  @Test
  void asksAgainOnlyForStallsOfWhatMatters() {
    for (String priority : List.of("critical", "high", "normal", "low", "urgent!")) {
      Transition stall =
          Agents.transition(
              Kind.STALLED,
              1,
              AT,
              session ->
                  Agents.session(priority, priority).withStatus("stalled").withPriority(priority));
      notifier.on(stall);
    }

    assertThat(incidents.due(Instant.parse("2026-03-02T11:57:00Z"), 9))
        .extracting(incident -> incident.data().get("priority"))
        .containsExactly("critical", "high");
    assertThat(incidents.due(Instant.parse("2026-03-02T11:56:59Z"), 9)).isEmpty();
  }

  @Test
  void keepsAllThatTheWordsWillNeed() {
    notifier.on(
        Agents.between(
            Agents.transition(
                Kind.FAILED,
                0,
                AT,
                s ->
                    s.withError("key hunter22 was refused")
                        .withOutputPath("/out/hunter22")
                        .withPriority("critical")
                        .withFamily(
                            new Session.Family(new SessionId("parent-0001-0002"), List.of()))),
            "2026-03-02T11:30:00Z",
            AT));

    Notice notice = NoticeData.read(notices.delivery("end", USUAL).fact());
    assertThat(notice.kind()).isEqualTo(Kind.FAILED);
    assertThat(notice.life().session().value()).isEqualTo("a1b2c3d4-0000");
    assertThat(notice.name()).isEqualTo("Constitution merge");
    assertThat(notice.task()).isEqualTo("Merge the drafts of the constitution");
    assertThat(notice.error()).isEqualTo("key *** was refused");
    assertThat(notice.outputPath()).isEqualTo("/out/***");
    assertThat(notice.named()).isTrue();
    assertThat(notice.times().start()).isEqualTo("2026-03-02T10:58:00Z");
    assertThat(notice.times().lasted()).isEqualTo(Duration.ofMinutes(42));
    assertThat(notice.times().silentSince()).isEqualTo("2026-03-02T11:28:00Z");
    assertThat(notice.tokens().used()).isEqualTo(24_100L);
    assertThat(notice.tokens().limit()).isEqualTo(50_000L);
    assertThat(notice.priority()).isEqualTo("critical");
    assertThat(notice.parent().id()).isEqualTo("parent-0");
    assertThat(notice.times().earliest()).isEqualTo("2026-03-02T11:30:00Z");
    assertThat(notice.times().latest()).isEqualTo(AT);
  }

  @Test
  void keepsFactsSmallWhateverAServerSends() {
    String huge = "💥\u202e<b>".repeat(20_000);
    notifier.on(
        Agents.transition(
            Kind.FAILED,
            0,
            AT,
            s ->
                s.withName(huge)
                    .withTask(huge)
                    .withError(huge)
                    .withOutputPath(huge)
                    .withPriority(huge)
                    .withFamily(new Session.Family(new SessionId(huge), List.of()))));

    Delivery delivery = notices.delivery("end", USUAL);
    int size = delivery.fact().data().values().stream().mapToInt(String::length).sum();
    assertThat(size).isLessThan(6_000);
  }

  @Test
  void saysTheLeastPlainly() {
    notifier.plain(Agents.transition(Kind.STALLED, 3, AT, s -> s.withName("hunter22")));
    notifier.plain(Agents.transition(Kind.APPEARED, 0, AT));

    assertThat(notices.kinds(ALL)).containsExactly("stalled 3", "appeared 0");
    assertThat(notices.kinds(TROUBLE)).containsExactly("stalled 3");
    assertThat(incidents.allOpen(Incident.Kind.STALL)).isEmpty();
    Notice notice = NoticeData.read(notices.delivery("stalled", USUAL).fact());
    assertThat(notice.name()).isEqualTo("***");
    assertThat(notice.times().latest()).isEqualTo(AT);
    assertThat(notice.priority()).isEqualTo("normal");
  }

  @Test
  void postsNothingToAPersonWhoLostTheRoleThoughSubscribed() {
    users.grant(new UserId(1), Role.STRANGER);

    notifier.on(Agents.transition(Kind.STALLED, 1, AT));
    notifier.on(Agents.transition(Kind.COMPLETED, 0, AT));

    assertThat(notices.kinds(ALL)).isEmpty();
    assertThat(notices.kinds(USUAL)).containsExactly("stalled 1", "end 0");
  }

  @Test
  void postsNothingWhenNobodySubscribed() {
    for (ChatAddress chat : List.of(ALL, USUAL, TROUBLE)) {
      subscriptions.remove(subscriptions.of(chat).get(0).id());
    }

    notifier.on(Agents.transition(Kind.STALLED, 1, AT));
    notifier.on(Agents.transition(Kind.COMPLETED, 0, AT));

    assertThat(notices.deliveries()).isEmpty();
    assertThat(incidents.allOpen(Incident.Kind.STALL)).isEmpty();
  }

  private void tellStall(Transition stall, ChatAddress chat) {
    tellStall(stall, chat, 5);
  }

  private void tellStall(Transition stall, ChatAddress chat, long message) {
    Incident incident = incidents.open(stall.life().key()).get(0);
    assertThat(incidents.shown(incident.id(), new MessageRef(chat, message), 0)).isPresent();
  }

  private Wishes wishes() {
    return new Wishes(
        subscriptions,
        new MemoryMutes(),
        chats,
        new Access(users, chats, TestClock.at(AT)),
        id -> Optional.ofNullable(names.get(id)));
  }
}
