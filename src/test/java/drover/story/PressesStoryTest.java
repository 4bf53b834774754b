package drover.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Tap;
import drover.simulator.AgentStatus;
import drover.simulator.ApiCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** Presses that are no orders: they do nothing and say so; the honest one then does. */
class PressesStoryTest {
  private static final Duration LONG = Duration.ofSeconds(75);

  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void aForgedTokenDoesNothingAndSaysSo() {
    try (House house = House.empty(directory)) {
      String target = house.agent("Target");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Target", "Kill Target ");
      String yes = token(question, "Yes, kill");

      for (String forged :
          List.of(
              "kill",
              "kill id:" + target + " yes",
              yes + "A",
              yes.toLowerCase(Locale.ROOT),
              "' OR 1=1 --")) {
        assertThat(stale(house.admin(), house.chat(), question, forged))
            .isEqualTo("I do not know this button.");
      }
      nothingWasOrdered(house, target);

      theHonestPressKills(house, question, target);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aButtonOfOneChatDoesNothingInAnother() {
    try (House house = House.empty(directory)) {
      String target = house.agent("Target");
      house.startBot();
      house.subscribe();
      Chat group = house.telegram().supergroup("Team", false, house.admin());
      Message question = house.ask("/kill Target", "Kill Target ");
      Message other = house.askIn(group, house.admin(), "/agents@drover_bot", "Agents · 1");

      assertThat(stale(house.admin(), group, other, token(question, "Yes, kill")))
          .isEqualTo("This button belongs to another chat.");
      nothingWasOrdered(house, target);

      theHonestPressKills(house, question, target);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aLowerRoleAndAStrangerAreRefusedByTheButtonsOfOthers() {
    try (House house = House.empty(directory)) {
      String target = house.agent("Target");
      house.startBot();
      house.subscribe();
      Person viewer = house.telegram().person("Vera", "vera", "en");
      Person stranger = house.telegram().person("Sven", "sven", "en");
      Chat group = house.telegram().supergroup("Team", false, house.admin(), viewer, stranger);
      Message granted = house.ask("/grant " + viewer.id() + " viewer", "viewer");
      Message question =
          house.askIn(group, house.admin(), "/kill@drover_bot Target", "Kill Target ");

      assertThat(granted.text()).isNotEmpty();
      assertThat(house.tapBy(viewer, question, "Yes, kill").text())
          .isEqualTo("Only operators can do that. Ask an admin.");
      assertThat(house.tapBy(stranger, question, "Yes, kill").text()).startsWith("Not for you");
      nothingWasOrdered(house, target);

      theHonestPressKills(house, question, target);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void anExpiredQuestionIsAskedAnewAndTheOldButtonStaysDead() {
    try (House house = House.empty(directory)) {
      String target = house.agent("Target");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Target", "Kill Target ");
      String old = token(question, "Yes, kill");
      for (int i = 0; i < 3; i++) { // the bot is there all the time
        house.advance(Duration.ofSeconds(41));
        Message unused = house.ask("/whoami", "User:");
      }

      assertThat(house.tap(question, "Yes, kill").text())
          .isEqualTo("That button has expired; nothing was ordered.");
      house.awaitTrue(
          "a new question", () -> !token(now(house, question), "Yes, kill").equals(old));
      assertThat(stale(house.admin(), house.chat(), question, old)).contains("expired");
      nothingWasOrdered(house, target);

      theHonestPressKills(house, question, target);
      assertThat(stale(house.admin(), house.chat(), question, old)).contains("expired");
      assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aPressThatWaitedWhileTheBotWasAwayIsAskedAgain() {
    try (House house = House.empty(directory)) {
      String target = house.agent("Target");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Target", "Kill Target ");
      String old = token(question, "Yes, kill");
      house.stopBot();
      Tap early = house.admin().taps(question, "Yes, kill");
      house.advance(LONG);
      house.startBot();
      Message asked = house.becomes(question, "while I was away: still do it?", "Kill Target ");

      assertThat(early.answer()).isNotCompletedExceptionally();
      assertThat(token(now(house, question), "Yes, kill")).isNotEqualTo(old);
      nothingWasOrdered(house, target);

      theHonestPressKills(house, asked, target);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void ordersThatWaitedWhileTelegramWasAwayAreAskedAgain() {
    try (House house = House.empty(directory)) {
      String target = house.agent("Target");
      house.startBot();
      house.subscribe();
      Message question = house.ask("/kill Target", "Kill Target ");
      house.telegram().down();
      Tap pressed = house.admin().taps(question, "Yes, kill");
      Message typed = house.admin().types(house.chat(), "/kill Target -- by hand");
      house.advance(LONG);
      house.telegram().up();
      Message again = house.becomes(question, "while I was away: still do it?", "Kill Target ");
      Message second =
          house.message(house.chat(), "while I was away: still do it?", "Reason: by hand");

      assertThat(pressed.answer()).isNotCompletedExceptionally();
      assertThat(typed.id()).isLessThan(second.id());
      nothingWasOrdered(house, target);

      theHonestPressKills(house, again, target);
    }
  }

  private static void theHonestPressKills(House house, Message question, String target) {
    house.tap(question, "Yes, kill");
    Message ended = house.becomes(question, " ended, ");

    assertThat(ended.text()).contains("Target");
    assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(1);
    assertThat(house.server().world().find(target).orElseThrow().status())
        .isEqualTo(AgentStatus.TERMINATED);
  }

  private static void nothingWasOrdered(House house, String target) {
    assertThat(house.server().counters().requests(ApiCall.KILL)).isZero();
    assertThat(house.server().world().find(target).orElseThrow().status())
        .isEqualTo(AgentStatus.WORKING);
  }

  private static Message now(House house, Message message) {
    return house
        .telegram()
        .findChat(message.chat())
        .orElseThrow()
        .message(message.id())
        .orElseThrow();
  }

  private static String token(Message message, String label) {
    return message.keyboard().stream()
        .flatMap(List::stream)
        .filter(button -> button.label().equals(label))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** What is said over a button that an old or forged client shows. */
  private static @Nullable String stale(Person who, Chat chat, Message message, String data) {
    return who.tapsStale(chat, message.id(), data).answer().orTimeout(15, SECONDS).join().text();
  }
}
