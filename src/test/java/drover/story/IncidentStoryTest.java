package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.simulator.AgentSpec;
import drover.simulator.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** Troubles from their beginning to their end, through the real program. */
class IncidentStoryTest {
  private static final long BEN = 1002;
  private static final String ADMINS = House.ADMIN + "," + BEN;

  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void anAckByOneIsSeenByAllAndSurvivesARestart() {
    try (House house = House.empty(directory, "telegram.admins", ADMINS)) {
      World world = house.server().world();
      String diver = world.addAgent(AgentSpec.named("Diver").withPriority("critical"));
      house.startBot();
      Person ben = house.telegram().person(BEN, "Ben", "ben", "en");
      Chat group = house.telegram().supergroup("Agents team", false, house.admin(), ben);
      house.subscribe();
      Message ignored = house.askIn(group, ben, "/subscribe@drover_bot", "Notices here");
      world.stall(diver);
      Message inPrivate = house.message(house.chat(), "Stalled · Diver");
      Message inGroup = house.message(group, "Stalled · Diver");

      assertThat(house.tapBy(ben, inGroup, "Ack").text()).isNotNull();

      inPrivate = house.becomes(inPrivate, "Stalled · Diver", "✋ acked by Ben");
      inGroup = house.becomes(inGroup, "Stalled · Diver", "✋ acked by Ben");
      assertThat(inPrivate.labels()).containsExactly("Kill", "Respawn", "Logs", "False alarm");
      assertThat(inGroup.labels()).doesNotContain("Ack", "Snooze 2h");

      house.stopBot();
      house.advance(Duration.ofMinutes(20));
      house.startBot();
      world.recover(diver);
      Message over = house.becomes(inPrivate, "Recovered · Diver", "✋ acked by Ben");
      Message unused = house.becomes(inGroup, "Recovered · Diver", "✋ acked by Ben");
      assertThat(over.labels()).containsExactly("Logs");
      house.awaitQuiet(house.chat(), group);
      assertThat(house.telling(house.chat(), "· Diver")).hasSize(1);
      assertThat(house.telling(group, "· Diver")).hasSize(1);
      assertThat(ignored.id()).isNotEqualTo(unused.id());
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aCriticalStallThatNobodyTakesCareOfIsToldAgainAndEscalatedOnceEach() {
    try (House house =
        House.empty(directory, "telegram.admins", ADMINS, "escalate.chat", Long.toString(BEN))) {
      World world = house.server().world();
      String diver = world.addAgent(AgentSpec.named("Diver").withPriority("critical"));
      house.startBot();
      Person ben = house.telegram().person(BEN, "Ben", "ben", "en");
      Message greeting = ben.starts();
      house.subscribe();
      world.stall(diver);
      Message stall = house.message(house.chat(), "Stalled · Diver");

      house.stopBot();
      house.advance(Duration.ofMinutes(16));
      house.startBot();
      Message again = house.message(house.chat(), "Still stalled · Diver", "nobody has acked it");
      assertThat(again.replyTo()).isEqualTo(stall.id());
      assertThat(again.silent()).isFalse();
      assertThat(house.telling(ben.privateChat(), "· Diver")).isEmpty();

      house.advance(Duration.ofMinutes(15));
      Message escalated = house.message(ben.privateChat(), "Stalled · Diver", "nobody has acked");
      house.stopBot();
      house.startBot();
      house.tapBy(ben, escalated, "Ack");
      Message first = house.becomes(stall, "acked by Ben");
      Message second = house.becomes(again, "acked by Ben");
      Message third = house.becomes(escalated, "acked by Ben");
      world.complete(diver);
      Message ignored = house.becomes(first, "No longer stalled · Diver", "ended: completed");
      ignored = house.becomes(second, "No longer stalled · Diver");
      third = house.becomes(third, "No longer stalled · Diver");

      house.awaitQuiet(house.chat());
      assertThat(house.telling(house.chat(), "stalled · Diver")).hasSize(2);
      assertThat(house.telling(house.chat(), "Completed · Diver")).hasSize(1);
      assertThat(house.telling(ben.privateChat(), "· Diver")).hasSize(1);
      assertThat(greeting.id()).isNotEqualTo(third.id());
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aStallThatIsFoundLateIsToldOnceAndEscalatedOnlyWhenPeopleHadTheirTime() {
    try (House house =
        House.empty(directory, "telegram.admins", ADMINS, "escalate.chat", Long.toString(BEN))) {
      World world = house.server().world();
      String diver = world.addAgent(AgentSpec.named("Diver").withPriority("critical"));
      house.startBot();
      Person ben = house.telegram().person(BEN, "Ben", "ben", "en");
      Message ignored = ben.starts();
      house.subscribe();

      house.stopBot();
      world.silence(diver);
      house.advance(Duration.ofHours(1));
      house.startBot();
      Message stall = house.message(house.chat(), "Stalled · Diver");
      house.awaitQuiet(house.chat());
      assertThat(house.telling(house.chat(), "· Diver")).hasSize(1);
      assertThat(house.telling(ben.privateChat(), "· Diver")).isEmpty();

      house.advance(Duration.ofMinutes(15));
      Message again = house.message(house.chat(), "Still stalled · Diver", "acked it for 15 min");
      assertThat(again.replyTo()).isEqualTo(stall.id());
      house.awaitQuiet(house.chat());
      assertThat(house.telling(ben.privateChat(), "· Diver")).isEmpty();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aStallToldAmongOthersIsAckedOnItsCardAndTheRowSaysSo() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      List<String> many = IntStream.range(10, 30).mapToObj(i -> house.agent("Diver " + i)).toList();
      house.startBot();
      house.subscribe();
      many.forEach(world::stall);
      Message group = house.message(house.chat(), " notices", " stalled");
      String open = group.labels().stream().filter(l -> l.startsWith("Open ")).findFirst().get();

      house.tap(group, open);
      Message card =
          house.message(house.chat(), open.substring("Open ".length()), "Stalled ·", "as of");
      assertThat(card.labels()).contains("Ack", "Snooze 30m", "False alarm");
      assertThat(house.tap(card, "Ack").text()).isNotNull();

      card = house.becomes(card, "✋ acked by Admin");
      assertThat(card.labels()).doesNotContain("Ack");
      group = house.becomes(group, "✋ Admin");
      assertThat(group.labels()).doesNotContain(open);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aFalseAlarmEndsAStallAndARespawnAFailure() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String muse = house.agent("Muse");
      String baker = house.agent("Baker");
      house.startBot();
      house.subscribe();
      world.stall(muse);
      Message stall = house.message(house.chat(), "Stalled · Muse");
      assertThat(house.tap(stall, "False alarm").text()).isNotNull();
      stall =
          house.becomes(
              stall, "False alarm · Muse", "says Admin", "next time after 10 min of silence");
      assertThat(house.tap(stall, "Logs").text()).isNull();

      world.fail(baker, "out of flour");
      Message failed = house.message(house.chat(), "Failed · Baker", "out of flour");
      house.tap(failed, "Respawn");
      Message options = house.message(house.chat(), "Respawn Baker ");
      house.tap(options, "Respawn now");
      Message closed = house.becomes(failed, "respawned as Baker", "by Admin");
      assertThat(closed.labels()).containsExactly("New agent", "Logs");
      house.tap(closed, "New agent");
      Message card = house.message(house.chat(), "Baker", "Task of Baker");
      assertThat(card.labels()).contains("Kill");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void anOutageIsOneMessageThatSaysInTheEndWhatItHid() {
    try (House house = House.empty(directory, "openclaw.poll-interval", "1s")) {
      World world = house.server().world();
      String swift = house.agent("Swift");
      String doomed = house.agent("Doomed");
      house.startBot();
      house.subscribe();

      house.server().down();
      Message outage = house.message(house.chat(), "Server unreachable");
      world.complete(swift);
      world.fail(doomed, "unheard");
      house.server().up();
      outage = house.becomes(outage, "Server back");
      // A failure whose words are looked for in the log may be counted only by the second edit.
      outage = house.becomes(outage, "meanwhile 1 completed, 1 failed");

      assertThat(outage.labels()).containsExactly("Missed");
      house.tap(outage, "Missed");
      Message missed = house.message(house.chat(), "What happened", "Swift", "Doomed");
      house.awaitQuiet(house.chat());
      assertThat(house.telling(house.chat(), "Server ")).hasSize(1);
      assertThat(missed.id()).isGreaterThan(outage.id());
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whoDeletesTheNoticeOfAnOutageHearsAllTheSameThatTheServerIsBack() {
    try (House house = House.empty(directory, "openclaw.poll-interval", "1s")) {
      String swift = house.agent("Swift");
      house.startBot();
      house.subscribe();

      house.server().down();
      Message outage = house.message(house.chat(), "Server unreachable");
      house.admin().deletes(outage);
      house.server().world().complete(swift);
      house.server().up();
      Message back = house.message(house.chat(), "Server back");
      back = house.becomes(back, "meanwhile 1 completed");
      house.awaitQuiet(house.chat());

      assertThat(back.id()).isGreaterThan(outage.id());
      assertThat(house.telling(house.chat(), "Server ")).hasSize(1);
    }
  }
}
