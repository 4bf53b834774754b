package drover.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Message;
import drover.emulator.TapAnswer;
import drover.simulator.AgentStatus;
import drover.simulator.ApiCall;
import drover.simulator.World;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** The bot is stopped and started again on the same database. */
class RestartTest {
  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void nothingIsForgottenAndNothingToldTwice() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String early = house.agent("Early");
      String stuck = house.agent("Stuck");
      String meanwhile = house.agent("Meanwhile");
      String victim = house.agent("Victim");
      String lasting = house.agent("Lasting");
      world.complete(early);
      house.startBot();
      house.subscribe();
      assertThat(house.telling(house.chat(), "Completed")).as("learned silently").isEmpty();
      world.stall(stuck);
      Message stall = house.message(house.chat(), "Stalled · Stuck");
      Message digest = house.ask("/digest every 4h", "Digest here");
      Message question = house.ask("/kill Victim", "Kill Victim?");
      Message card = house.ask("/agent Lasting", "Task of Lasting");

      house.stopBot();
      world.complete(meanwhile);
      world.recover(stuck);
      house.startBot();
      Message late = house.message(house.chat(), "Completed · Meanwhile");
      Message recovered = house.becomes(stall, "Recovered · Stuck");

      assertThat(recovered.labels()).containsExactly("Logs");
      assertThat(house.ask("/subscriptions", "Notices in this chat").text()).contains("normal");
      assertThat(house.ask("/digest", "Digest here").text()).contains("every 4h");
      assertThat(house.ask("/history", "History").text())
          .containsPattern("Stuck.* stalled")
          .containsPattern("Meanwhile.* completed");
      house.tap(card, "Logs");
      Message logs = house.becomes(card, "Lasting", "lines 1");
      house.tap(question, "Yes, kill");
      Message ended = house.becomes(question, "ended after");
      assertThat(world.find(victim).orElseThrow().status()).isEqualTo(AgentStatus.TERMINATED);
      house.awaitQuiet(house.chat());
      assertThat(List.of(logs, ended, late, digest)).doesNotHaveDuplicates();
      assertThat(house.telling(house.chat(), "· Stuck")).hasSize(1);
      assertThat(house.telling(house.chat(), "Completed · Meanwhile")).hasSize(1);
      assertThat(house.telling(house.chat(), "· Early")).isEmpty();
      assertThat(world.find(lasting).orElseThrow().status()).isEqualTo(AgentStatus.WORKING);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void anUpdateThatComesAgainAfterTheRestartDoesNothingTwice() {
    try (House house = House.empty(directory)) {
      String goner = house.agent("Goner");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Goner", "Kill Goner?");
      house.tap(question, "Yes, kill");
      Message ended = house.becomes(question, "ended after");
      int messages = house.chat().fromBot().size();

      house.stopBot();
      house.telegram().redeliver(10);
      house.startBot();
      Message after = house.ask("/whoami", "User:");

      assertThat(house.chat().fromBot()).hasSize(messages + 1);
      assertThat(house.chat().message(ended.id()).orElseThrow().text()).isEqualTo(ended.text());
      assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(1);
      assertThat(house.server().world().find(goner).orElseThrow().status())
          .isEqualTo(AgentStatus.TERMINATED);
      assertThat(after.text()).containsPattern(Pattern.compile("admin"));
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aPressOnAnOrderThatWasGivenBeforeTheRestartOrdersNothing() {
    try (House house = House.empty(directory)) {
      String mule = house.agent("Mule");
      house.server().world().makeStubborn(mule, true);
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Mule", "Kill Mule?");
      String yes = question.keyboard().get(0).get(0).value();
      house.tap(question, "Yes, kill");
      Message asked = house.becomes(question, "Asked the server to end Mule");

      house.stopBot();
      house.startBot();
      TapAnswer again =
          house
              .admin()
              .tapsStale(house.chat(), asked.id(), yes)
              .answer()
              .orTimeout(15, SECONDS)
              .join();

      assertThat(again.text()).contains("Pressed already");
      assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(1);
    }
  }
}
