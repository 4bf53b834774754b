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
}
