package drover.incident;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.UserId;
import drover.incident.Incident.Closing;
import drover.incident.Incident.Kind;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.testing.DirectTransactor;
import drover.testing.MemoryIncidents;
import drover.testing.RecordedIncidentNews;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentsTest {
  private static final UserId ANNA = new UserId(1);
  private static final AgentLife LIFE = new AgentLife(new SessionId("s"), "1");

  private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
  private final MemoryIncidents store = new MemoryIncidents();
  private final RecordedIncidentNews news = new RecordedIncidentNews();
  private final Incidents incidents =
      new Incidents(
          store, news, new DirectTransactor(), Repeats.standard(Duration.ofMinutes(30)), clock);

  @ParameterizedTest
  @ValueSource(strings = {"critical", "high"})
  void tellsAgainWhatMattersLessAndLessOften(String priority) {
    open(priority);
    news.canEscalate(false);

    assertThat(told(14)).isEmpty();
    assertThat(told(1)).containsExactly("again 1 #1");
    assertThat(told(59)).isEmpty();
    assertThat(told(1)).containsExactly("again 1 #2");
    assertThat(told(120)).containsExactly("again 1 #3");
    assertThat(told(240)).containsExactly("again 1 #4");
    assertThat(told(479)).isEmpty();
    assertThat(told(1)).containsExactly("again 1 #5");
    assertThat(told(480)).containsExactly("again 1 #6");
  }

  @Test
  void neverTellsAgainWhatMattersLess() {
    open("normal");

    assertThat(told(10_000)).isEmpty();
  }

  @Test
  void escalatesOnceHalfAnHourAfterTheBeginning() {
    open("critical");
    assertThat(told(15)).containsExactly("again 1 #1");
    assertThat(told(14)).isEmpty();

    assertThat(told(1)).containsExactly("escalated 1");
    assertThat(told(1)).isEmpty();
    assertThat(told(10_000)).containsExactly("again 1 #2");
  }

  @Test
  void givesPeopleTheirTimeWithAStallThatIsFoundLate() {
    Instant began = clock.instant().minus(Duration.ofMinutes(50));
    Map<String, String> data = Map.of(Incidents.PRIORITY, "critical");

    Incident late = incidents.open(LIFE.key(), Kind.STALL, 1, began, data);

    assertThat(late.openedAt()).isEqualTo(began);
    assertThat(late.knownSince()).isEqualTo(clock.instant());
    assertThat(told(14)).isEmpty();
    assertThat(told(1)).containsExactly("again 1 #1");
    assertThat(told(14)).isEmpty();
    assertThat(told(1)).containsExactly("escalated 1");
  }

  @Test
  void tellsWhatBecameDueWhileItWasAwayOnceEach() {
    open("critical");

    assertThat(told(600)).containsExactly("again 1 #1", "escalated 1");
    assertThat(told(0)).isEmpty();
    assertThat(told(60)).containsExactly("again 1 #2");
  }

  @Test
  void anAckEndsAllReminders() {
    Incident stall = open("critical");

    Incidents.Outcome acked = incidents.ack(stall.id(), ANNA, "Anna");

    assertThat(acked.done()).isTrue();
    assertThat(news.take()).containsExactly("changed 1 v1");
    assertThat(incidents.ack(stall.id(), new UserId(2), "Ben").done()).isFalse();
    assertThat(told(10_000)).isEmpty();
  }

  @Test
  void anAckCountsForOneStallOnly() {
    Incident first = open("critical");
    assertThat(incidents.ack(first.id(), ANNA, "Anna").done()).isTrue();
    assertThat(incidents.close(first, Closing.of(clock.instant(), Closing.RECOVERED))).isTrue();
    news.take();

    incidents.open(LIFE.key(), Kind.STALL, 2, clock.instant(), Map.of("priority", "critical"));

    assertThat(told(15)).containsExactly("again 2 #1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"critical", "normal"})
  void aSnoozeRemindsWhenItEndsAndPutsTheEscalationOff(String priority) {
    Incident stall = open(priority);

    Incidents.Outcome snoozed =
        incidents.snooze(stall.id(), ANNA, "Anna", clock.instant().plus(Duration.ofHours(2)));

    assertThat(snoozed.done()).isTrue();
    assertThat(news.take()).containsExactly("changed 1 v1");
    assertThat(told(119)).isEmpty();
    assertThat(told(1)).containsExactly("again 1 #1", "changed 1 v2");
    assertThat(told(29)).isEmpty();
    boolean loud = priority.equals("critical");
    assertThat(told(1)).isEqualTo(loud ? List.of("escalated 1") : List.of());
    assertThat(told(30)).isEqualTo(loud ? List.of("again 1 #2") : List.of());
  }

  @Test
  void aSnoozedStallThatEndsRemindsNobody() {
    Incident stall = open("critical");
    assertThat(
            incidents
                .snooze(stall.id(), ANNA, "Anna", clock.instant().plus(Duration.ofMinutes(30)))
                .done())
        .isTrue();
    assertThat(incidents.close(stall, Closing.of(clock.instant(), Closing.RECOVERED))).isTrue();
    news.take();

    assertThat(told(10_000)).isEmpty();
  }

  @Test
  void aFalseAlarmClosesItAndAsksForMorePatienceOnce() {
    Incident stall = open("critical");
    List<String> asked = new ArrayList<>();

    for (int i = 0; i < 3; i++) {
      Incidents.Outcome ignored =
          incidents.falseAlarm(
              stall.id(), "Anna", Duration.ofMinutes(10), () -> asked.add("asked"));
    }

    assertThat(asked).hasSize(1);
    assertThat(incidents.find(stall.id()).orElseThrow().closing())
        .isEqualTo(new Closing(clock.instant(), Closing.FALSE_ALARM, "Anna", "600"));
    assertThat(news.take()).containsExactly("changed 1 v1");
    assertThat(told(10_000)).isEmpty();
  }

  @Test
  void aRespawnSettlesAllThatTroubledTheOldOne() {
    Incident stall = open("critical");
    Incident failure = incidents.open(LIFE.key(), Kind.FAILURE, 0, clock.instant(), Map.of());

    incidents.respawned(LIFE, "new-1", "Anna");

    Closing closing = new Closing(clock.instant(), Closing.RESPAWNED, "Anna", "new-1");
    for (Incident incident : List.of(stall, failure)) {
      assertThat(incidents.find(incident.id()).orElseThrow().closing()).isEqualTo(closing);
    }
    assertThat(news.take()).containsExactly("changed 1 v1", "changed 2 v1");
  }

  @Test
  void bringsAnOutageUpToDateOnceMoreWhenAllOfItIsKnown() {
    Incident outage = incidents.open(Incident.SERVER, Kind.OUTAGE, 7, clock.instant(), Map.of());
    assertThat(incidents.close(outage, Closing.of(clock.instant(), Closing.BACK))).isTrue();
    assertThat(news.take()).containsExactly("changed 1 v1");

    clock.advance(Duration.ofSeconds(9));
    assertThat(told(0)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(told(0)).containsExactly("changed 1 v2");
    assertThat(told(100)).isEmpty();
  }

  @Test
  void aServerThatBeganAnewEndsTheTroublesOfAgentsOnly() {
    open("critical");
    Incident outage = incidents.open(Incident.SERVER, Kind.OUTAGE, 7, clock.instant(), Map.of());

    incidents.closeAllOfAgents(clock.instant());

    assertThat(store.allOpen(Kind.STALL)).isEmpty();
    assertThat(store.allOpen(Kind.OUTAGE)).containsExactly(outage);
  }

  private Incident open(String priority) {
    return incidents.open(
        LIFE.key(), Kind.STALL, 1, clock.instant(), Map.of(Incidents.PRIORITY, priority));
  }

  private List<String> told(int minutesLater) {
    clock.advance(Duration.ofMinutes(minutesLater));
    incidents.runDue();
    return news.take();
  }
}
