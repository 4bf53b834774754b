package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import drover.emulator.Wire.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Telegram refuses because of the state of a chat, in its own words. */
class ChatRefusalsTest {
  private final SettableClock clock = new SettableClock();
  private final TelegramEmulator emulator =
      new TelegramEmulator(EmulatorConfig.inMemory(clock).withLimits(false));
  private final Wire wire = new Wire(emulator);
  private final Person ada = emulator.person("Ada", "ada", null);
  private final Person bob = emulator.person("Bob", null, null);

  @BeforeEach
  void start() {
    emulator.start();
  }

  @AfterEach
  void stop() {
    emulator.stop();
    assertThat(emulator.calls().violations()).isEmpty();
  }

  @Test
  void aChatNobodyKnows() {
    refused(send(12345), 400, "Bad Request: chat not found");
    refused(wire.call("getChat", "{'chat_id': '@nobody'}"), 400, "Bad Request: chat not found");
  }

  @Test
  void aPersonWhoNeverPressedStart() {
    Chat chat = ada.privateChat();

    refused(send(chat), 403, "Forbidden: bot can't initiate conversation with a user");
    ada.starts();
    assertThat(send(chat).status()).isEqualTo(200);
  }

  @Test
  void aPersonWhoBlockedOrLeftTelegram() {
    ada.starts();

    ada.blocks();
    refused(send(ada.privateChat()), 403, "Forbidden: bot was blocked by the user");
    ada.unblocks();
    assertThat(send(ada.privateChat()).status()).isEqualTo(200);
    ada.privateChat().deactivate();
    refused(send(ada.privateChat()), 403, "Forbidden: user is deactivated");
  }

  @Test
  void aGroupThatThrewTheBotOut() {
    Chat group = emulator.group("Herd", ada);
    Chat supergroup = emulator.supergroup("Herd", false, ada);

    ada.removesBot(group);
    ada.removesBot(supergroup);

    refused(send(group), 403, "Forbidden: bot was kicked from the group chat");
    refused(send(supergroup), 403, "Forbidden: bot was kicked from the supergroup chat");
    supergroup.botBecomes(Standing.LEFT, ada);
    refused(send(supergroup), 403, "Forbidden: bot is not a member of the supergroup chat");
    ada.addsBot(group);
    assertThat(send(group).status()).isEqualTo(200);
  }

  @Test
  void aGroupThatDoesNotLetTheBotWriteOrPin() {
    Chat group = emulator.supergroup("Herd", false, ada);
    long sent = send(group).result().path("message_id").asLong();

    group.botMayPin(false);
    refused(
        wire.call("pinChatMessage", ref(group, sent, "")),
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat");
    group.botBecomes(Standing.RESTRICTED, ada);
    refused(send(group), 400, "Bad Request: not enough rights to send text messages to the chat");
  }

  @Test
  void aGroupThatBecameASupergroup() {
    Chat group = emulator.group("Herd", ada);

    Chat fresh = group.migrate(ada);
    Answer answer = send(group);

    refused(answer, 400, "Bad Request: group chat was upgraded to a supergroup chat");
    assertThat(answer.json().path("parameters").path("migrate_to_chat_id").asLong())
        .isEqualTo(fresh.id());
    assertThat(send(fresh).status()).isEqualTo(200);
    assertThat(wire.call("getUpdates", "{}").text())
        .contains("\"migrate_to_chat_id\":" + fresh.id())
        .contains("\"migrate_from_chat_id\":" + group.id());
  }

  @Test
  void aTopicThatIsClosedOrGoneOrGeneral() {
    Chat forum = emulator.supergroup("Herd", true, ada);
    Topic topic = forum.createTopic(ada, "Alerts");
    String inTopic = "{'chat_id': %d, 'text': 'x', 'message_thread_id': %d}";

    assertThat(wire.call("sendMessage", inTopic.formatted(forum.id(), topic.id())).status())
        .isEqualTo(200);
    forum.closeTopic(ada, topic.id());
    refused(
        wire.call("sendMessage", inTopic.formatted(forum.id(), topic.id())),
        400,
        "Bad Request: TOPIC_CLOSED");
    forum.reopenTopic(ada, topic.id());
    forum.deleteTopic(topic.id());
    refused(
        wire.call("sendMessage", inTopic.formatted(forum.id(), topic.id())),
        400,
        "Bad Request: message thread not found");
    refused(
        wire.call("sendMessage", inTopic.formatted(forum.id(), 1)),
        400,
        "Bad Request: message thread not found");
  }

  @Test
  void aGeneralTopicThatIsClosedRefusesWhatNamesNoTopic() {
    Chat forum = emulator.supergroup("Herd", true, ada);
    Topic topic = forum.createTopic(ada, "Alerts");
    forum.closeGeneral(ada, true);

    refused(send(forum), 400, "Bad Request: TOPIC_CLOSED");
    String inTopic = "{'chat_id': %d, 'text': 'x', 'message_thread_id': %d}";
    long there =
        wire.call("sendMessage", inTopic.formatted(forum.id(), topic.id()))
            .result()
            .path("message_id")
            .asLong();
    String answer = "{'chat_id': %d, 'text': 'x', 'reply_parameters': {'message_id': %d}}";
    assertThat(wire.call("sendMessage", answer.formatted(forum.id(), there)).status())
        .isEqualTo(200);
    assertThat(forum.lastFromBot().topic()).isEqualTo(topic.id());
    forum.closeTopic(ada, topic.id());
    refused(
        wire.call("sendMessage", answer.formatted(forum.id(), there)),
        400,
        "Bad Request: TOPIC_CLOSED");
    forum.closeGeneral(ada, false);
    assertThat(send(forum).status()).isEqualTo(200);
  }

  @Test
  void aThreadInAChatWithoutTopics() {
    Chat group = emulator.supergroup("Herd", true, ada);
    Topic topic = group.createTopic(ada, "Alerts");
    group.forum(false);

    refused(
        wire.call(
            "sendMessage",
            "{'chat_id': %d, 'text': 'x', 'message_thread_id': %d}"
                .formatted(group.id(), topic.id())),
        400,
        "Bad Request: message thread not found");
  }

  @Test
  void aChatThatWasDeleted() {
    Chat group = emulator.group("Herd", ada);

    group.delete();

    refused(send(group), 400, "Bad Request: chat not found");
  }

  @Test
  void anEditThatChangesNothing() {
    ada.starts();
    String keyboard =
        ", 'reply_markup': {'inline_keyboard': [[{'text': 'a', 'callback_data': 'b'}]]}";
    long id =
        wire.call("sendMessage", "{'chat_id': %d, 'text': 'x'%s}".formatted(ada.id(), keyboard))
            .result()
            .path("message_id")
            .asLong();

    refused(
        edit(id, "x", keyboard),
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are"
            + " exactly the same as a current content and reply markup of the message");
    String otherOrder =
        ", 'reply_markup': {'inline_keyboard': [[{'callback_data': 'b', 'text': 'a'}]]}";
    assertThat(edit(id, "x", otherOrder).description()).contains("message is not modified");
    assertThat(edit(id, "x", "").status()).isEqualTo(200);
    assertThat(ada.privateChat().lastFromBot().keyboard()).isEmpty();
    assertThat(edit(id, "<b>x</b>", ", 'parse_mode': 'HTML'").status()).isEqualTo(200);
    assertThat(ada.privateChat().lastFromBot().versions()).hasSize(2);
  }

  @Test
  void anEditOfAMessageThatIsGoneOrSomebodyElses() {
    ada.starts();
    Message own = ada.types(ada.privateChat(), "mine");
    long id = send(ada.privateChat()).result().path("message_id").asLong();

    refused(edit(own.id(), "y", ""), 400, "Bad Request: message can't be edited");
    ada.deletes(ada.privateChat().lastFromBot());
    refused(edit(id, "y", ""), 400, "Bad Request: message to edit not found");
    refused(edit(999_999, "y", ""), 400, "Bad Request: message to edit not found");
    refused(
        wire.call("editMessageCaption", ref(ada.privateChat(), send(ada.privateChat()), "")),
        400,
        "Bad Request: there is no caption in the message to edit");
  }

  @Test
  void aDeletionTwoDaysLate() {
    ada.starts();
    Answer sent = send(ada.privateChat());
    clock.advance(Duration.ofHours(49));

    refused(
        wire.call("deleteMessage", ref(ada.privateChat(), sent, "")),
        400,
        "Bad Request: message can't be deleted");
    refused(
        wire.call("deleteMessage", ref(ada.privateChat(), 999_999, "")),
        400,
        "Bad Request: message to delete not found");
  }

  @Test
  void aReplyToNothing() {
    ada.starts();
    String reply = "{'chat_id': %d, 'text': 'x', 'reply_parameters': {'message_id': 999999%s}}";

    refused(
        wire.call("sendMessage", reply.formatted(ada.id(), "")),
        400,
        "Bad Request: message to be replied not found");
    assertThat(
            wire.call(
                    "sendMessage",
                    reply.formatted(ada.id(), ", 'allow_sending_without_reply': true"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aReplyToAMessageElsewhereOrToAPartOfOne() {
    ada.starts();
    for (String more : List.of("'chat_id': 5", "'quote': 'x'")) {
      assertThat(
              wire.call(
                      "sendMessage",
                      "{'chat_id': %d, 'text': 'x', 'reply_parameters': {'message_id': 1, %s}}"
                          .formatted(ada.id(), more))
                  .description())
          .contains("is not emulated");
    }
    assertThat(emulator.calls().excuse()).hasSize(2);
  }

  @Test
  void anAnswerToAPressTooLateOrTwice() {
    ada.starts();
    String keyboard =
        ", 'reply_markup': {'inline_keyboard': [[{'text': 'a', 'callback_data': 'b'}]]}";
    assertThat(
            wire.call("sendMessage", "{'chat_id': %d, 'text': 'x'%s}".formatted(ada.id(), keyboard))
                .status())
        .isEqualTo(200);
    Message message = ada.privateChat().lastFromBot();
    Tap quick = bob.taps(ada.privateChat(), message.id(), 0, 0);
    Tap slow = ada.taps(message, "a");

    assertThat(answer(quick).status()).isEqualTo(200);
    refused(
        answer(quick),
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid");
    clock.advance(Duration.ofSeconds(11));
    refused(
        answer(slow),
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid");
    assertThat(slow.answer()).isNotDone();
  }

  private Answer answer(Tap tap) {
    return wire.call("answerCallbackQuery", "{'callback_query_id': '%s'}".formatted(tap.id()));
  }

  private Answer send(Chat chat) {
    return send(chat.id());
  }

  private Answer send(long chat) {
    return wire.call("sendMessage", "{'chat_id': %d, 'text': 'x'}".formatted(chat));
  }

  private Answer edit(long id, String text, String more) {
    return wire.call(
        "editMessageText", ref(ada.privateChat(), id, ", 'text': '" + text + "'" + more));
  }

  private static String ref(Chat chat, Answer sent, String more) {
    return ref(chat, sent.result().path("message_id").asLong(), more);
  }

  private static String ref(Chat chat, long message, String more) {
    return "{'chat_id': %d, 'message_id': %d%s}".formatted(chat.id(), message, more);
  }

  private static void refused(Answer answer, int code, String description) {
    assertThat(answer.description()).isEqualTo(description);
    assertThat(answer.status()).isEqualTo(code);
  }
}
