package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Tap;
import drover.simulator.ApiCall;
import drover.simulator.Counters;
import drover.simulator.Misbehavior;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** However often an order is pressed, delivered or cut off: the server gets it once. */
class OnceStoryTest {
  private static final int EACH = 3;

  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void twoPeopleWhoPressAtOnceAndAgainOrderOnce() throws Exception {
    try (House house = House.empty(directory, "telegram.admins", House.ADMIN + ", 1002")) {
      for (int i = 0; i < EACH; i++) {
        house.agent("Victim-" + i);
        house.server().world().fail(house.agent("Failed-" + i), "broken");
      }
      house.startBot();
      Person ada = house.admin();
      Person bea = house.telegram().person(1002, "Bea", "bea", "en");
      Chat group = house.telegram().supergroup("Team", false, ada);
      List<Tap> taps = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        Message mine = house.ask("/kill Victim-" + i, "Kill Victim");
        Message hers = house.askIn(bea.privateChat(), bea, "/kill Victim-" + i, "Kill Victim");
        Message ours = house.askIn(group, bea, "/kill Victim-" + i, "Kill Victim");
        for (int again = 0; again < 2; again++) {
          taps.add(ada.taps(ours, "Yes, kill"));
          taps.add(bea.taps(ours, "Yes, kill"));
          taps.add(ada.taps(mine, "Yes, kill"));
          taps.add(bea.taps(hers, "Yes, kill"));
        }
        Message options = house.ask("/respawn Failed-" + i, "Respawn Failed");
        Message hersToo = house.askIn(bea.privateChat(), bea, "/respawn Failed-" + i, "Respawn");
        taps.add(ada.taps(options, "Respawn now"));
        taps.add(bea.taps(hersToo, "Respawn now"));
        taps.add(ada.taps(options, "Respawn now"));
        Message whole = house.ask("/spawn New-%d | task | prompt".formatted(i), "create it?");
        taps.add(ada.taps(whole, "Create"));
        taps.add(ada.taps(whole, "Create"));
        house.becomes(whole, "was created as");
      }
      for (Tap tap : taps) {
        assertThat(tap.answer().get(30, TimeUnit.SECONDS)).isNotNull();
      }
      Counters counters = house.server().counters();
      house.awaitTrue("all is done", () -> counters.kills() + counters.respawns() >= 2 * EACH);

      house.stopBot();
      house.telegram().redeliver(100);
      house.startBot();
      house.ask("/whoami", "User:");

      assertThat(counters.requests(ApiCall.KILL)).isEqualTo(EACH);
      assertThat(counters.requests(ApiCall.RESPAWN)).isEqualTo(EACH);
      assertThat(counters.requests(ApiCall.CREATE)).isEqualTo(EACH);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whatIsMoreThanTheServerTakesInAMinuteWaitsAndIsNeverRefused() {
    try (House house = House.empty(directory)) {
      Counters counters = house.server().counters();
      house.startBot();
      for (int i = 1; i <= 10; i++) {
        Message page = house.ask("/spawn Agent-%02d | task | prompt".formatted(i), "create it?");
        house.tap(page, "Create");
        house.becomes(page, "was created as");
        house.advance(Duration.ofSeconds(1)); // Telegram takes a message a second
      }
      Message waiting = house.ask("/spawn Agent-11 | task | prompt", "create it?");
      house.tap(waiting, "Create");
      house.becomes(waiting, "Agent-11 waits its turn");
      assertThat(counters.requests(ApiCall.CREATE)).isEqualTo(10);

      house.advance(Duration.ofSeconds(62));
      Message next = house.ask("/spawn Agent-12 | task | prompt", "create it?");
      house.tap(next, "Create");
      house.becomes(waiting, "Agent-11 was created as");
      house.becomes(next, "Agent-12 was created as");

      assertThat(counters.creates()).isEqualTo(12);
      assertThat(counters.requests(ApiCall.CREATE)).isEqualTo(12);
      assertThat(counters.limited()).isZero();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aHardEndBetweenCallAndRecordIsLookedUpAndNothingIsSentAgain() {
    try (House house = House.empty(directory)) {
      Counters counters = house.server().counters();
      house.server().world().fail(house.agent("Baker"), "broken");
      Message respawned;
      Message created;
      try (Child first = Child.botOf(house, directory)) {
        house.subscribe();
        respawned = house.ask("/respawn Baker", "Respawn Baker");
        created = house.ask("/spawn Merger | merge | Merge it", "create it?");
        house.server().faults().next(ApiCall.RESPAWN, 1, Misbehavior.hangAfterWork());
        house.server().faults().next(ApiCall.CREATE, 1, Misbehavior.hangAfterWork());
        house.tap(created, "Create");
        Tap unanswered = house.admin().taps(respawned, "Respawn now");
        house.awaitTrue(
            "both are done",
            () -> counters.creates() == 1 && counters.respawns() == 1 && unanswered != null);
        first.killHard();
      }
      Message lost;
      try (Child second = Child.botOf(house, directory)) {
        house.becomes(respawned, "did not say whether it respawned Baker", "Found");
        house.becomes(created, "did not say whether it created Merger", "Found");
        lost = house.ask("/spawn Lost | lose | Lose it", "create it?");
        house.server().faults().next(ApiCall.CREATE, 1, Misbehavior.hang());
        house.tap(lost, "Create");
        house.awaitTrue("it has left", () -> counters.requests(ApiCall.CREATE) == 2);
        second.killHard();
      }
      try (Child third = Child.botOf(house, directory)) {
        house.becomes(lost, "did not say whether it created Lost", "No such agent");
        house.tap(house.ask("/spawn Fine | task | Do it", "create it?"), "Create");
        house.message(house.chat(), "Fine was created as");

        assertThat(third.output()).contains("Drover is up");
      }
      assertThat(counters.requests(ApiCall.RESPAWN)).isEqualTo(1);
      assertThat(counters.requests(ApiCall.CREATE)).isEqualTo(3);
      assertThat(counters.creates()).isEqualTo(2);
    }
  }
}
