package drover.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import drover.emulator.EmulatorConfig;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.TelegramEmulator;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatsJsonTest {
  private final TelegramEmulator telegram =
      new TelegramEmulator(EmulatorConfig.inMemory(Clock.systemUTC()));
  private final ChatsJson json = new ChatsJson(new ObjectMapper(), new Scene(telegram));
  private final Person ada = telegram.person("Ada", null, null);

  @AfterEach
  void stop() {
    telegram.stop();
  }

  @Test
  void anAnswerQuotesTheFirstLineOfItsMessageWhileThatIsThere() {
    Message first = ada.types(ada.privateChat(), "line one\nline two");
    Message answer = ada.in(ada.privateChat()).replyingTo(first).types("why?");

    JsonNode quote = shown(1).path("reply");
    assertThat(quote.path("id").asLong()).isEqualTo(first.id());
    assertThat(quote.path("name").asText()).isEqualTo("Ada");
    assertThat(quote.path("text").asText()).isEqualTo("line one");
    assertThat(shown(0).has("reply")).isFalse();

    ada.deletes(first);
    assertThat(shown(0).path("id").asLong()).isEqualTo(answer.id());
    assertThat(shown(0).has("reply")).isFalse();
  }

  private JsonNode shown(int message) {
    return json.of(ada).path("chats").path(0).path("messages").path(message);
  }
}
