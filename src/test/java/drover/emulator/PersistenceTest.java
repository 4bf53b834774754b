package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {
  private final SettableClock clock = new SettableClock();
  private final Path directory;

  PersistenceTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void keepsEverythingOverARestart() {
    String[] tap = new String[1];
    run(
        emulator -> {
          Person ada = emulator.person(42, "Ada", "ada", "en");
          ada.starts();
          Chat forum = emulator.supergroup("Herd", true, ada);
          forum.createTopic(ada, "Alerts");
          Wire wire = new Wire(emulator);
          ok(
              wire.call(
                  "sendMessage",
                  """
                  {'chat_id': 42, 'text': '<b>x</b>', 'parse_mode': 'HTML', 'reply_markup':
                    {'inline_keyboard': [[{'text': 'Go', 'callback_data': 'go'}]]}}
                  """));
          ok(
              wire.form(
                  "sendDocument",
                  "multipart/form-data; boundary=b",
                  """
                  --b
                  Content-Disposition: form-data; name="chat_id"

                  42
                  --b
                  Content-Disposition: form-data; name="document"; filename="a.txt"

                  hello
                  --b--
                  """
                      .replace("\n", "\r\n")));
          ok(wire.call("setMyCommands", "{'commands':[{'command':'help','description':'x'}]}"));
          tap[0] = ada.taps(ada.privateChat().fromBot().get(0), "Go").id();
        });

    run(
        emulator -> {
          Person ada = emulator.findPerson(42).orElseThrow();
          Chat chat = ada.privateChat();
          assertThat(ada.user().language()).isEqualTo("en");
          assertThat(emulator.chats()).hasSize(2);
          assertThat(chat.fromBot()).hasSize(2);
          assertThat(chat.fromBot().get(0).html()).isEqualTo("<b>x</b>");
          assertThat(chat.fromBot().get(0).labels()).containsExactly("Go");
          Attachment file = chat.lastFromBot().content().attachment();
          assertThat(file).isNotNull();
          assertThat(emulator.file(file == null ? "" : file.fileId()))
              .hasValue("hello".getBytes(StandardCharsets.UTF_8));
          assertThat(chat.menu(ada)).extracting(MenuCommand::name).containsExactly("help");
          Wire wire = new Wire(emulator);
          assertThat(wire.call("getUpdates", "{}").result()).hasSize(3);
          ok(wire.call("answerCallbackQuery", "{'callback_query_id': '" + tap[0] + "'}"));
          long last = chat.lastFromBot().id();
          ok(wire.call("sendMessage", "{'chat_id': 42, 'text': 'again'}"));
          assertThat(chat.lastFromBot().id()).isGreaterThan(last);
          Chat forum = emulator.chats().get(1);
          assertThat(forum.topics()).extracting(Topic::name).containsExactly("Alerts");
        });
  }

  @Test
  void remembersWhatWasConfirmed() {
    long[] last = new long[1];
    run(
        emulator -> {
          emulator.person(42, "Ada", null, null).starts();
          Wire wire = new Wire(emulator);
          last[0] = wire.call("getUpdates", "{}").result().get(0).path("update_id").asLong();
          ok(wire.call("getUpdates", "{'offset': " + (last[0] + 1) + "}"));
        });

    run(
        emulator -> {
          assertThat(emulator.pendingUpdates()).isZero();
          emulator.findPerson(42).orElseThrow().starts();
          assertThat(
                  new Wire(emulator)
                      .call("getUpdates", "{}")
                      .result()
                      .get(0)
                      .path("update_id")
                      .asLong())
              .isEqualTo(last[0] + 1);
        });
  }

  @Test
  void savesWhileItRuns() {
    run(
        emulator -> {
          emulator.person(42, "Ada", null, null).starts();
          await().until(() -> read().contains("/start"));
        });
  }

  @Test
  void movesADamagedFileAsideAndStartsAfresh() throws IOException {
    run(emulator -> emulator.person(42, "Ada", null, null).starts());
    String half = read().substring(0, read().length() / 2);
    Files.writeString(directory.resolve("telegram.json"), half);

    run(emulator -> assertThat(emulator.people()).isEmpty());

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(file -> file.toString().contains("damaged"))).hasSize(1);
    }
  }

  @Test
  void survivesAFileOfZeroBytesAndALeftoverOfACrash() throws IOException {
    Files.writeString(directory.resolve("telegram.json"), "");
    Files.writeString(directory.resolve("telegram.json.new"), "{");

    run(emulator -> emulator.person(42, "Ada", null, null).starts());
    run(emulator -> assertThat(emulator.people()).hasSize(1));
  }

  private String read() {
    try {
      Path file = directory.resolve("telegram.json");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void run(Consumer<TelegramEmulator> work) {
    TelegramEmulator emulator =
        new TelegramEmulator(EmulatorConfig.inMemory(clock).withStateDirectory(directory));
    emulator.start();
    try {
      work.accept(emulator);
    } finally {
      emulator.stop();
    }
  }

  private static void ok(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
