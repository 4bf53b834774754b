package drover.incident;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.UserId;
import drover.incident.Incident.Closing;
import drover.incident.Incident.Kind;
import drover.testing.DirectTransactor;
import drover.testing.MemoryIncidents;
import drover.testing.RecordedIncidentNews;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** People, the server and the clock in any order. */
class IncidentsPropertyTest {
  private static final UserId ANNA = new UserId(1);
  private static final Duration SHORTEST = Duration.ofMinutes(15);

  /** What may happen next. */
  enum Step {
    ACK,
    SNOOZE_SHORT,
    SNOOZE_LONG,
    FALSE_ALARM,
    RECOVER,
    RESPAWN,
    LOOK,
    LOOK_TWICE,
    MINUTES,
    QUARTER,
    HOURS,
    RESTART
  }

  @Property(tries = 2000)
  void remindsAtMostOnceForEachDueTimeAndNeverAfterAnAckOrAnEnd(
      @ForAll("steps") List<Step> steps, @ForAll("priorities") String priority) {
    TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    MemoryIncidents store = new MemoryIncidents();
    RecordedIncidentNews news = new RecordedIncidentNews();
    Incidents incidents = incidents(store, news, clock);
    Incident stall =
        incidents.open("1#s", Kind.STALL, 1, clock.instant(), Map.of("priority", priority));
    List<Instant> reminders = new ArrayList<>();
    int escalations = 0;
    int version = 0;

    for (Step step : steps) {
      Incident before = incidents.find(stall.id()).orElseThrow();
      if (step == Step.RESTART) {
        incidents = incidents(store, news, clock);
      }
      apply(step, incidents, stall, clock);
      Incident after = incidents.find(stall.id()).orElseThrow();
      boolean settled = !before.isOpen() || before.care().ack() != null;
      for (String told : news.take()) {
        if (told.startsWith("again") || told.startsWith("escalated")) {
          assertThat(settled).as(step + " after " + before).isFalse();
        }
        if (told.startsWith("again")) {
          Instant due = before.care().nextRepeat();
          assertThat(due).isNotNull().isBeforeOrEqualTo(clock.instant());
          assertThat(reminders).doesNotContain(due);
          reminders.add(due);
        }
        escalations += told.startsWith("escalated") ? 1 : 0;
      }
      assertThat(after.version()).isGreaterThanOrEqualTo(version);
      if (seen(before, after)) {
        assertThat(after.version()).as("%s: %s", step, after).isGreaterThan(version);
      }
      version = after.version();
    }

    assertThat(escalations).isLessThanOrEqualTo(1);
    for (int i = 1; i < reminders.size(); i++) {
      assertThat(Duration.between(reminders.get(i - 1), reminders.get(i)))
          .isGreaterThanOrEqualTo(SHORTEST);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(40);
  }

  @Provide
  Arbitrary<String> priorities() {
    return Arbitraries.of("critical", "high", "normal");
  }

  /** Whether people can see a difference. */
  private static boolean seen(Incident before, Incident after) {
    return before.isOpen() != after.isOpen()
        || (before.care().ack() == null) != (after.care().ack() == null)
        || !Objects.equals(before.care().snooze(), after.care().snooze());
  }

  private static void apply(Step step, Incidents incidents, Incident stall, TestClock clock) {
    Instant now = clock.instant();
    long id = stall.id();
    switch (step) {
      case ACK -> incidents.ack(id, ANNA, "Anna");
      case SNOOZE_SHORT -> incidents.snooze(id, ANNA, "Anna", now.plus(Duration.ofMinutes(30)));
      case SNOOZE_LONG -> incidents.snooze(id, ANNA, "Anna", now.plus(Duration.ofHours(2)));
      case FALSE_ALARM -> incidents.falseAlarm(id, "Anna", null, () -> {});
      case RECOVER -> incidents.close(stall, Closing.of(now, Closing.RECOVERED));
      case RESPAWN -> incidents.respawned(stall.life(), "new", "Anna");
      case LOOK, RESTART -> incidents.runDue();
      case LOOK_TWICE -> {
        incidents.runDue();
        incidents.runDue();
      }
      case MINUTES -> clock.advance(Duration.ofMinutes(3));
      case QUARTER -> clock.advance(Duration.ofMinutes(15));
      case HOURS -> clock.advance(Duration.ofHours(3));
    }
  }

  private static Incidents incidents(
      MemoryIncidents store, RecordedIncidentNews news, TestClock clock) {
    return new Incidents(
        store, news, new DirectTransactor(), Repeats.standard(Duration.ofMinutes(30)), clock);
  }
}
