package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.simulator.AgentView;
import drover.simulator.ApiCall;
import drover.simulator.Misbehavior;
import drover.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** An agent is described and created, over the sockets of server and Telegram. */
class SpawnStoryTest {
  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void anAgentIsDescribedStepByStepAcrossARestartAndCreatedOnce() {
    try (House house = House.empty(directory)) {
      String parent = house.agent("Builder");
      house.startBot();
      Message asked = house.ask("/spawn", "1 of 8", "How shall it be called?");
      assertThat(asked.forceReply()).isEqualTo("Name, or - for none");
      house.ask("Merger", "2 of 8");
      house.ask("merge all branches", "3 of 8");
      assertThat(house.chat().fromBot()).hasSize(3);

      house.stopBot();
      house.startBot();
      Message priority = house.ask("Merge <all> of it & report", "4 of 8");
      house.tap(priority, "high");
      house.tap(house.becomes(priority, "5 of 8"), "100k");
      house.tap(house.becomes(priority, "6 of 8"), "2h");
      house.message(house.chat(), "7 of 8");
      house.ask("/srv/out.md", "8 of 8");
      Message whole = house.ask("Builder", "create it?", "Merge <all> of it & report", "100k");
      house.tap(whole, "Create");
      house.tap(whole, "Create");
      Message created = house.becomes(whole, "Merger was created as");

      assertThat(created.labels()).containsExactly("Show", "Subscribe to it");
      assertThat(house.server().counters().creates()).isEqualTo(1);
      AgentView agent = created(house, "Merger");
      assertThat(agent.task()).isEqualTo("merge all branches");
      assertThat(agent.prompt()).isEqualTo("Merge <all> of it & report");
      assertThat(agent.priority()).isEqualTo("high");
      assertThat(agent.tokensLimit()).isEqualTo(100_000);
      assertThat(agent.outputPath()).isEqualTo("/srv/out.md");
      assertThat(agent.parent()).isEqualTo(parent);
      house.tap(created, "Subscribe to it");
      house.message(house.chat(), "Notices here", "name:merger");
      house.server().world().complete(agent.id());
      house.message(house.chat(), "Completed · Merger");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whatTheServerRefusesLeadsToThePartItIsAbout() {
    SimulatorConfig strict = SimulatorConfig.quiet().withMaximumTokens(60_000);
    try (House house = House.empty(directory, strict)) {
      house.startBot();
      Message whole = house.ask("/spawn Merger | merge | Merge it | tokens:100k", "create it?");

      house.tap(whole, "Create");
      Message refused = house.becomes(whole, "was not created", "at most 60k tokens");
      house.tap(refused, "Change token limit");
      Message limits = house.becomes(refused, "Token limit", "Now: 100k");
      house.tap(limits, "50k");
      house.tap(house.becomes(limits, "create it?", "50k"), "Create");
      house.becomes(limits, "was created as");

      assertThat(house.server().counters().creates()).isEqualTo(1);
      assertThat(created(house, "Merger").tokensLimit()).isEqualTo(50_000);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aCreationWithoutAnAnswerIsFoundAndNotSentAgain() {
    try (House house = House.empty(directory, "openclaw.timeout", "1500")) {
      house.startBot();
      house.server().faults().next(ApiCall.CREATE, 1, Misbehavior.cutAfterWork());
      Message whole = house.ask("/spawn Merger | merge | Merge it", "create it?");
      house.tap(whole, "Create");
      Message found = house.becomes(whole, "did not say whether it created", "Found");
      assertThat(found.labels()).contains("Show");

      house.server().faults().next(ApiCall.CREATE, 1, Misbehavior.cut());
      Message other = house.ask("/spawn Other | other | Do it", "create it?");
      house.tap(other, "Create");
      house.becomes(other, "did not say whether it created", "No such agent");

      assertThat(house.server().counters().requests(ApiCall.CREATE)).isEqualTo(2);
      assertThat(house.server().counters().creates()).isEqualTo(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aPersonWhoFallsSilentIsToldAndMayGoOn() {
    try (House house = House.empty(directory)) {
      house.startBot();
      house.ask("/spawn Merger", "2 of 8");

      house.advance(Duration.ofMinutes(16));
      Message told = house.message(house.chat(), "heard nothing for 15 min", "Merger");
      house.tap(told, "Go on");
      house.becomes(told, "it goes on below");
      house.ask("merge it", "3 of 8");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void anAgentIsFollowedThroughItsRespawnsAcrossARestart() {
    try (House house = House.empty(directory)) {
      String baker = house.agent("Baker");
      house.startBot();
      house.ask("/subscribe name:baker", "Notices here");
      house.server().world().fail(baker, "token limit exceeded");
      Message notice = house.message(house.chat(), "Failed · Baker");
      house.tap(notice, "Respawn");
      Message options = house.message(house.chat(), "Respawn Baker");
      assertThat(options.labels()).startsWith("✓ +50% tokens", "Double", "Same limit");
      house.tap(options, "Respawn now");
      Message done = house.becomes(options, "was respawned as");
      house.tap(done, "New agent");
      Message card = house.becomes(done, "Baker", "run 2 · 10k tokens in all its runs");
      assertThat(card.labels()).contains("Run before");

      house.stopBot();
      house.startBot();
      house.tap(card, "Run before");
      Message old = house.becomes(card, "respawned as");
      house.tap(old, "Run after");
      house.becomes(old, "run 2 · 10k tokens in all its runs");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aGroupIsLedToThePrivateChat() {
    try (House house = House.empty(directory)) {
      house.startBot();
      Person admin = house.admin();
      Chat group = house.telegram().supergroup("Team", false, admin);

      Message led = house.askIn(group, admin, "/spawn@drover_bot", "private chat");
      assertThat(led.keyboard().get(0).get(0).value())
          .isEqualTo("https://t.me/drover_bot?start=spawn");
      house.ask("/start spawn", "1 of 8");
      house.ask("/cancel", "Nothing was created");
    }
  }

  private static AgentView created(House house, String name) {
    return house.server().world().agents().stream()
        .filter(agent -> agent.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
