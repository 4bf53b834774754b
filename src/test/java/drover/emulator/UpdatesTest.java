package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import drover.emulator.Wire.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdatesTest {
  private final SettableClock clock = new SettableClock();
  private final TelegramEmulator emulator = new TelegramEmulator(EmulatorConfig.inMemory(clock));
  private final Wire wire = new Wire(emulator);
  private Person ada;

  @BeforeEach
  void start() {
    emulator.start();
    ada = emulator.person("Ada", "ada", null);
  }

  @AfterEach
  void stop() {
    emulator.stop();
  }

  @Test
  void comeAgainUntilTheyAreConfirmed() {
    write("one", "two", "three");

    List<Long> first = poll("{}");
    assertThat(first).hasSize(3);
    assertThat(poll("{}")).isEqualTo(first);
    assertThat(poll("{'offset': %d}".formatted(first.get(1)))).isEqualTo(first.subList(1, 3));
    assertThat(poll("{'offset': %d}".formatted(first.get(2) + 1))).isEmpty();
    assertThat(emulator.pendingUpdates()).isZero();
  }

  @Test
  void areForgottenUpToANegativeOffset() {
    write("one", "two", "three");

    assertThat(texts("{'offset': -2}")).containsExactly("two", "three");
    assertThat(texts("{}")).containsExactly("two", "three");
    assertThat(texts("{'offset': -50}")).containsExactly("two", "three");
  }

  @Test
  void comeInBatchesOfTheWantedSize() {
    write("one", "two", "three");

    assertThat(texts("{'limit': 2}")).containsExactly("one", "two");
    assertThat(wire.call("getUpdates", "{'limit': 0}").status()).isEqualTo(400);
    assertThat(wire.call("getUpdates", "{'limit': 101}").status()).isEqualTo(400);
    assertThat(emulator.calls().excuse()).hasSize(2);
  }

  @Test
  void wakeAWaitingPoll() throws Exception {
    var waiting = wire.later("getUpdates", "{'timeout': 30}");
    await().until(emulator::isPolled);

    write("hello");

    JsonNode result = waiting.get(20, TimeUnit.SECONDS).result();
    assertThat(result).hasSize(1);
    assertThat(emulator.isPolled()).isFalse();
  }

  @Test
  void leaveAPollEmptyWhenItsTimeIsUp() throws Exception {
    var waiting = wire.later("getUpdates", "{'timeout': 1}");

    assertThat(waiting.get(20, TimeUnit.SECONDS).result()).isEmpty();
  }

  @Test
  void goToTheNewerOfTwoPolls() throws Exception {
    var first = wire.later("getUpdates", "{'timeout': 30}");
    await().until(emulator::isPolled);
    var second = wire.later("getUpdates", "{'timeout': 30}");

    Answer ended = first.get(20, TimeUnit.SECONDS);
    write("hello");

    assertThat(ended.status()).isEqualTo(409);
    assertThat(ended.description())
        .isEqualTo(
            "Conflict: terminated by other getUpdates request; make sure that only one bot"
                + " instance is running");
    assertThat(second.get(20, TimeUnit.SECONDS).result()).hasSize(1);
    assertThat(emulator.calls().violations()).isEmpty();
  }

  @Test
  void areRefusedWhileAWebhookIsSet() {
    assertThat(wire.call("setWebhook", "{'url': 'https://x.example/hook'}").status())
        .isEqualTo(200);

    Answer refused = wire.call("getUpdates", "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.description())
        .startsWith("Conflict: can't use getUpdates method while webhook is active");
    assertThat(wire.call("getWebhookInfo", "{}").result().path("url").asText())
        .isEqualTo("https://x.example/hook");
    assertThat(wire.call("deleteWebhook", "{}").status()).isEqualTo(200);
    assertThat(wire.call("getUpdates", "{}").status()).isEqualTo(200);
  }

  @Test
  void areOfTheWantedTypesOnlyAndTheWishPersists() {
    assertThat(poll("{'allowed_updates': ['callback_query']}")).isEmpty();
    write("unheard");

    assertThat(poll("{}")).isEmpty();
    assertThat(poll("{'allowed_updates': []}")).isEmpty();
    write("heard");
    assertThat(texts("{}")).containsExactly("heard");
  }

  @Test
  void areKeptForADayAndTapsForAMoment() {
    ada.starts();
    assertThat(
            wire.call(
                    "sendMessage",
                    """
                    {'chat_id': %d, 'text': 'x', 'reply_markup':
                      {'inline_keyboard': [[{'text': 'Go', 'callback_data': 'go'}]]}}
                    """
                        .formatted(ada.id()))
                .status())
        .isEqualTo(200);
    Tap tap = ada.taps(ada.privateChat().lastFromBot(), "Go");

    clock.advance(Duration.ofSeconds(150));
    assertThat(poll("{}")).hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    assertThat(poll("{}")).hasSize(1);
    clock.advance(Duration.ofDays(1));
    assertThat(poll("{}")).isEmpty();
    assertThat(tap.answer()).isNotDone();
  }

  @Test
  void canBeHandedOutTwice() {
    write("one", "two");
    List<Long> ids = poll("{}");
    assertThat(poll("{'offset': %d}".formatted(ids.get(1) + 1))).isEmpty();

    emulator.redeliver(1);

    assertThat(poll("{'offset': %d}".formatted(ids.get(1) + 1))).containsExactly(ids.get(1));
    assertThat(poll("{'offset': %d}".formatted(ids.get(1) + 1))).isEmpty();
  }

  @Test
  void canBePoisoned() {
    emulator.poisonUpdate();

    JsonNode update = wire.call("getUpdates", "{}").result().get(0);

    assertThat(update.path("message").path("message_id").isTextual()).isTrue();
  }

  private void write(String... texts) {
    for (String text : texts) {
      ada.types(ada.privateChat(), text);
    }
  }

  private List<Long> poll(String json) {
    return wire.call("getUpdates", json)
        .result()
        .valueStream()
        .map(update -> update.path("update_id").asLong())
        .toList();
  }

  private List<String> texts(String json) {
    return wire.call("getUpdates", json)
        .result()
        .valueStream()
        .map(update -> update.path("message").path("text").asText())
        .toList();
  }
}
