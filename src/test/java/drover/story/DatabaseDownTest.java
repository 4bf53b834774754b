package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.TapAnswer;
import drover.simulator.AgentStatus;
import drover.simulator.AgentView;
import drover.simulator.ApiCall;
import drover.store.ClosedUnder;
import drover.store.FullDisk;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** The database goes away and comes back under the real program. */
class DatabaseDownTest {
  private static final String DOWN = "The database is down";

  private @TempDir Path directory;

  @AfterEach
  void freeTheDisk() {
    FullDisk.free(directory);
  }

  @Test
  @Execution(CONCURRENT)
  void looksAreAnsweredAndOrdersRefusedWhileTheDiskIsFull() {
    try (House house = onADisk()) {
      String miner = house.agent("Miner");
      house.startBot();
      house.subscribe();
      Message list = house.chat().lastFromBot();
      Message question = house.ask("/kill Miner", "Kill Miner ");

      FullDisk.fill(directory);
      Message agents = house.ask("/agents", "Miner", DOWN);
      assertThat(agents.labels()).isEmpty();
      house.ask("/agent Miner", "Task of Miner", DOWN);
      house.ask("/logs Miner", "Miner", DOWN);
      house.ask("/metrics Miner", "Tokens", DOWN);
      house.ask("/help", "What I can do for you", DOWN);
      house.ask("/whoami", "admin", DOWN);
      house.ask("/health", "It is closed and being reopened", DOWN);
      house.ask("/kill Miner", DOWN, "so /kill was not done");
      house.ask("/history", DOWN, "so /history was not done");
      TapAnswer yes = house.tap(question, "Yes, kill");
      TapAnswer refresh = house.tap(list, "Refresh");
      FullDisk.free(directory);
      awaitOpen(house);
      house.awaitQuiet(house.chat());

      assertThat(yes.text()).contains(DOWN, "nothing was done");
      assertThat(refresh.text()).contains(DOWN);
      assertThat(house.server().counters().requests(ApiCall.KILL)).isZero();
      assertThat(view(house, miner).status()).isEqualTo(AgentStatus.WORKING);
      assertThat(house.telling(house.chat(), "so /kill was not done")).hasSize(1);
      assertThat(house.telling(house.chat(), "Kill Miner ")).hasSize(1);
      assertThat(house.telling(house.chat(), "Task of Miner")).hasSize(1);
      house.tap(question, "Yes, kill");
      house.becomes(question, " ended, ", "Miner");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void anOrderThatWasRefusedIsNotCarriedOutAfterARestart() {
    try (House house = onADisk()) {
      String miner = house.agent("Miner");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Miner", "Kill Miner ");

      FullDisk.fill(directory);
      TapAnswer yes = house.tap(question, "Yes, kill");
      house.ask("/kill Miner", "so /kill was not done");
      house.stopBot();
      FullDisk.free(directory);
      house.startBot();
      house.awaitQuiet(house.chat());

      assertThat(yes.text()).contains(DOWN);
      assertThat(house.server().counters().requests(ApiCall.KILL)).isZero();
      assertThat(view(house, miner).status()).isEqualTo(AgentStatus.WORKING);
      assertThat(house.telling(house.chat(), "Kill Miner ")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void endsAndDigestsOfTheMeantimeAreToldOnceAfterwards() throws SQLException {
    try (House house = onADisk()) {
      List<String> names = List.of("Ant", "Bee", "Cat", "Dog");
      List<String> ids = names.stream().map(house::agent).toList();
      house.startBot();
      house.subscribe();
      house.ask("/digest every 4h", "every 4h");
      Instant due = Instant.now().plusSeconds(4);
      ClosedUnder.tell(
          FullDisk.url(directory),
          "UPDATE digest_plan SET next_due = TIMESTAMP WITH TIME ZONE '" + due + "'");

      FullDisk.fill(directory);
      ids.subList(0, 3).forEach(house.server().world()::complete);
      house.server().world().fail(ids.get(3), "out of paper");
      house.ask("/agents", DOWN);
      house.awaitTrue("the digest is due", () -> Instant.now().isAfter(due.plusSeconds(1)));
      assertThat(house.telling(house.chat(), "Completed")).isEmpty();
      FullDisk.free(directory);
      awaitOpen(house);
      for (String name : names.subList(0, 3)) {
        house.message(house.chat(), "Completed", name);
      }
      house.message(house.chat(), "Failed", "Dog");
      house.message(house.chat(), "Digest · since");
      house.awaitQuiet(house.chat());

      for (String name : names.subList(0, 3)) {
        assertThat(house.telling(house.chat(), "Completed", name)).as(name).hasSize(1);
      }
      assertThat(house.telling(house.chat(), "Failed", "Dog", "out of paper")).hasSize(1);
      assertThat(house.telling(house.chat(), "Digest · since")).hasSize(1);
      house.ask("/health", "It calls ", "It is open");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whatTelegramTellsOfAChatIsKeptThereAndHoldsNobodyUp() {
    try (House house = onADisk()) {
      house.startBot();
      house.subscribe();
      Chat team = house.telegram().supergroup("Agents team", false, house.admin());
      Person guest = house.telegram().person("Guest", null, "en");
      Chat others = house.telegram().supergroup("Others", false, house.admin(), guest);
      house.askIn(team, house.admin(), "/subscribe@drover_bot", "Notices here");

      FullDisk.fill(directory);
      house.ask("/whoami", DOWN);
      for (int i = 0; i < 150; i++) {
        guest.types(others, "/talk" + i + "@drover_bot");
      }
      house.ask("/whoami", DOWN);
      house.admin().removesBot(team);
      Instant from = Instant.now();
      house.ask("/help", DOWN);
      house.ask("/whoami", DOWN);
      house.awaitTrue("a while", () -> Instant.now().isAfter(from.plusSeconds(6)));
      long polls =
          house.telegram().calls().of("getUpdates").stream()
              .filter(call -> call.at().isAfter(from))
              .count();
      FullDisk.free(directory);
      awaitOpen(house);
      house.awaitTrue("all is taken", () -> house.telegram().pendingUpdates() == 0);
      house.ask("/health", "Cannot be written to");

      assertThat(polls).isLessThan(15);
      assertThat(house.telling(house.chat(), "What I can do for you")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void nothingIsLostOrDoubledThoughItIsClosedUnderUsAgainAndAgain() {
    try (House house = House.empty(directory)) {
      List<String> ids = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        ids.add(house.agent("Worker-" + i));
      }
      house.startBot();
      house.subscribe();
      String url = Objects.requireNonNull(house.configuration().get("db.url"));

      for (String id : ids) {
        ClosedUnder.close(url);
        house.server().world().complete(id);
        house.ask("/whoami", "admin");
      }
      house.awaitQuiet(house.chat());

      assertThat(house.telling(house.chat(), "User: ")).hasSize(5);
      for (int i = 1; i <= 5; i++) {
        assertThat(house.telling(house.chat(), "Worker-" + i))
            .filteredOn(message -> !message.text().startsWith("Agents"))
            .hasSize(1);
      }
    }
  }

  private House onADisk() {
    return House.empty(directory, "db.url", FullDisk.url(directory));
  }

  /** Asks until an answer has buttons again. */
  private static void awaitOpen(House house) {
    house.awaitTrue(
        "the database is open again", () -> !house.ask("/agents", "Agents").labels().isEmpty());
  }

  private static AgentView view(House house, String id) {
    return house.server().world().find(id).orElseThrow();
  }
}
