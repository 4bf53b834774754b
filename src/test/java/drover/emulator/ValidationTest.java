package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import drover.emulator.Wire.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that Telegram refuses or tolerates in a request, over bare HTTP. */
class ValidationTest {
  private static final TelegramEmulator emulator =
      new TelegramEmulator(EmulatorConfig.inMemory(new SettableClock()).withLimits(false));
  private static final Wire wire = new Wire(emulator);
  private static final Person ada = emulator.person(42, "Ada", "ada", null);
  private static final List<String> EMULATED =
      List.of(
          "answerCallbackQuery",
          "close",
          "closeForumTopic",
          "createForumTopic",
          "deleteMessage",
          "deleteMyCommands",
          "deleteWebhook",
          "editMessageCaption",
          "editMessageReplyMarkup",
          "editMessageText",
          "getChat",
          "getChatAdministrators",
          "getChatMember",
          "getFile",
          "getMe",
          "getMyCommands",
          "getUpdates",
          "getWebhookInfo",
          "logOut",
          "pinChatMessage",
          "reopenForumTopic",
          "sendChatAction",
          "sendDocument",
          "sendMessage",
          "sendPhoto",
          "setMessageReaction",
          "setMyCommands",
          "setMyDescription",
          "setMyName",
          "setMyShortDescription",
          "setWebhook",
          "unpinChatMessage");

  @BeforeAll
  static void start() {
    emulator.start();
    ada.starts();
  }

  @AfterAll
  static void stop() {
    emulator.stop();
  }

  @BeforeEach
  void clear() {
    emulator.calls().clear();
  }

  @AfterEach
  void allWasMeant() {
    var unused = emulator.calls().excuse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          sendMessage | {'chat_id': 42} | message text is empty
          sendMessage | {'chat_id': 42, 'text': ''} | message text is empty
          sendMessage | {'chat_id': 42, 'text': ' '} | message text is empty
          sendMessage | {'text': 'x'} | chat_id is empty
          sendMessage | {'chat_id': '', 'text': 'x'} | chat_id is empty
          sendMessage | {'chat_id': [42], 'text': 'x'} | field "chat_id" must be of type Number
          sendMessage | {'chat_id': 42, 'text': {}} | field "text" must be of type String
          sendMessage | {'chat_id': 42, 'txt': 'x', 'text': 'x'} | unknown field "txt" in sendMessage
          sendMessage | {'chat_id': 42, 'text': 'x', 'parse_mode': 'HMTL'} | unsupported parse_mode
          sendMessage | {'chat_id': 42, 'text': '<x>', 'parse_mode': 'HTML'} | can't parse entities: Unsupported start tag "x" at byte offset 0
          sendMessage | {'chat_id': 42, 'text': '*x*', 'parse_mode': 'MarkdownV2'} | this emulator reads HTML and entities, not Markdown
          sendMessage | {'chat_id': 42, 'text': '\\ud83d'} | strings must be encoded in UTF-8
          sendMessage | {'chat_id': 42, 'text': 'x', 'disable_notification': 'maybe'} | field "disable_notification" must be of type Boolean
          sendMessage | {'chat_id': 42, 'text': 'x', 'message_thread_id': 'first'} | field "message_thread_id" must be of type Number
          sendMessage | {'chat_id': 42, 'text': 'x', 'entities': [{'type': 'bold', 'offset': 0}]} | field "length" of MessageEntity is required
          sendMessage | {'chat_id': 42, 'text': 'x', 'entities': [{'type': 'fat', 'offset': 0, 'length': 1}]} | field "type" of MessageEntity is out of its limits
          sendMessage | {'chat_id': 42, 'text': 'x', 'entities': [{'type': 'bold', 'offset': 0, 'length': 2}]} | can't parse MessageEntity: it lies outside of the text
          sendMessage | {'chat_id': 42, 'text': 'x', 'parse_mode': 'HTML', 'entities': [{'type': 'bold', 'offset': 0, 'length': 1}]} | field "entities" can't stand beside "parse_mode"
          sendMessage | {'chat_id': 42, 'text': 'x', 'link_preview_options': {'disabled': true}} | unknown field "disabled" in LinkPreviewOptions
          sendMessage | {'chat_id': 42, 'text': 'x', 'link_preview_options': true} | field "link_preview_options" must be an Object: LinkPreviewOptions
          sendMessage | {'chat_id': 42, 'text': 'x', 'reply_parameters': {'messageid': 1}} | unknown field "messageid" in ReplyParameters
          sendMessage | {'chat_id': 42, 'text': 'x', 'reply_parameters': {}} | field "message_id" of ReplyParameters is required
          sendMessage | {'chat_id': 42, 'text': 'x', 'reply_markup': '{'} | can't parse reply keyboard markup JSON object
          editMessageText | {'chat_id': 42, 'text': 'x'} | message identifier is not specified
          editMessageText | {'chat_id': 42, 'message_id': 1} | message text is empty
          answerCallbackQuery | {} | field "callback_query_id" of answerCallbackQuery is required
          setMyCommands | {'commands': [{'command': 'Kill', 'description': 'x'}]} | BOT_COMMAND_INVALID
          setMyCommands | {'commands': [{'command': '/kill', 'description': 'x'}]} | BOT_COMMAND_INVALID
          setMyCommands | {'commands': [{'command': 'k-i', 'description': 'x'}]} | BOT_COMMAND_INVALID
          setMyCommands | {'commands': [{'command': '', 'description': 'x'}]} | BOT_COMMAND_INVALID
          setMyCommands | {'commands': [{'command': 'kill', 'description': ''}]} | BOT_COMMAND_DESCRIPTION_INVALID
          setMyCommands | {'commands': [{'command': 'kill'}]} | field "description" of BotCommand is required
          setMyCommands | {'commands': 'kill'} | can't parse commands JSON object
          setMyCommands | {'commands': [], 'scope': {'type': 'everybody'}} | field "scope" is no BotCommandScope that is known
          setMyCommands | {'commands': [], 'scope': {'type': 'chat'}} | field "chat_id" of BotCommandScopeChat is required
          setMyCommands | {'commands': [], 'scope': {'type': 'default', 'chat_id': 42}} | unknown field "chat_id" in BotCommandScopeDefault
          setMessageReaction | {'chat_id': 42, 'message_id': 1, 'reaction': [{'type': 'emoji', 'emoji': 'x'}]} | REACTION_INVALID
          sendChatAction | {'chat_id': 42} | field "action" of sendChatAction is required
          sendChatAction | {'chat_id': 42, 'action': 'sleeping'} | field "action" of sendChatAction is out of its limits
          sendDocument | {'chat_id': 42} | there is no document in the request
          sendDocument | {'chat_id': 42, 'document': 'attach://x'} | file part "x" is not in the request
          getUpdates | {'timeout': 'long'} | field "timeout" must be of type Number
          getUpdates | {'allowed_updates': ['mesage']} | unknown update type "mesage" in allowed_updates
          setWebhook | {'url': 'http://x.example'} | bad webhook: an HTTPS URL on port 443, 80, 88 or 8443 is needed
          setWebhook | {'url': 'https://x.example:9000/'} | bad webhook: an HTTPS URL on port 443, 80, 88 or 8443 is needed
          createForumTopic | {'chat_id': 42, 'name': ''} | field "name" of createForumTopic is required
          sendPoll | {'chat_id': 42, 'question': 'x', 'options': [{'text': 'a'}]} | method sendPoll is not emulated
          """)
  void refuses(String method, String json, String reason) {
    Answer answer = wire.call(method, json);

    assertThat(answer.description()).isEqualTo("Bad Request: " + reason);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_code").asInt()).isEqualTo(400);
    assertThat(answer.json().path("ok").asBoolean(true)).isFalse();
    assertThat(emulator.calls().violations()).hasSize(1);
  }

  static Stream<Arguments> brokenButtons() {
    String long65 = "x".repeat(65);
    String bytes66 = "é".repeat(33);
    return Stream.of(
        Arguments.of("[[{'text': 'a', 'callback_data': '" + long65 + "'}]]", "BUTTON_DATA_INVALID"),
        Arguments.of(
            "[[{'text': 'a', 'callback_data': '" + bytes66 + "'}]]", "BUTTON_DATA_INVALID"),
        Arguments.of("[[{'text': 'a', 'callback_data': ''}]]", "BUTTON_DATA_INVALID"),
        Arguments.of(
            "[[{'text': 'a'}]]",
            "can't parse inline keyboard button: Text buttons are unallowed in the inline"
                + " keyboard"),
        Arguments.of(
            "[[{'text': 'a', 'callback_data': 'b', 'url': 'https://x.org'}]]",
            "can't parse inline keyboard button: a button has exactly one action"),
        Arguments.of(
            "[[{'text': '', 'callback_data': 'b'}]]",
            "can't parse inline keyboard button: Field \"text\" must be non-empty"),
        Arguments.of(
            "[[{'callback_data': 'b'}]]", "field \"text\" of InlineKeyboardButton is required"),
        Arguments.of("[[{'text': 'a', 'url': 'x'}]]", "BUTTON_URL_INVALID"),
        Arguments.of(
            "[[{'text': 'a', 'copy_text': {'text': '" + "x".repeat(257) + "'}}]]",
            "BUTTON_COPY_TEXT_INVALID"),
        Arguments.of(
            "[[{'text': 'a', 'callback_data': 'b', 'style': 'red'}]]",
            "field \"style\" of InlineKeyboardButton is out of its limits"),
        Arguments.of(
            "[[{'text': 'a', 'callbackdata': 'b'}]]",
            "unknown field \"callbackdata\" in InlineKeyboardButton"),
        Arguments.of(
            "[{'text': 'a', 'callback_data': 'b'}]",
            "field \"inline_keyboard\" must be an" + " Array"),
        Arguments.of(
            "[[" + buttons(9) + "]]", "a row of the inline keyboard has more than 8 buttons"),
        Arguments.of(rows(101), "reply markup is too long"));
  }

  @ParameterizedTest
  @MethodSource("brokenButtons")
  void refusesBrokenButtons(String keyboard, String reason) {
    Answer answer = send("'reply_markup': {'inline_keyboard': " + keyboard + "}");

    assertThat(answer.description()).isEqualTo("Bad Request: " + reason);
    assertThat(emulator.calls().violations()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("fineButtons")
  void takesAsManyAndAsLongButtonsAsTelegram(String keyboard) {
    assertThat(send("'reply_markup': {'inline_keyboard': " + keyboard + "}").status())
        .isEqualTo(200);
  }

  static Stream<String> fineButtons() {
    return Stream.of(
        rows(100),
        "[[" + buttons(8) + "]]",
        "[]",
        "[[]]",
        "[[{'text': 'a', 'callback_data': '" + "é".repeat(32) + "', 'style': 'danger'}]]",
        "[[{'text': 'a', 'copy_text': {'text': '" + "x".repeat(256) + "'}}]]",
        "[[{'text': 'a', 'url': 'tg://user?id=42'}]]");
  }

  @Test
  void countsTheAnswerToAPress() {
    Answer answer =
        wire.call(
            "answerCallbackQuery", "{'callback_query_id': '1', 'text': '" + "x".repeat(201) + "'}");

    assertThat(answer.description()).isEqualTo("Bad Request: MESSAGE_TOO_LONG");
  }

  @Test
  void countsCommands() {
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> "{'command': 'c" + i + "', 'description': 'x'}")
            .collect(Collectors.joining(","));

    assertThat(wire.call("setMyCommands", "{'commands': [" + hundred + "]}").status())
        .isEqualTo(200);
    assertThat(
            wire.call(
                    "setMyCommands",
                    "{'commands': [" + hundred + ",{'command': 'x', 'description': 'x'}]}")
                .description())
        .isEqualTo("Bad Request: BOT_COMMANDS_TOO_MUCH");
    assertThat(
            wire.call(
                    "setMyCommands",
                    "{'commands': [{'command': 'x', 'description': '" + "d".repeat(257) + "'}]}")
                .description())
        .isEqualTo("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    assertThat(
            wire.call(
                    "setMyCommands",
                    "{'commands': [{'command': '" + "c".repeat(33) + "', 'description': 'd'}]}")
                .description())
        .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sendmessage | {'method': 'sendmessage', 'chat_id': '42', 'text': 'x'}
          SENDMESSAGE | {'chat_id': 42, 'text': 'x', 'parse_mode': 'html'}
          sendMessage | {'chat_id': 42, 'text': 'x', 'parse_mode': null, 'reply_markup': null}
          sendMessage | {'chat_id': 42, 'text': 'x', 'parse_mode': 'HTML', 'entities': []}
          sendMessage | {'chat_id': 42, 'text': 'x', 'disable_notification': 'true'}
          sendMessage | {'chat_id': 42, 'text': 17}
          sendMessage | {'chat_id': 42, 'text': 'x', 'reply_markup': {'force_reply': true}}
          sendMessage | {'chat_id': 42, 'text': 'x', 'reply_markup': {'remove_keyboard': true}}
          sendMessage | {'chat_id': 42, 'text': 'x', 'reply_markup': {'keyboard': [[{'text': 'a'}]]}}
          setMyCommands | {'commands': [], 'scope': {'type': 'chat', 'chat_id': '42'}}
          getUpdates | {'timeout': '0', 'limit': '1'}
          """)
  void toleratesWhatTelegramTolerates(String method, String json) {
    assertThat(wire.call(method, json).status()).isEqualTo(200);
    assertThat(emulator.calls().violations()).isEmpty();
  }

  @Test
  void readsFormsUrlsAndJsonInsideOfThem() {
    String markup =
        "%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22a%22%2C%22url%22%3A"
            + "%22https%3A%2F%2Fx.org%22%7D%5D%5D%7D";

    Answer form =
        wire.form(
            "sendMessage",
            "application/x-www-form-urlencoded; charset=utf-8",
            "chat_id=42&text=caf%C3%A9&reply_markup=" + markup);
    Answer url = wire.get("/bot" + wire.token() + "/sendMessage?chat_id=42&text=caf%C3%A9");

    assertThat(form.result().path("text").asText()).isEqualTo("café");
    assertThat(form.result().path("reply_markup").path("inline_keyboard")).hasSize(1);
    assertThat(url.result().path("text").asText()).isEqualTo("café");
  }

  @Test
  void readsMultipartWithAttachedFiles() {
    String body =
        """
        --b
        Content-Disposition: form-data; name="chat_id"

        42
        --b
        Content-Disposition: form-data; name="document"

        attach://part
        --b
        Content-Disposition: form-data; name="part"; filename="a.txt"
        Content-Type: text/plain

        hello
        --b--
        """
            .replace("\n", "\r\n");

    Answer answer = wire.form("sendDocument", "multipart/form-data; boundary=b", body);

    assertThat(answer.result().path("document").path("file_name").asText()).isEqualTo("a.txt");
    String again = answer.result().path("document").path("file_id").asText();
    assertThat(wire.call("sendDocument", "{'chat_id': 42, 'document': '" + again + "'}").status())
        .isEqualTo(200);
    assertThat(
            wire.form("sendDocument", "multipart/form-data; boundary=b", body.replace("hello", ""))
                .description())
        .isEqualTo("Bad Request: file must be non-empty");
    assertThat(
            wire.form(
                    "sendPhoto",
                    "multipart/form-data; boundary=b",
                    body.replace("\"document\"", "\"photo\""))
                .description())
        .isEqualTo("Bad Request: IMAGE_PROCESS_FAILED");
  }

  @Test
  void refusesBodiesThatAreNoJsonObject() {
    assertThat(wire.call("sendMessage", "{'chat_id': 42,").status()).isEqualTo(400);
    assertThat(wire.call("sendMessage", "[1]").status()).isEqualTo(400);
    assertThat(wire.call("sendMessage", "{} {}").status()).isEqualTo(400);
    assertThat(emulator.calls().violations()).hasSize(3);
  }

  @Test
  void knowsTheTokenAndTheMethods() {
    assertThat(wire.get("/bot123:ABC/getMe").description()).isEqualTo("Unauthorized");
    assertThat(wire.get("/bot123:ABC/getMe").status()).isEqualTo(401);
    assertThat(wire.get("/bottoken/getMe").status()).isEqualTo(404);
    assertThat(wire.get("/bottoken/getMe").description()).isEqualTo("Not Found");
    assertThat(wire.get("/elsewhere").description()).isEqualTo("Not Found");
    assertThat(wire.get("/file/bot123:ABC/x.txt").status()).isEqualTo(401);
    assertThat(wire.get("/file/bot" + wire.token() + "/x.txt").status()).isEqualTo(404);
    Answer unknown = wire.call("sendMesage", "{}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.description()).isEqualTo("Not Found: method not found");
    assertThat(emulator.calls().violations()).extracting(ApiCall::method).contains("sendMesage");
    assertThat(emulator.calls().all().toString()).doesNotContain(wire.token());
  }

  @Test
  void knowsEveryMethodOfTheBotApi() {
    List<String> names = BotApi.load().methodNames();

    assertThat(names).hasSize(185).containsAll(EMULATED);
    for (String name : names) {
      String description = wire.call(name, "{}").description();
      assertThat(description).as(name).doesNotContain("method not found");
      if (EMULATED.contains(name)) {
        assertThat(description).as(name).doesNotContain("not emulated");
      }
    }
  }

  @Test
  void ignoresUnknownFieldsWhenItIsNotStrict() {
    TelegramEmulator lenient =
        new TelegramEmulator(EmulatorConfig.inMemory(new SettableClock()).withStrict(false));
    lenient.start();
    try {
      assertThat(new Wire(lenient).call("getMe", "{'colour': 'red'}").status()).isEqualTo(200);
    } finally {
      lenient.stop();
    }
  }

  private static Answer send(String more) {
    return wire.call("sendMessage", "{'chat_id': 42, 'text': 'x', " + more + "}");
  }

  private static String buttons(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'text': 'b" + i + "', 'callback_data': 'd'}")
        .collect(Collectors.joining(","));
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[" + buttons(1) + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
