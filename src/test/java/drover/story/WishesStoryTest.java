package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Attachment;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.simulator.AgentSpec;
import drover.testing.CsvReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** What a chat wishes to hear, and when without sound, through the real program. */
class WishesStoryTest {
  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void inQuietHoursACompletionComesSilentlyAndAFailureRings() {
    try (House house = House.empty(directory)) {
      String calm = house.agent("Calm");
      String broken = house.agent("Broken");
      String vital =
          house.server().world().addAgent(AgentSpec.named("Vital").withPriority("critical"));
      house.startBot();
      house.subscribe();
      Message settings = house.ask("/settings quiet " + hoursAroundNow(), "Settings");
      assertThat(settings.text()).contains(", now");

      house.server().world().complete(calm);
      house.server().world().fail(broken, "paper jam");
      house.server().world().complete(vital);

      assertThat(house.message(house.chat(), "Completed · Calm").silent()).isTrue();
      assertThat(house.message(house.chat(), "Failed · Broken").silent()).isFalse();
      assertThat(house.message(house.chat(), "Completed · Vital").silent()).isFalse();

      house.tap(settings, "Quiet off");
      Message unused = house.becomes(settings, "Quiet hours: off");
      String late = house.server().world().arrive(AgentSpec.named("Late"));
      house.server().world().complete(late);
      assertThat(house.message(house.chat(), "Completed · Late").silent()).isFalse();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aGroupHearsOfItsAgentsAloneAndEverythingElseGoesElsewhere() {
    try (House house = House.empty(directory)) {
      String build = house.agent("Build 7");
      String paint = house.agent("Painter");
      house.startBot();
      Chat group = house.telegram().supergroup("Builders", false, house.admin());
      Message unused =
          house.askIn(
              group, house.admin(), "/subscribe@drover_bot name:build*", "match name:build*");
      house.subscribe();

      house.server().world().complete(paint);
      house.server().world().complete(build);
      house.awaitQuiet(house.chat());

      assertThat(house.message(group, "Completed · Build 7")).isNotNull();
      assertThat(house.telling(group, "Painter")).isEmpty();
      assertThat(house.telling(house.chat(), "Completed · Painter")).hasSize(1);
      assertThat(house.telling(house.chat(), "Completed · Build 7")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aMutedChatGetsOneMessageOfAllThatHappenedWhenTheSilenceEnds() {
    try (House house = House.empty(directory, "stall.threshold", "2h")) {
      String first = house.agent("First");
      String second = house.agent("Second");
      String vital =
          house.server().world().addAgent(AgentSpec.named("Vital").withPriority("critical"));
      house.startBot();
      Chat group = house.telegram().supergroup("Agents team", false, house.admin());
      Message unused = house.askIn(group, house.admin(), "/subscribe@drover_bot", "Notices here");
      house.subscribe();
      Message muted = house.ask("/mute 1h", "Muted until", "for 1 h");
      assertThat(muted.labels()).contains("Unmute");

      house.server().world().complete(first);
      house.server().world().fail(second, "paper jam");
      house.server().world().complete(vital);
      assertThat(house.message(house.chat(), "Completed · Vital").silent()).isFalse();
      unused = house.message(group, "Failed · Second");
      house.awaitQuiet(group);
      assertThat(after(house, muted)).as("only who is critical").hasSize(1);

      house.botClock().advance(Duration.ofMinutes(61));
      String third = house.server().world().arrive(AgentSpec.named("Third"));
      house.server().world().complete(third);
      unused = house.message(house.chat(), "Third");
      Message summary = house.message(house.chat(), "While muted", "First", "Second", "paper jam");
      house.awaitQuiet(house.chat());

      assertThat(after(house, muted))
          .filteredOn(m -> m.text().contains("First") || m.text().contains("Second"))
          .extracting(Message::id)
          .containsExactly(summary.id());
      assertThat(summary.text()).contains("1 failed").doesNotContain("Vital");
      // By itself, or in that message when it came while that was on its way: but once.
      assertThat(house.telling(house.chat(), "Third")).hasSize(1);
      assertThat(house.telling(group, "First")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void unmutingTellsAtOnceWhatWasHeldAndARestartForgetsNothing() {
    try (House house = House.empty(directory)) {
      String first = house.agent("First");
      String second = house.agent("Second");
      house.startBot();
      house.subscribe();
      Message muted =
          house.ask("/mute until morning name:first", "Muted until", "critical ones too");
      Message unused = house.ask("/mute 2h", "Muted until", "Also muted");
      house.server().world().complete(first);
      house.awaitTrue(
          "it is held", () -> !house.ask("/missed", "issed").text().contains("nothing"));
      house.stopBot();
      house.startBot();
      house.server().world().complete(second);
      house.awaitTrue(
          "the second is held", () -> house.ask("/history", "History").text().contains("Second"));
      assertThat(house.telling(house.chat(), "Completed ·")).isEmpty();

      unused = house.ask("/unmute name:first", "Unmuted", "Also muted");
      house.tap(muted, "Unmute");
      unused = house.becomes(muted, "Nothing was muted", "Also muted");
      assertThat(house.telling(house.chat(), "Completed ·")).isEmpty();
      unused = house.ask("/unmute", "Unmuted", "in one message");

      Message summary = house.message(house.chat(), "While muted", "First", "Second");
      house.awaitQuiet(house.chat());
      assertThat(house.telling(house.chat(), "While muted")).containsExactly(summary);
      assertThat(house.telling(house.chat(), "Completed ·")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void historyIsReadBackFromItsFile() {
    try (House house = House.empty(directory)) {
      String id = house.agent("=SUM(A1), \"quoted\"");
      house.startBot();
      house.subscribe();
      house.server().world().fail(id, "line one\nline two; ü");
      Message unused = house.message(house.chat(), "Failed");
      Message page = house.ask("/history", "History", "failed");

      house.tap(page, "Export CSV");
      Message file = house.message(house.chat(), "History of all agents", "1 row");

      Attachment attachment = Objects.requireNonNull(file.content().attachment());
      List<List<String>> rows =
          CsvReader.read(house.telegram().file(attachment.fileId()).orElseThrow());
      assertThat(rows).hasSize(2);
      Map<String, Integer> columns = Map.of("agent", 2, "session", 3, "event", 5, "detail", 6);
      columns.forEach((name, at) -> assertThat(rows.get(0).get(at)).isEqualTo(name));
      assertThat(rows.get(1)).contains("'=SUM(A1), \"quoted\"", id, "failed");
      assertThat(rows.get(1).get(6)).contains("line one\nline two; ü");
    }
  }

  private static String hoursAroundNow() {
    LocalTime now =
        LocalTime.now(Clock.system(ZoneId.of("Europe/Berlin"))).truncatedTo(ChronoUnit.MINUTES);
    return now.minusHours(1) + "-" + now.plusHours(2);
  }

  private static List<Message> after(House house, Message last) {
    return house.chat().fromBot().stream().filter(m -> m.id() > last.id()).toList();
  }
}
