package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.incident.Incident.Care;
import drover.incident.Incident.Closing;
import drover.incident.Incident.Kind;
import drover.incident.IncidentStore;
import drover.incident.IncidentStore.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentStore} keeps to. */
public abstract class IncidentStoreContract {
  protected static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  protected static final ChatAddress CHAT = ChatAddress.of(7);
  protected static final ChatAddress GROUP = ChatAddress.of(-100);
  protected static final ChatAddress TOPIC = new ChatAddress(-100, 3);
  protected static final UserId ANNA = new UserId(1);

  protected IncidentStore incidents;

  /** An empty one, for one test. */
  protected abstract IncidentStore create();

  @BeforeEach
  final void begin() {
    incidents = create();
  }

  @Test
  void opensEachEpisodeOnce() {
    Map<String, String> data = Map.of("name", "<Scribe> ☃", "", "");
    Care care = Care.due(plus(15), plus(30));
    Incident first = incidents.open("1#s", Kind.STALL, 1, NOON, data, care);
    Incident again = incidents.open("1#s", Kind.STALL, 1, plus(60), Map.of(), Care.NONE);

    assertThat(again).isEqualTo(first);
    assertThat(first)
        .isEqualTo(new Incident(first.id(), "1#s", Kind.STALL, 1, NOON, data, 0, care, null));
    assertThat(incidents.find(first.id())).contains(first);
    assertThat(incidents.find("1#s", Kind.STALL, 1)).contains(first);
    assertThat(incidents.find("1#s", Kind.STALL, 2)).isEmpty();
    assertThat(incidents.find("1#s", Kind.FAILURE, 1)).isEmpty();
    assertThat(incidents.find("2#s", Kind.STALL, 1)).isEmpty();
    assertThat(incidents.find(first.id() + 1)).isEmpty();
  }

  @Test
  void keepsOutagesOfTheServerByTheirBeginning() {
    long second = 4_000_000_000L;
    Incident outage = open(Incident.SERVER, Kind.OUTAGE, second, NOON);

    assertThat(incidents.find(Incident.SERVER, Kind.OUTAGE, second)).contains(outage);
    assertThat(outage.isOfServer()).isTrue();
  }

  @Test
  void closesOnceAndStaysAsItClosed() {
    Incident stall = open(Care.due(plus(15), plus(30)));
    Closing closing = new Closing(plus(9), Closing.FALSE_ALARM, "Anna", "600");

    assertThat(incidents.close(stall.id(), closing, null)).isTrue();
    assertThat(incidents.close(stall.id(), Closing.of(plus(10), "failed"), null)).isFalse();
    assertThat(incidents.close(stall.id() + 1, closing, null)).isFalse();

    Incident closed = now(stall);
    assertThat(closed.closing()).isEqualTo(closing);
    assertThat(closed.version()).isEqualTo(1);
    assertThat(closed.care()).isEqualTo(Care.NONE);
    assertThat(incidents.ack(stall.id(), ack())).isFalse();
    assertThat(incidents.snooze(stall.id(), snooze(60), null)).isFalse();
    assertThat(incidents.due(plus(9999), 9)).isEmpty();
    assertThat(now(stall)).isEqualTo(closed);
  }

  @Test
  void isAckedOnceAndThenNeverDue() {
    Incident stall = open(Care.due(plus(15), plus(30)));
    assertThat(incidents.snooze(stall.id(), snooze(60), plus(90))).isTrue();

    assertThat(incidents.ack(stall.id(), ack())).isTrue();
    assertThat(incidents.ack(stall.id(), new Incident.Ack(new UserId(2), "Ben", NOON))).isFalse();
    assertThat(incidents.snooze(stall.id(), snooze(60), null)).isFalse();

    Incident acked = now(stall);
    assertThat(acked.care()).isEqualTo(new Care(ack(), null, 0, null, null, null));
    assertThat(acked.version()).isEqualTo(2);
    assertThat(acked.isOpen()).isTrue();
    assertThat(incidents.due(plus(9999), 9)).isEmpty();
  }

  @Test
  void aSnoozeMovesBothDueTimesAndTheLastOneCounts() {
    Incident stall = open(Care.due(plus(15), plus(30)));

    assertThat(incidents.snooze(stall.id(), snooze(100), plus(130))).isTrue();
    assertThat(incidents.snooze(stall.id(), snooze(60), plus(90))).isTrue();

    Care care = now(stall).care();
    assertThat(care).isEqualTo(new Care(null, snooze(60), 0, plus(60), plus(90), null));
    assertThat(now(stall).version()).isEqualTo(2);
    assertThat(incidents.due(plus(59), 9)).isEmpty();
    assertThat(incidents.due(plus(60), 9)).containsExactly(now(stall));
  }

  @Test
  void tellsWhatIsDueLongestFirstAndNoMoreThanAsked() {
    Incident escalation = open("1#a", Kind.STALL, 1, NOON, Care.due(null, plus(10)));
    Incident both = open("1#b", Kind.STALL, 1, NOON, Care.due(plus(5), plus(20)));
    Incident later = open("1#c", Kind.STALL, 1, NOON, Care.due(plus(11), null));
    Incident never = open("1#d", Kind.STALL, 1, NOON, Care.NONE);

    assertThat(incidents.due(plus(10), 9)).containsExactly(both, escalation);
    assertThat(incidents.due(plus(99), 9)).containsExactly(both, escalation, later);
    assertThat(incidents.due(plus(99), 2)).containsExactly(both, escalation);
    assertThat(never.isOpen()).isTrue();
  }

  @Test
  void repeatsEachDueTimeOnceAndEndsASnoozeWithIt() {
    Incident stall = open(Care.due(plus(15), plus(30)));
    assertThat(incidents.repeat(stall, plus(75))).isTrue();
    assertThat(incidents.repeat(stall, plus(75))).isFalse();
    assertThat(now(stall).care()).isEqualTo(new Care(null, null, 1, plus(75), plus(30), null));
    assertThat(now(stall).version()).isZero();

    assertThat(incidents.snooze(stall.id(), snooze(60), plus(90))).isTrue();
    Incident snoozed = now(stall);
    assertThat(incidents.repeat(stall, plus(200))).isFalse();
    assertThat(incidents.repeat(snoozed, null)).isTrue();
    assertThat(now(stall).care()).isEqualTo(new Care(null, null, 2, null, plus(90), null));
    assertThat(now(stall).version()).isEqualTo(2);
  }

  @Test
  void nothingIsRepeatedOrEscalatedThatWasAckedOrClosedMeanwhile() {
    Incident acked = open("1#a", Kind.STALL, 1, NOON, Care.due(plus(1), plus(1)));
    Incident closed = open("1#b", Kind.STALL, 1, NOON, Care.due(plus(1), plus(1)));
    Incident snoozed = open("1#c", Kind.STALL, 1, NOON, Care.due(plus(1), plus(1)));
    assertThat(incidents.ack(acked.id(), ack())).isTrue();
    assertThat(incidents.close(closed.id(), Closing.of(NOON, "recovered"), plus(1))).isTrue();
    assertThat(incidents.snooze(snoozed.id(), snooze(60), plus(60))).isTrue();

    for (Incident read : List.of(acked, closed, snoozed)) {
      assertThat(incidents.repeat(read, plus(9))).isFalse();
      assertThat(incidents.escalate(read, plus(9))).isFalse();
    }
  }

  @Test
  void escalatesOnce() {
    Incident stall = open(Care.due(plus(15), plus(30)));

    assertThat(incidents.escalate(stall, plus(31))).isTrue();
    assertThat(incidents.escalate(stall, plus(32))).isFalse();

    assertThat(now(stall).care()).isEqualTo(new Care(null, null, 0, plus(15), null, plus(31)));
  }

  @Test
  void revisitsWhatClosedOnce() {
    Incident outage = open(Incident.SERVER, Kind.OUTAGE, 7, NOON);
    assertThat(incidents.revisit(outage)).isFalse();
    assertThat(incidents.close(outage.id(), Closing.of(plus(9), "back"), plus(29))).isTrue();
    Incident closed = now(outage);
    assertThat(incidents.due(plus(29), 9)).containsExactly(closed);

    assertThat(incidents.revisit(closed)).isTrue();
    assertThat(incidents.revisit(closed)).isFalse();

    assertThat(now(outage).version()).isEqualTo(2);
    assertThat(incidents.due(plus(9999), 9)).isEmpty();
  }

  @Test
  void listsWhatIsOpenOldestFirst() {
    Incident late = open("1#s", Kind.STALL, 2, plus(60));
    Incident failure = open("1#s", Kind.FAILURE, 0, NOON);
    Incident other = open("2#s", Kind.STALL, 1, plus(30));
    Incident closed = open("1#s", Kind.STALL, 1, NOON);
    assertThat(incidents.close(closed.id(), Closing.of(NOON, "recovered"), null)).isTrue();

    assertThat(incidents.open("1#s")).containsExactly(failure, late);
    assertThat(incidents.open("2#s")).containsExactly(other);
    assertThat(incidents.allOpen(Kind.STALL)).containsExactly(other, late);
    assertThat(incidents.allOpen(Kind.FAILURE)).containsExactly(failure);
    assertThat(incidents.allOpen(Kind.OUTAGE)).isEmpty();
  }

  @Test
  void knowsWhichFailuresSomebodyTookCareOf() {
    Incident acked = open("1#acked", Kind.FAILURE, 0, NOON);
    Incident respawned = open("1#respawned", Kind.FAILURE, 0, NOON);
    Incident open = open("1#open", Kind.FAILURE, 0, NOON);
    Incident stall = open("1#stall", Kind.STALL, 1, NOON);
    assertThat(incidents.ack(acked.id(), ack())).isTrue();
    assertThat(incidents.ack(stall.id(), ack())).isTrue();
    assertThat(incidents.close(respawned.id(), Closing.of(NOON, Closing.RESPAWNED), null)).isTrue();

    assertThat(incidents.ackedFailures()).containsExactlyInAnyOrder("1#acked", "1#respawned");
    assertThat(open.isOpen()).isTrue();
  }

  @Test
  void keepsEachMessageOnceInTheirOrderWithTheNewestVersionItShows() {
    long id = open(Care.NONE).id();
    List<MessageRef> messages =
        List.of(new MessageRef(TOPIC, 9), new MessageRef(CHAT, 3), new MessageRef(CHAT, 4));

    messages.forEach(m -> assertThat(incidents.shown(id, m, 1)).isPresent());
    messages.forEach(m -> assertThat(incidents.shown(id, m, 0)).isPresent());
    assertThat(incidents.shown(id, messages.get(1), 2)).contains(incidents.find(id).orElseThrow());

    assertThat(incidents.messages(id))
        .containsExactly(
            new Shown(messages.get(0), 1),
            new Shown(messages.get(1), 2),
            new Shown(messages.get(2), 1));
    assertThat(incidents.messages(id + 1)).isEmpty();
    assertThat(incidents.shown(id + 1, messages.get(0), 0)).isEmpty();
    assertThat(incidents.messages(id + 1)).isEmpty();
  }

  @Test
  void forgetsAMessageInEveryIncidentWhateverTheTopic() {
    long first = open("1#a", Kind.STALL, 1, NOON).id();
    long second = open("1#b", Kind.STALL, 1, NOON).id();
    assertThat(incidents.shown(first, new MessageRef(TOPIC, 9), 0)).isPresent();
    assertThat(incidents.shown(second, new MessageRef(TOPIC, 9), 0)).isPresent();
    assertThat(incidents.shown(second, new MessageRef(CHAT, 9), 0)).isPresent();

    incidents.forgetMessage(new MessageRef(GROUP, 9));

    assertThat(incidents.messages(first)).isEmpty();
    assertThat(incidents.messages(second)).containsExactly(new Shown(new MessageRef(CHAT, 9), 0));
  }

  protected final Incident open(Care care) {
    return open("1#s", Kind.STALL, 1, NOON, care);
  }

  private Incident open(String subject, Kind kind, long episode, Instant at) {
    return open(subject, kind, episode, at, Care.NONE);
  }

  private Incident open(String subject, Kind kind, long episode, Instant at, Care care) {
    return incidents.open(subject, kind, episode, at, Map.of(), care);
  }

  private Incident now(Incident incident) {
    return incidents.find(incident.id()).orElseThrow();
  }

  protected static Incident.Ack ack() {
    return new Incident.Ack(ANNA, "Anna", NOON);
  }

  private static Incident.Snooze snooze(long minutes) {
    return new Incident.Snooze(ANNA, "Anna", plus(minutes));
  }

  /** So many minutes after noon. */
  protected static Instant plus(long minutes) {
    return NOON.plusSeconds(60 * minutes);
  }
}
