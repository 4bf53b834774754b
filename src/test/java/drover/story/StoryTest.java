package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Attachment;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.TapAnswer;
import drover.simulator.AgentSpec;
import drover.simulator.AgentStatus;
import drover.simulator.AgentView;
import drover.simulator.ApiCall;
import drover.simulator.SimulatorConfig;
import drover.simulator.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** A newcomer's days with the bot, through the real program. */
class StoryTest {
  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void aNewcomerSubscribesAndReadsAllAboutAnAgent() {
    try (House house = House.empty(directory)) {
      String scribe = house.agent("Scribe");
      for (int line = 1; line <= 30; line++) {
        house.server().world().log(scribe, "info", "line number " + line, Map.of("step", line));
      }
      house.server().world().log(scribe, "error", "paper jam", Map.of());
      house.startBot();
      house.subscribe();
      Message list = house.chat().lastFromBot();

      TapAnswer answer = house.tap(list, "Scribe");
      Message card = house.becomes(list, "Working", "Task of Scribe", "10k of 50k tokens");
      assertThat(answer.after()).isLessThan(Duration.ofSeconds(3));
      assertThat(card.labels())
          .contains("Kill", "Logs", "Metrics", "History", "Refresh", "Back")
          .doesNotContain("Respawn");

      house.tap(card, "Logs");
      Message logs = house.becomes(card, "paper jam", "of 32");
      house.tap(logs, "Older");
      logs = house.becomes(logs, "line number 12");
      assertThat(logs.text()).doesNotContain("paper jam");
      house.tap(logs, "Newer");
      logs = house.becomes(logs, "paper jam");
      house.tap(logs, "Error");
      logs = house.becomes(logs, "· error", "paper jam");
      assertThat(logs.text()).doesNotContain("line number");
      house.tap(logs, "All");
      logs = house.becomes(logs, "line number 30");
      house.tap(logs, "As file");
      Message file = house.message(house.chat(), "Log of Scribe", "32 lines");
      assertThat(contents(house, file)).contains("line number 1 ", "paper jam");

      house.tap(logs, "Back");
      card = house.becomes(logs, "Task of Scribe");
      house.tap(card, "Metrics");
      Message metrics = house.becomes(card, "Tokens", "Time", "Progress", "Load", "MB");
      house.tap(metrics, "Back");
      card = house.becomes(metrics, "Task of Scribe");
      house.tap(card, "History");
      Message history = house.becomes(card, "History of Scribe", "Nothing happened");
      house.tap(history, "Back");
      card = house.becomes(history, "Task of Scribe");
      house.tap(card, "Back");
      Message again = house.becomes(card, "Agents · 1");
      assertThat(again.id()).isEqualTo(list.id());
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aKillIsAskedByNameFollowedToItsEndAndToldOnceElsewhere() {
    SimulatorConfig slow = SimulatorConfig.quiet().withKillDelay(Duration.ofMillis(1500));
    try (House house = House.empty(directory, slow)) {
      String miner = house.agent("Miner");
      String digger = house.server().world().addAgent(AgentSpec.named("Digger").withParent(miner));
      house.startBot();
      Chat group = house.telegram().supergroup("Agents team", false, house.admin());
      Message inGroup = house.askIn(group, house.admin(), "/subscribe@drover_bot", "Notices here");
      house.subscribe();

      Message question = house.ask("/kill Miner -- too deep", "Kill Miner ", "Digger", "too deep");
      TapAnswer kept = house.tap(question, "Keep it");
      Message card = house.becomes(question, "Task of Miner");
      assertThat(kept.text()).isNull();
      assertThat(house.server().counters().requests(ApiCall.KILL)).isZero();
      house.tap(card, "Kill");
      question = house.becomes(card, "Kill Miner ", "1 child will die with it: Digger");
      house.tap(question, "Yes, kill");
      Message asked = house.becomes(question, "Asked the server to end Miner", "by Admin");
      Message ended = house.becomes(asked, " ended, ", "Miner", "by Admin");

      assertThat(ended.labels()).contains("Respawn", "Logs");
      assertThat(view(house, miner).status()).isEqualTo(AgentStatus.TERMINATED);
      assertThat(view(house, digger).status()).isEqualTo(AgentStatus.TERMINATED);
      assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(1);
      Message elsewhere = house.message(group, "Terminated · Miner", "by Admin");
      assertThat(elsewhere.id()).isGreaterThan(inGroup.id());
      assertThat(elsewhere.labels()).containsExactly("Respawn", "Logs");
      house.awaitQuiet(house.chat(), group);
      assertThat(house.telling(house.chat(), "Terminated · Miner")).isEmpty();
      assertThat(house.telling(group, "Terminated · Miner")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aFailedAgentIsRespawnedWithHalfMoreTokens() {
    try (House house = House.empty(directory)) {
      String baker = house.agent("Baker");
      house.startBot();
      house.subscribe();
      house.server().world().fail(baker, "token limit exceeded: <oven> & \"flour\"");
      Message notice =
          house.message(
              house.chat(),
              "Failed · Baker",
              "token limit exceeded: <oven> & \"flour\"",
              "offers a larger limit");
      assertThat(notice.labels()).containsExactly("Respawn", "Logs", "Ack");

      house.tap(notice, "Respawn");
      Message options = house.message(house.chat(), "Respawn Baker ");
      assertThat(options.labels())
          .contains("✓ +50% tokens", "Double", "Same limit", "Respawn now", "Cancel");
      house.tap(options, "Double");
      options = house.becomes(options, "New limit: 100k tokens");
      house.tap(options, "+50% tokens");
      options = house.becomes(options, "New limit: 75k tokens");
      house.tap(options, "Respawn now");
      Message done = house.becomes(options, "Baker was respawned as");

      AgentView fresh = newest(house);
      assertThat(fresh.id()).isNotEqualTo(baker);
      assertThat(fresh.tokensLimit()).isEqualTo(75_000);
      assertThat(house.server().counters().requests(ApiCall.RESPAWN)).isEqualTo(1);
      house.tap(done, "New agent");
      Message card = house.becomes(done, "Baker", "of 75k tokens");
      assertThat(card.labels()).contains("Kill");
      assertThat(house.telling(house.chat(), "Failed · Baker")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void eachFactIsToldOnceThoughProgressFloodsTheStream() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String stuck = house.agent("Stuck");
      String swift = house.agent("Swift");
      String busy = house.agent("Busy");
      String doomed = house.agent("Doomed");
      house.startBot();
      house.subscribe();

      world.stall(stuck);
      for (int step = 0; step < 500; step++) {
        world.progress(busy, step % 100);
        if (step == 250) {
          world.complete(swift);
        }
      }
      Message stall = house.message(house.chat(), "Stalled · Stuck", "no sign of life", "tokens");
      assertThat(stall.labels())
          .containsExactly(
              "Kill",
              "Respawn",
              "Logs",
              "Ack",
              "False alarm",
              "Snooze 30m",
              "Snooze 2h",
              "Until morning");
      Message done = house.message(house.chat(), "Completed · Swift", "ran", "tokens");
      assertThat(done.labels()).containsExactly("Logs", "History");

      world.recover(stuck);
      Message recovered = house.becomes(stall, "Recovered · Stuck", "recovered after");
      assertThat(recovered.labels()).containsExactly("Logs");
      world.terminate(doomed);
      Message over = house.message(house.chat(), "Terminated · Doomed", "nobody here ordered it");
      assertThat(over.labels()).containsExactly("Respawn", "Logs");
      house.awaitQuiet(house.chat());

      assertThat(house.telling(house.chat(), "· Stuck")).hasSize(1);
      assertThat(house.telling(house.chat(), "· Swift")).hasSize(1);
      assertThat(house.telling(house.chat(), "· Doomed")).hasSize(1);
      assertThat(house.telling(house.chat(), "· Busy")).isEmpty();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aChatArrangesItsDigestZoneAndSubscriptions() {
    try (House house = House.empty(directory)) {
      String poet = house.agent("Poet");
      house.startBot();
      house.subscribe();
      house.server().world().complete(poet);
      Message told = house.message(house.chat(), "Completed · Poet");

      Message zone = house.ask("/zone america/new_york", "America/New_York");
      Message planned = house.ask("/digest 09:00", "Digest here", "09:00", "America/New_York");
      assertThat(planned.labels()).contains("Now", "Off");
      Message digest = house.ask("/digest now", "Digest", "1 ended", "success 100 %", "Poet");
      Message history = house.ask("/history", "History of all agents", "Poet completed");
      Message health = house.ask("/health", "All is well");
      assertThat(health.text()).doesNotContain(house.telegram().config().token().reveal());
      Message mine = house.ask("/subscriptions", "Notices in this chat", "normal");
      Message ended = house.ask("/unsubscribe", "gets no more notices");
      assertThat(List.of(told, zone, digest, history, mine, ended)).doesNotHaveDuplicates();

      String silent = house.agent("Silent");
      Message known = house.ask("/agent Silent", "Task of Silent");
      house.server().world().fail(silent, "unheard");
      house.tap(known, "Refresh");
      Message after = house.becomes(known, "unheard");
      assertThat(after.labels()).contains("Respawn");
      assertThat(house.telling(house.chat(), "Failed · Silent")).isEmpty();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aGroupIsAnsweredOnlyWhenAddressedAndAStrangerNot() {
    try (House house = House.empty(directory)) {
      String guard = house.agent("Guard");
      house.startBot();
      Person stranger = house.telegram().person("Stranger", "stranger", "en");
      Chat group = house.telegram().supergroup("Agents team", false, house.admin(), stranger);

      Message one = house.admin().types(group, "agents");
      Message two = house.admin().types(group, "/agents@other_bot");
      Message three = stranger.types(group, "/agents@drover_bot");
      Message four = stranger.starts();
      Message list = house.askIn(group, house.admin(), "/agents@drover_bot", "Agents · 1");
      assertThat(List.of(one, two, three, four)).doesNotHaveDuplicates();
      assertThat(group.fromBot()).hasSize(1);
      TapAnswer refused = house.tapBy(stranger, list, "Guard");

      assertThat(refused.text()).startsWith("Not for you");
      house.tap(list, "Guard");
      Message card = house.becomes(list, "Task of Guard");
      assertThat(house.tapBy(stranger, card, "Kill").text()).startsWith("Not for you");
      assertThat(stranger.privateChat().fromBot()).isEmpty();
      assertThat(group.fromBot()).hasSize(1);
      assertThat(view(house, guard).status()).isEqualTo(AgentStatus.WORKING);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aStubbornAgentIsEndedByForce() {
    try (House house = House.empty(directory, "kill.verify-timeout", "1s")) {
      String mule = house.agent("Mule");
      house.server().world().makeStubborn(mule, true);
      house.startBot();
      house.subscribe();

      Message question = house.ask("/kill Mule", "Kill Mule ");
      house.tap(question, "Yes, kill");
      Message alive = house.becomes(question, "Mule is still alive");
      assertThat(alive.labels()).contains("Force kill");
      assertThat(view(house, mule).status()).isEqualTo(AgentStatus.WORKING);
      house.tap(alive, "Force kill");
      Message ended = house.becomes(alive, " ended, ", "after the kill by force");

      assertThat(ended.text()).contains("Mule");
      assertThat(view(house, mule).status()).isEqualTo(AgentStatus.TERMINATED);
      assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(2);
      house.awaitQuiet(house.chat());
      assertThat(house.telling(house.chat(), "Terminated · Mule")).isEmpty();
    }
  }

  private static AgentView view(House house, String id) {
    return house.server().world().find(id).orElseThrow();
  }

  private static AgentView newest(House house) {
    List<AgentView> all = house.server().world().agents();
    return all.get(all.size() - 1);
  }

  private static String contents(House house, Message message) {
    Attachment attachment = message.content().attachment();
    assertThat(attachment).isNotNull();
    return house
        .telegram()
        .file(attachment == null ? "" : attachment.fileId())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow();
  }
}
