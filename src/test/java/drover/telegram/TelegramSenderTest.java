package drover.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.HealthCheck.State;
import drover.base.Secret;
import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.Menus;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import drover.chat.SendResult.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramSenderTest {
  private static final String TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final ChatAddress CHAT = ChatAddress.of(42);
  private static final MessageRef MESSAGE = new MessageRef(CHAT, 5);

  private final MockWebServer server = new MockWebServer();
  private BotAccount account = new BotAccount(config("http://127.0.0.1:1"));
  private TelegramSender sender =
      new TelegramSender(config("http://127.0.0.1:1"), account, Duration.ofMillis(600));

  @BeforeEach
  void listen() throws IOException {
    server.start();
    TelegramConfig config = config("http://127.0.0.1:" + server.getPort());
    account = new BotAccount(config);
    sender = new TelegramSender(config, account, Duration.ofMillis(600));
  }

  @AfterEach
  void close() {
    sender.stop();
    server.close();
  }

  @Test
  void sendsHtmlWithButtonsAndWithoutPreview() throws InterruptedException {
    ok("{\"message_id\":77,\"date\":1,\"chat\":{\"id\":42,\"type\":\"private\"}}");
    Button kill =
        new Button.Call(
            "Kill", Button.Style.DANGER, ButtonSpec.look(CommandCall.of("kill")), "tok");
    Button copy = new Button.Copy("Id", "abc");
    OutgoingMessage message =
        new OutgoingMessage("<b>hi</b>", List.of(List.of(kill, copy)), true, null);

    SendResult result = sender.send(new ChatAddress(-42, 7), message);

    assertThat(result).isEqualTo(new Sent(new MessageRef(new ChatAddress(-42, 7), 77)));
    assertThat(body())
        .contains("\"chat_id\":\"-42\"")
        .contains("\"message_thread_id\":7")
        .contains("\"parse_mode\":\"HTML\"")
        .contains("\"disable_notification\":true")
        .contains("\"is_disabled\":true")
        .contains("\"callback_data\":\"tok\"")
        .contains("\"style\":\"danger\"")
        .contains("\"copy_text\":{\"text\":\"abc\"}");
  }

  @Test
  void neverNamesTheGeneralTopic() throws InterruptedException {
    ok("{\"message_id\":1}");

    assertThat(sender.send(new ChatAddress(-42, 1), OutgoingMessage.of("x")))
        .isInstanceOf(Sent.class);
    assertThat(body()).doesNotContain("message_thread_id");
  }

  @Test
  void readsOnlyTheNumberOfAGoodAnswer() {
    ok("{\"message_id\":9,\"chat\":\"nonsense\",\"entities\":7}");

    assertThat(sender.send(CHAT, OutgoingMessage.of("x")))
        .isEqualTo(new Sent(new MessageRef(CHAT, 9)));
  }

  @Test
  void sendsAFileWithItsCaption() throws InterruptedException {
    ok("{\"message_id\":9}");
    OutgoingMessage.Attachment file =
        new OutgoingMessage.Attachment("log.txt", "line".getBytes(StandardCharsets.UTF_8), false);

    assertThat(sender.send(CHAT, new OutgoingMessage("<i>log</i>", List.of(), false, file)))
        .isInstanceOf(Sent.class);
    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget().toLowerCase(Locale.ROOT)).endsWith("/senddocument");
    assertThat(Objects.requireNonNull(request.getBody()).utf8())
        .contains("log.txt", "line", "<i>log</i>", "HTML");
  }

  @Test
  void editsTextAndKeyboard() throws InterruptedException {
    ok("true");
    ok("true");

    assertThat(sender.edit(MESSAGE, OutgoingMessage.of("x"))).isEqualTo(new Sent(MESSAGE));
    assertThat(sender.editKeyboard(MESSAGE, List.of())).isEqualTo(new Sent(MESSAGE));
    assertThat(body()).contains("\"message_id\":5").contains("\"text\":\"x\"");
    assertThat(body()).contains("\"inline_keyboard\":[]");
  }

  @Test
  void pinsUnpinsAndDeletes() {
    ok("true");
    ok("true");
    ok("true");

    assertThat(List.of(sender.pin(MESSAGE), sender.unpin(MESSAGE), sender.delete(MESSAGE)))
        .containsOnly(new Sent(MESSAGE));
  }

  @Test
  void takesAnUnchangedMessageForSuccess() {
    refuse(400, "Bad Request: message is not modified: specified new message content is the same");

    assertThat(sender.edit(MESSAGE, OutgoingMessage.of("x"))).isEqualTo(new Sent(MESSAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | Bad Request: can't parse entities: Unsupported start tag | CANNOT_PARSE",
        "400 | Bad Request: message to edit not found | MESSAGE_GONE",
        "400 | Bad Request: message can't be edited | MESSAGE_GONE",
        "400 | Bad Request: message thread not found | TOPIC_GONE",
        "403 | Forbidden: bot can't initiate conversation with a user | CANNOT_INITIATE",
        "400 | Bad Request: not enough rights to send text messages to the chat | NO_RIGHTS",
        "400 | Bad Request: not enough rights to manage pinned messages in the chat | NO_RIGHTS",
        "400 | Bad Request: TOPIC_CLOSED | NO_RIGHTS",
        "400 | Bad Request: chat not found | CHAT_GONE",
        "403 | Forbidden: bot was blocked by the user | CHAT_GONE",
        "403 | Forbidden: user is deactivated | CHAT_GONE",
        "403 | Forbidden: bot was kicked from the supergroup chat | CHAT_GONE",
        "403 | Forbidden: bot is not a member of the channel chat | CHAT_GONE",
        "401 | Unauthorized | UNAUTHORIZED",
        "404 | Not Found | UNAUTHORIZED",
        "500 | Internal Server Error | OUTCOME_UNKNOWN",
        "502 | Bad Gateway | NOT_DONE",
        "503 | Service Unavailable | NOT_DONE",
        "504 | Gateway Timeout | OUTCOME_UNKNOWN",
        "400 | Bad Request: message text is empty | REJECTED",
        "418 | something new | REJECTED",
      })
  void sortsRefusals(int code, String description, Refusal reason) {
    refuse(code, description);

    Refused refused = refused(sender.send(CHAT, OutgoingMessage.of("x")));

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).isEqualTo(description);
  }

  @Test
  void handsOnHowLongToWait() {
    answer(
        429,
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\","
            + "\"parameters\":{\"retry_after\":7}}");

    Refused refused = refused(sender.send(CHAT, OutgoingMessage.of("x")));

    assertThat(refused.reason()).isEqualTo(Refusal.TOO_MANY_REQUESTS);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void handsOnTheNewNumberOfAGroup() {
    answer(
        400,
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to"
            + " a supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1001}}");

    Refused refused = refused(sender.send(CHAT, OutgoingMessage.of("x")));

    assertThat(refused.reason()).isEqualTo(Refusal.MIGRATED);
    assertThat(refused.movedTo()).isEqualTo(-1001L);
  }

  @ParameterizedTest
  @CsvSource({
    "200, OUTCOME_UNKNOWN",
    "302, NOT_DONE",
    "403, NOT_DONE",
    "413, REJECTED",
    "500, OUTCOME_UNKNOWN",
    "502, NOT_DONE",
    "504, OUTCOME_UNKNOWN"
  })
  void sortsPagesOfProxies(int code, Refusal reason) {
    answer(code, "<html><body>proxy</body></html>");
    answer(code, "");

    assertThat(refused(sender.send(CHAT, OutgoingMessage.of("x"))).reason()).isEqualTo(reason);
    assertThat(refused(sender.send(CHAT, OutgoingMessage.of("x"))).reason()).isEqualTo(reason);
  }

  @Test
  void knowsThatNothingLeftWhenNobodyListens() {
    TelegramSender alone =
        new TelegramSender(config("http://127.0.0.1:1"), account, Duration.ofMillis(600));

    Refused refused = refused(alone.send(CHAT, OutgoingMessage.of("x")));

    assertThat(refused.reason()).isEqualTo(Refusal.NOT_DONE);
    assertThat(alone.healthCheck().check().state()).isEqualTo(State.DOWN);
    alone.stop();
  }

  @Test
  void doesNotKnowTheOutcomeWhenNoAnswerComes() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    for (int i = 0; i < 2; i++) {
      Refused refused = refused(sender.send(CHAT, OutgoingMessage.of("x")));
      assertThat(refused.reason()).isEqualTo(Refusal.OUTCOME_UNKNOWN);
      assertThat(refused.detail()).doesNotContain(TOKEN);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void refusesAButtonThatWasNeverStamped() {
    Button button =
        new Button.Call("Kill", Button.Style.PLAIN, ButtonSpec.look(CommandCall.of("kill")));

    Refused refused = refused(sender.send(CHAT, OutgoingMessage.of("x", List.of(List.of(button)))));

    assertThat(refused.reason()).isEqualTo(Refusal.REJECTED);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void neverThrowsWhenAnsweringAPress() throws InterruptedException {
    refuse(400, "Bad Request: query is too old and response timeout expired");
    sender.answerPress("1", "x".repeat(500), true);

    assertThat(body()).contains("x".repeat(200)).doesNotContain("x".repeat(201));
    server.close();
    sender.answerPress("1", "", false);
  }

  @Test
  void askedToPublishBeforeSigningInItWaits() {
    sender.publishMenus(menus("help", "too early"));

    assertThat(sender.menu().publish()).isPositive().isLessThan(Duration.ofMinutes(1));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aFailureToPublishIsTriedAgainInDueTime() {
    ok("{\"id\":5,\"is_bot\":true,\"first_name\":\"Drover\",\"username\":\"drover_bot\"}");
    assertThat(account.ask().id()).isEqualTo(5);
    sender.publishMenus(menus("help", "new"));
    server.enqueue(
        new MockResponse.Builder()
            .code(429)
            .body(
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\","
                    + "\"parameters\":{\"retry_after\":77}}")
            .build());
    assertThat(sender.menu().publish()).isEqualTo(Duration.ofSeconds(77));

    refuse(502, "words");

    assertThat(sender.menu().publish()).isEqualTo(Duration.ofSeconds(30));
  }

  private static Menus menus(String command, String description) {
    return new Menus(List.of(new Menus.Entry(command, description)), List.of(), Map.of());
  }

  @ParameterizedTest
  @CsvSource({"401, REVOKED_TOKEN", "404, MALFORMED_TOKEN", "502, UNREACHABLE"})
  void saysWhatIsWrongWithTheToken(int code, TelegramException.Kind kind) {
    refuse(code, "words");

    assertThatThrownBy(() -> account.ask())
        .isInstanceOfSatisfying(TelegramException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    assertThat(account.check().state()).isNotEqualTo(State.OK);
  }

  @Test
  void learnsWhoWeAre() {
    ok("{\"id\":5,\"is_bot\":true,\"first_name\":\"Drover\",\"username\":\"drover_bot\"}");

    assertThat(account.ask()).isEqualTo(new BotIdentity(5, "drover_bot"));
    assertThat(account.check().state()).isEqualTo(State.OK);
  }

  private static TelegramConfig config(String url) {
    return new TelegramConfig(new Secret(TOKEN), url);
  }

  private void ok(String result) {
    answer(200, "{\"ok\":true,\"result\":" + result + "}");
  }

  private void refuse(int code, String description) {
    answer(
        code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}");
  }

  private void answer(int code, String body) {
    server.enqueue(new MockResponse.Builder().code(code).body(body).build());
  }

  private String body() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest().getBody()).utf8();
  }

  private static Refused refused(SendResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return (Refused) result;
  }
}
