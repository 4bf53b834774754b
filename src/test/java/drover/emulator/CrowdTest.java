package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many at once. */
class CrowdTest {
  private static final int PEOPLE = 8;
  private static final int EACH = 50;

  @Test
  void losesNothingAndNumbersEverythingOnce() {
    TelegramEmulator emulator =
        new TelegramEmulator(EmulatorConfig.inMemory(new SettableClock()).withLimits(false));
    emulator.start();
    try {
      Wire wire = new Wire(emulator);
      CompletableFuture<?>[] crowd =
          IntStream.range(0, PEOPLE)
              .mapToObj(i -> emulator.person("P" + i, null, null))
              .map(person -> CompletableFuture.runAsync(() -> chat(person, wire)))
              .toArray(CompletableFuture[]::new);

      Set<String> heard = listen(wire);

      CompletableFuture.allOf(crowd).join();
      assertThat(heard).hasSize(PEOPLE * EACH);
      Set<Long> ids = new HashSet<>();
      emulator.chats().forEach(chat -> chat.messages().forEach(message -> ids.add(message.id())));
      assertThat(ids).hasSize(2 * PEOPLE * EACH);
      assertThat(emulator.pendingUpdates()).isZero();
    } finally {
      emulator.stop();
    }
  }

  private static void chat(Person person, Wire wire) {
    for (int i = 0; i < EACH; i++) {
      Message message = person.types(person.privateChat(), "m" + i);
      assertThat(message.text()).isEqualTo("m" + i);
      Wire.Answer sent =
          wire.call("sendMessage", "{'chat_id': %d, 'text': 'a'}".formatted(person.id()));
      assertThat(sent.status()).isEqualTo(200);
    }
  }

  private static Set<String> listen(Wire wire) {
    Set<String> heard = new HashSet<>();
    long offset = 0;
    for (int polls = 0; heard.size() < PEOPLE * EACH && polls < 1000; polls++) {
      JsonNode batch =
          wire.call("getUpdates", "{'timeout': 5, 'offset': %d}".formatted(offset)).result();
      for (JsonNode update : batch) {
        offset = update.path("update_id").asLong() + 1;
        JsonNode message = update.path("message");
        heard.add(message.at("/chat/id").asText() + message.path("text").asText());
      }
    }
    assertThat(wire.call("getUpdates", "{'timeout': 0, 'offset': %d}".formatted(offset)).result())
        .isEmpty();
    return heard;
  }
}
