package drover.digest;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.Role;
import drover.base.Redactor;
import drover.base.Secret;
import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.history.HistoryEntry;
import drover.outbox.Delivery;
import drover.outbox.Rendering;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.testing.Agents;
import drover.testing.FixedBoard;
import drover.testing.Markup;
import drover.testing.MemoryChats;
import drover.testing.MemoryDigests;
import drover.testing.MemoryHistory;
import drover.testing.MemoryUsers;
import drover.testing.RecordedNotices;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private static final ChatAddress CHAT = ChatAddress.of(1);
  private static final ChatAddress TOPIC = new ChatAddress(-2, 9);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final TestClock clock = TestClock.at("2026-03-02T07:00:00Z");
  private final MemoryDigests store = new MemoryDigests();
  private final MemoryHistory history = new MemoryHistory();
  private final FixedBoard board = new FixedBoard();
  private final RecordedNotices notices = new RecordedNotices();
  private final MemoryChats chats = new MemoryChats();
  private final MemoryUsers users = new MemoryUsers();
  private final Access access = new Access(users, chats, clock);
  private final DigestComposer composer =
      new DigestComposer(
          board,
          history,
          access,
          new Redactor(List.of(new Secret("hunter22"))),
          () -> Duration.ZERO,
          clock);
  private final Digests digests =
      new Digests(store, composer, notices, new DirectTransactor(), clock);

  @BeforeEach
  void grant() {
    users.grant(new UserId(1), Role.VIEWER);
  }

  @Test
  void aPersonWhoLostTheRoleGetsNoDigest() {
    digests.plan(CHAT, "09:00", BERLIN);
    clock.set("2026-03-02T08:00:05Z");
    digests.run();

    users.grant(new UserId(1), Role.STRANGER);

    assertThat(rendering(notices.deliveries().get(0))).isInstanceOf(Rendering.Drop.class);
  }

  @Test
  void planIsReadInTheZoneOfTheChat() {
    PlanOutcome outcome = digests.plan(CHAT, " 9:00 Mon-Fri", BERLIN);

    assertThat(outcome.kind()).isEqualTo(PlanOutcome.Kind.PLANNED);
    assertThat(outcome.plan())
        .isEqualTo(
            new DigestPlan(
                CHAT, "09:00 mon-fri", BERLIN, Instant.parse("2026-03-02T08:00:00Z"), null));
    assertThat(digests.plan(CHAT, "", BERLIN).plan()).isEqualTo(outcome.plan());
  }

  @Test
  void keepsTheOldPlanWhenTheNewOneCannotBeRead() {
    digests.plan(CHAT, "09:00", BERLIN);

    PlanOutcome outcome = digests.plan(CHAT, "every <b>5 min", BERLIN);

    assertThat(outcome.kind()).isEqualTo(PlanOutcome.Kind.REFUSED);
    assertThat(outcome.plan()).isNotNull();
    assertThat(store.of(CHAT)).isPresent();
    assertThat(digests.plan(CHAT, "9 o'clock <b>", BERLIN).trouble())
        .isEqualTo("I can't read that as a time.");
  }

  @Test
  void switchesOffOnce() {
    digests.plan(CHAT, "09:00", BERLIN);

    assertThat(digests.plan(CHAT, "OFF", BERLIN).kind()).isEqualTo(PlanOutcome.Kind.REMOVED);
    assertThat(digests.plan(CHAT, "off", BERLIN).kind()).isEqualTo(PlanOutcome.Kind.UNCHANGED);
    assertThat(digests.plan(CHAT, "", BERLIN).plan()).isNull();
  }

  @Test
  void postsWhatIsDueOnce() {
    digests.plan(CHAT, "09:00", BERLIN);
    digests.plan(TOPIC, "10:00", BERLIN);
    digests.run();
    assertThat(notices.deliveries()).isEmpty();

    clock.set("2026-03-02T08:00:05Z");
    digests.run();
    digests.run();

    assertThat(notices.kinds(CHAT)).containsExactly("digest 1772438400");
    assertThat(notices.kinds(TOPIC)).isEmpty();
    assertThat(store.of(CHAT).orElseThrow().nextDue()).isEqualTo("2026-03-03T08:00:00Z");
  }

  @Test
  void postsSeveralMissedOnesAsOneAndSaysThatItIsLate() {
    digests.plan(CHAT, "09:00", BERLIN);
    clock.set("2026-03-05T17:00:00Z");

    digests.run();
    digests.run();

    assertThat(notices.kinds(CHAT)).hasSize(1);
    assertThat(store.of(CHAT).orElseThrow().nextDue()).isEqualTo("2026-03-06T08:00:00Z");
    assertThat(text(render(notices.deliveries().get(0))))
        .contains("late: due 2 Mar 08:00, sent 17:00");
  }

  @Test
  void aBrokenPlanKeepsNoOtherFromItsDigest() {
    store.put(new DigestPlan(TOPIC, "nonsense", BERLIN, clock.instant(), null));
    digests.plan(CHAT, "09:00", BERLIN);
    clock.set("2026-03-02T08:00:00Z");

    digests.run();

    assertThat(notices.kinds(CHAT)).hasSize(1);
    assertThat(notices.kinds(TOPIC)).isEmpty();
  }

  @Test
  void followsTheChatIntoAnotherZone() {
    digests.plan(CHAT, "09:00", BERLIN);

    digests.zoneChanged(CHAT, ZoneId.of("America/New_York"));
    digests.zoneChanged(TOPIC, BERLIN);

    DigestPlan plan = store.of(CHAT).orElseThrow();
    assertThat(plan.nextDue()).isEqualTo("2026-03-02T14:00:00Z");
    assertThat(plan.zone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(store.of(TOPIC)).isEmpty();
  }

  @Test
  void losesNoDueDigestToAChangeOfZone() {
    digests.plan(CHAT, "09:00", BERLIN);
    clock.set("2026-03-02T08:00:03Z");

    digests.zoneChanged(CHAT, ZoneId.of("America/New_York"));
    digests.run();

    assertThat(notices.kinds(CHAT)).hasSize(1);
    assertThat(store.of(CHAT).orElseThrow().nextDue()).isEqualTo("2026-03-02T14:00:00Z");
  }

  @Test
  void tellsEachEndInOneDigestOnly() {
    digests.plan(CHAT, "every 1h", BERLIN);
    ended("first", "2026-03-02T07:59:00Z");
    run("2026-03-02T08:00:07Z");
    ended("between", "2026-03-02T08:00:03Z");
    ended("second", "2026-03-02T08:30:00Z");
    String first = text(render(notices.deliveries().get(0)));
    sentAll();
    run("2026-03-02T09:00:01Z");

    assertThat(first).contains("first", "between").doesNotContain("second");
    assertThat(text(render(notices.deliveries().get(1))))
        .contains("second")
        .doesNotContain("first", "between")
        .contains("since 08:00");
  }

  @Test
  void makesOneOfThoseThatPiledUp() {
    digests.plan(CHAT, "every 1h", BERLIN);
    run("2026-03-02T08:00:00Z");
    sentAll();
    for (String due : List.of("09", "10", "11")) {
      ended("ended-" + due, "2026-03-02T" + due + ":00:00Z");
      run("2026-03-02T" + due + ":00:05Z");
    }

    List<Delivery> waiting = notices.deliveries();
    assertThat(rendering(waiting.get(1))).isInstanceOf(Rendering.Drop.class);
    assertThat(rendering(waiting.get(2))).isInstanceOf(Rendering.Drop.class);
    assertThat(text(render(waiting.get(3)))).contains("ended-09", "ended-10", "ended-11");
  }

  @Test
  void dropsTheDigestOfAPlanThatIsGone() {
    digests.plan(CHAT, "09:00", BERLIN);
    run("2026-03-02T08:00:00Z");
    digests.plan(CHAT, "off", BERLIN);

    assertThat(rendering(notices.deliveries().get(0))).isInstanceOf(Rendering.Drop.class);
  }

  @Test
  void comesNowWithoutAPlanAndHidesSecrets() {
    board.put(Agents.agent("a", "hunter22 agent", SessionStatus.WORKING));

    String text = text(digests.now(CHAT));

    assertThat(text).contains("*** agent").contains("since 1 Mar 07:00");
  }

  private void run(String at) {
    clock.set(at);
    digests.run();
  }

  private void sentAll() {
    for (Delivery delivery : notices.deliveries()) {
      notices.markSent(delivery, new MessageRef(delivery.to(), 1));
    }
  }

  private void ended(String name, String at) {
    Instant time = Instant.parse(at);
    AgentLife life = new AgentLife(new SessionId(name), "1");
    history.append(new HistoryEntry(life, name, "completed", time, time, null, null, null, 60L));
  }

  private Rendering rendering(Delivery delivery) {
    return new DigestRenderer(composer, store, access, notices::find, notices::wasTold, clock)
        .render(delivery);
  }

  private OutgoingMessage render(Delivery delivery) {
    return ((Rendering.Send) rendering(delivery)).message();
  }

  @Test
  void tellsAnEndThatWasRecordedOnlyAfterAnOutage() {
    MemoryHistory late = new MemoryHistory(clock);
    DigestComposer digest =
        new DigestComposer(
            board,
            late,
            new Access(new MemoryUsers(), chats, clock),
            new Redactor(List.of()),
            () -> Duration.ZERO,
            clock);
    Instant end = Instant.parse("2026-03-02T06:00:00Z");
    clock.set("2026-03-02T09:30:00Z");
    late.append(
        new HistoryEntry(
            new AgentLife(new SessionId("s"), "1"),
            "Slow one",
            "completed",
            end,
            end,
            null,
            null,
            null,
            60L));
    Instant nine = Instant.parse("2026-03-02T09:00:00Z");
    clock.set("2026-03-02T10:00:00Z");

    assertThat(text(digest.compose(CHAT, end, nine, null))).doesNotContain("Slow one");
    assertThat(text(digest.compose(CHAT, nine, clock.instant(), null))).contains("Slow one");
  }

  private static String text(OutgoingMessage message) {
    return Markup.visible(message.html());
  }

  /** Runs the work at once, as if it always committed. */
  private static final class DirectTransactor implements Transactor {
    @Override
    public <T> T call(Supplier<T> work) {
      return work.get();
    }

    @Override
    public void afterCommit(Runnable action) {
      action.run();
    }
  }
}
