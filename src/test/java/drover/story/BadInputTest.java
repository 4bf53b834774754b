package drover.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Fault;
import drover.emulator.Faults;
import drover.emulator.Message;
import drover.emulator.Tap;
import drover.simulator.AgentSpec;
import drover.simulator.AgentStatus;
import drover.simulator.ApiCall;
import drover.simulator.Misbehavior;
import drover.simulator.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** What agents, servers, Telegram, people and configurations can do wrong, from end to end. */
class BadInputTest {
  private static final String FAULTY_LIST = "as of";

  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void aHostileAgentIsShownOnEveryPageAndInEveryNotice() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String evil = world.addHostileAgent();
      world.log(evil, "error", "<b>&amp;\u202E\u0000" + "9".repeat(10_000), Map.of("<k>", "</b>"));
      house.startBot();
      house.subscribe();
      Message page = house.chat().lastFromBot();
      String label = page.labels().get(0);

      house.tap(page, label);
      page = house.becomes(page, "evil", "Working");
      for (String look : List.of("Logs", "Metrics", "History", "Prompt", "Kill")) {
        house.tap(page, look);
        house.awaitTrue(look, () -> !house.chat().lastFromBot().labels().contains(look));
        Message other = house.chat().lastFromBot();
        assertThat(other.text()).doesNotContain("\u202E", "\u0000");
        house.tap(other, look.equals("Kill") ? "Keep it" : "Back");
        page = house.becomes(other, "evil", "Working");
      }
      world.stall(evil);
      Message stall = house.message(house.chat(), "Stalled ·", "evil");
      world.fail(evil, "<pre>\u202E" + "&lt;<i>".repeat(2_000));
      Message failed = house.message(house.chat(), "Failed ·", "evil");

      assertThat(stall.text()).doesNotContain("\u202E");
      assertThat(failed.text()).contains("<pre>", "&lt;<i>").doesNotContain("\u202E");
      assertThat(failed.labels()).containsExactly("Respawn", "Logs", "Ack");
      house.tap(failed, "Respawn");
      Message options = house.message(house.chat(), "Respawn ", "evil");
      assertThat(options.labels()).contains("Respawn now");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void otherFieldNamesAndABareArrayAreUnderstood() {
    try (House house = House.empty(directory)) {
      house.server().faults().on(drover.simulator.Fault.ALIASES);
      house.server().faults().on(drover.simulator.Fault.BARE_LIST);
      String plain = house.agent("Plain");
      house.startBot();
      house.subscribe();
      Message list = house.chat().lastFromBot();

      house.tap(list, "Plain");
      Message card = house.becomes(list, "Task of Plain", "10k");
      house.server().world().complete(plain);
      Message notice = house.message(house.chat(), "Completed · Plain");

      assertThat(card.labels()).contains("Kill");
      assertThat(notice.labels()).containsExactly("Logs", "History");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whoAsksWhileTheServerIsIllGetsTheLastKnownStateWithItsAge() {
    try (House house = House.empty(directory, "openclaw.timeout", "1000")) {
      String stoic = house.agent("Stoic");
      house.startBot();
      house.subscribe();
      Map<String, Misbehavior> ills =
          Map.of(
              "401", Misbehavior.status(401),
              "429", Misbehavior.rateLimited(Duration.ofSeconds(30)),
              "500", Misbehavior.status(500),
              "garbage", Misbehavior.garbage(),
              "a cut", Misbehavior.cut());
      ills.forEach(
          (name, ill) -> {
            for (ApiCall call : List.of(ApiCall.LIST, ApiCall.DETAILS, ApiCall.LOGS)) {
              house.server().faults().next(call, 50, ill);
            }
            house.awaitTrue("the shared list is old", () -> !listed(house, Duration.ofSeconds(2)));
            Message list = house.ask("/agents", "Agents · 1", FAULTY_LIST, "⚠️");
            assertThat(list.labels().toString()).as(name).contains("Stoic");
            house.tap(list, "Stoic");
            Message card = house.becomes(list, "Task of Stoic", "as of");
            house.tap(card, "Logs");
            house.awaitTrue("a sentence", () -> !house.chat().lastFromBot().equals(card));
            house.server().faults().clear();
          });

      house.server().down();
      Message list = house.ask("/agents", "Agents · 1", FAULTY_LIST, "does not answer");
      Message question = house.ask("/kill Stoic", "does not answer");
      assertThat(List.of(list, question)).doesNotHaveDuplicates();
      house.server().up();
      assertThat(house.server().world().find(stoic).orElseThrow().status())
          .isEqualTo(AgentStatus.WORKING);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void noticesArriveWhateverTelegramSays() {
    try (House house = House.empty(directory)) {
      List<Fault> ills =
          List.of(
              Fault.tooManyRequests(1),
              Fault.of(Fault.Kind.BAD_GATEWAY),
              Fault.of(Fault.Kind.CUT_BEFORE),
              Fault.of(Fault.Kind.CUT_AFTER),
              Fault.answer(400, "Bad Request: can't parse entities: Unsupported start tag \"x\""));
      house.startBot();
      house.subscribe();
      for (int i = 0; i < ills.size(); i++) {
        Faults faults = house.telegram().faults();
        faults.next(1, "sendMessage", ills.get(i));
        String name = "Envoy-" + i + ";";
        String id = house.server().world().arrive(AgentSpec.named(name));
        house.server().world().complete(id);
        long copies = ills.get(i).kind() == Fault.Kind.CUT_AFTER ? 2 : 1;
        house.awaitTrue(
            "told in spite of " + ills.get(i),
            () -> house.telling(house.chat(), "Completed", name).size() >= copies);
      }
      house.awaitQuiet(house.chat());

      assertThat(house.telling(house.chat(), "Envoy-0;")).hasSize(1);
      assertThat(house.telling(house.chat(), "Envoy-1;")).hasSize(1);
      assertThat(house.telling(house.chat(), "Envoy-2;", "(may be a repeat)")).hasSize(1);
      List<Message> twice = house.telling(house.chat(), "Envoy-3;");
      assertThat(twice).hasSize(2);
      assertThat(twice.get(0).text()).doesNotContain("(may be a repeat)");
      assertThat(twice.get(1).text()).contains("(may be a repeat)");
      assertThat(house.telling(house.chat(), "Envoy-4;")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whoBlocksTheBotLosesNoticesUntilTheyComeBack() {
    try (House house = House.empty(directory)) {
      String unheard = house.agent("Unheard");
      String heard = house.agent("Heard");
      house.startBot();
      house.subscribe();
      house.admin().blocks();
      house.server().world().complete(unheard);
      house.awaitTrue("the bot knows", () -> house.telegram().pendingUpdates() == 0);
      house.admin().unblocks();
      Message unused = house.ask("/start", "This chat is subscribed");
      house.server().world().complete(heard);
      Message notice = house.message(house.chat(), "Completed · Heard");

      assertThat(notice.labels()).contains("Logs");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void twoPressesOnYesGiveOneOrder() {
    try (House house = House.empty(directory)) {
      String once = house.agent("Once");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Once", "Kill Once ");
      Tap first = house.admin().taps(question, "Yes, kill");
      Tap second = house.admin().taps(question, "Yes, kill");
      Message ended = house.becomes(question, " ended, ");
      String answers =
          first.answer().orTimeout(15, SECONDS).join().text()
              + second.answer().orTimeout(15, SECONDS).join().text();

      assertThat(answers).contains("Pressed already");
      assertThat(ended.text()).contains("Once");
      assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(1);
      assertThat(house.server().world().find(once).orElseThrow().status())
          .isEqualTo(AgentStatus.TERMINATED);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void updatesThatComeTwiceOrCannotBeReadStopNobody() {
    try (House house = House.empty(directory)) {
      String calm = house.agent("Calm");
      house.startBot();
      house.subscribe();
      house.telegram().poisonUpdate();
      house.telegram().update("message", "{\"message_id\":{},\"text\":[1,2]}");
      int before = house.chat().fromBot().size();
      house.telegram().redeliver(20);
      Message answer = house.ask("/whoami", "User:");
      house.awaitTrue("all is taken", () -> house.telegram().pendingUpdates() == 0);

      assertThat(house.chat().fromBot()).hasSize(before + 1);
      assertThat(answer.text()).contains("admin");
      assertThat(house.server().world().find(calm)).isPresent();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aDatabaseInUseIsSaidAndEndsTheSecondBot() {
    try (House house = House.empty(directory)) {
      house.startBot();
      Path file = Child.configuration(directory, house.configuration());
      try (Child second = Child.ofClasses(directory, "run", "--config", file.toString())) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output())
            .contains("Drover cannot start:")
            .containsPattern("(?i)(another|already|in use|open)")
            .doesNotContain("\tat ");
      }
      assertThat(house.ask("/whoami", "User:").text()).contains("admin");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void allMistakesOfAConfigurationAreSaidAtOnce() {
    Path file =
        Child.configuration(
            directory,
            Map.of(
                "telegram.bot-token", "not a token",
                "telegram.admins", "@me",
                "openclaw.timeout", "soon",
                "stall.treshold", "5m",
                "http.port", "70000"));
    try (Child child = Child.ofClasses(directory, "run", "--config", file.toString())) {
      assertThat(child.exitCode()).isEqualTo(2);
      assertThat(child.output())
          .contains(
              "The configuration has 5 mistakes:",
              "telegram.bot-token",
              "telegram.admins: '@me' is not a user id",
              "openclaw.timeout",
              "stall.threshold",
              "http.port")
          .doesNotContain("\tat ");
      assertThat(Files.exists(directory.resolve("data"))).isFalse();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aPortInUseForTheHealthPageKeepsNobodyFromWorking() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        House house = House.empty(directory, "http.port", Integer.toString(taken.getLocalPort()))) {
      house.startBot();

      assertThat(house.ask("/start", "I watch your agents").labels()).contains("Subscribe");
    }
  }

  private static boolean listed(House house, Duration within) {
    var times = house.server().counters().times(ApiCall.LIST);
    return times.stream()
        .reduce((one, other) -> other)
        .filter(last -> last.isAfter(Instant.now().minus(within)))
        .isPresent();
  }
}
