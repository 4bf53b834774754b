package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Message;
import drover.simulator.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** An agent that was given keys and repeats them: nobody reads them anywhere afterwards. */
class SecretsStoryTest {
  private static final String OF_A_SERVICE = "ghp_Zq9wX7Zq9wX7Zq9wX7Zq9wX7Zq9wX7";

  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void noSecretStandsInAChatInTheLogOrInTheDatabaseFile() throws IOException {
    try (House house = House.empty(directory)) {
      List<String> secrets =
          List.of(house.telegram().config().token().reveal(), House.API_KEY.reveal(), OF_A_SERVICE);
      String told = "pushing with " + String.join(" and ", secrets);
      World world = house.server().world();
      String leaky = house.agent("Leaky");
      world.log(leaky, "error", told, Map.of("GITHUB_TOKEN", OF_A_SERVICE));
      String output;
      try (Child bot = Child.botOf(house, directory)) {
        house.subscribe();
        Message logs = house.ask("/logs Leaky", "pushing with ***");
        house.tap(logs, "As file");
        Message file = house.message(house.chat(), "Log of Leaky");
        world.fail(leaky, told);
        Message failed = house.message(house.chat(), "Failed · Leaky", "pushing with ***");
        Message history = house.ask("/history", "Leaky", "pushing with ***");
        bot.terminate();
        int ignored = bot.exitCode();
        output = bot.output();

        assertThat(contents(house, file)).contains("pushing with ***");
        assertThat(List.of(logs, failed, history)).doesNotHaveDuplicates();
      }
      String database =
          Files.readString(directory.resolve("drover.mv.db"), StandardCharsets.ISO_8859_1);
      String chat = house.chat().messages().toString();

      assertThat(database).contains("Leaky", "pushing with ***");
      for (String secret : secrets) {
        assertThat(chat).doesNotContain(secret);
        assertThat(output).doesNotContain(secret);
        assertThat(database.contains(secret))
            .as("%s… in the file", secret.substring(0, 6))
            .isFalse();
      }
    }
  }

  private static String contents(House house, Message message) {
    var attachment = message.content().attachment();
    byte[] bytes =
        house.telegram().file(attachment == null ? "" : attachment.fileId()).orElseThrow();
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).doesNotContain(OF_A_SERVICE, House.API_KEY.reveal());
    return text;
  }
}
