package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleTest {
  private final TelegramEmulator emulator =
      new TelegramEmulator(EmulatorConfig.inMemory(new SettableClock()).withLimits(false));
  private final Wire wire = new Wire(emulator);
  private final Person ada = emulator.person("Ada", "ada", "de");
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
  void areHeardInPrivate() {
    ada.types(ada.privateChat(), "hello /help");

    JsonNode message = heard().get(0).path("message");
    assertThat(message.path("from").path("language_code").asText()).isEqualTo("de");
    assertThat(message.path("chat").path("type").asText()).isEqualTo("private");
    assertThat(message.path("entities").get(0).path("type").asText()).isEqualTo("bot_command");
    assertThat(message.path("entities").get(0).path("offset").asInt()).isEqualTo(6);
  }

  @Test
  void areHeardInGroupsOnlyWhenTheySpeakToTheBot() {
    Chat group = emulator.group("Herd", ada, bob);
    send(group);
    Message bots = group.lastFromBot();

    Message chatter = ada.types(group, "chatter");
    ada.edits(chatter, "more chatter");
    ada.types(group, "/agents");
    ada.types(group, "/agents@drover_bot");
    ada.types(group, "/agents@other_bot");
    ada.in(group).replyingTo(bots).types("yes");

    assertThat(texts()).containsExactly("/agents", "/agents@drover_bot", "yes");
    assertThat(heard()).hasSize(3);
  }

  @Test
  void areAllHeardByAnAdministrator() {
    Chat group = emulator.group("Herd", ada);
    group.botBecomes(Standing.ADMINISTRATOR, ada);

    ada.types(group, "chatter");

    assertThat(texts()).contains("chatter");
  }

  @Test
  void canBeAnonymousChannelsOrForwarders() {
    Chat group = emulator.supergroup("Herd", false, ada);
    Chat channel = emulator.channel("News", ada);

    ada.in(group).anonymously().types("/a");
    ada.in(group).as(channel).types("/b");
    ada.in(group).forwardedFrom(bob).types("/c");
    ada.types(channel, "/d");

    List<JsonNode> updates = heard();
    assertThat(updates.get(0).path("message").path("sender_chat").path("id").asLong())
        .isEqualTo(group.id());
    assertThat(updates.get(0).path("message").path("from").path("username").asText())
        .isEqualTo("GroupAnonymousBot");
    assertThat(updates.get(1).path("message").path("sender_chat").path("type").asText())
        .isEqualTo("channel");
    assertThat(updates.get(2).at("/message/forward_origin/sender_user/first_name").asText())
        .isEqualTo("Bob");
    assertThat(updates.get(3).path("channel_post").has("from")).isFalse();
  }

  @Test
  void writeInTopicsWhatLooksLikeAnAnswerToTheTopicsBeginning() {
    Chat forum = emulator.supergroup("Herd", true, ada, bob);
    Topic topic = forum.createTopic(bob, "Alerts");

    Message plain = ada.types(forum, topic.id(), "/a");
    ada.in(forum).replyingTo(plain).types("/b");
    Message general = ada.types(forum, "/c");
    ada.in(forum).replyingTo(general).types("/d");

    List<JsonNode> messages =
        heard().stream().map(update -> update.path("message")).skip(1).toList();
    assertThat(messages.get(0).at("/reply_to_message/forum_topic_created/name").asText())
        .isEqualTo("Alerts");
    assertThat(messages.get(0).at("/reply_to_message/from/first_name").asText()).isEqualTo("Bob");
    assertThat(messages.get(0).path("is_topic_message").asBoolean()).isTrue();
    assertThat(messages.get(1).at("/reply_to_message/text").asText()).isEqualTo("/a");
    assertThat(messages.get(1).path("message_thread_id").asLong()).isEqualTo(topic.id());
    assertThat(messages.get(2).has("reply_to_message")).isFalse();
    assertThat(messages.get(2).has("message_thread_id")).isFalse();
    assertThat(messages.get(3).path("message_thread_id").asLong()).isEqualTo(general.id());
    assertThat(messages.get(3).has("is_topic_message")).isFalse();
  }

  @Test
  void writeInNoTopicThatIsGoneAndInClosedOnesAsAdministratorsOnly() {
    Chat forum = emulator.supergroup("Herd", true, ada, bob);
    Topic closed = forum.createTopic(ada, "Closed");
    Topic gone = forum.createTopic(ada, "Gone");
    forum.closeTopic(ada, closed.id());
    forum.deleteTopic(gone.id());
    forum.closeGeneral(ada, true);

    ada.types(forum, closed.id(), "/a");
    ada.types(forum, "/b");

    assertThatThrownBy(() -> ada.types(forum, gone.id(), "/c"))
        .hasMessageContaining("There is no topic");
    assertThatThrownBy(() -> bob.types(forum, closed.id(), "/d")).hasMessageContaining("closed");
    assertThatThrownBy(() -> bob.types(forum, "/e")).hasMessageContaining("closed");
    assertThat(texts()).contains("/a", "/b").doesNotContain("/c", "/d", "/e");
  }

  @Test
  void editAndDeleteWhatTheyWrote() {
    Message message = ada.types(ada.privateChat(), "/kil 1");

    Message edited = ada.edits(message, "/kill 1");
    ada.deletes(edited);

    assertThat(heard().get(1).path("edited_message").path("text").asText()).isEqualTo("/kill 1");
    Message shown = ada.privateChat().message(message.id()).orElseThrow();
    assertThat(shown.deleted()).isTrue();
    assertThat(shown.versions()).hasSize(1);
    assertThat(heard()).hasSize(2);
  }

  @Test
  void pressButtonsOfMessagesThatAreGone() {
    ada.starts();
    send(ada.privateChat());
    Message message = ada.privateChat().lastFromBot();
    ada.deletes(message);

    assertThatThrownBy(() -> ada.taps(message, "Go")).isInstanceOf(IllegalArgumentException.class);
    Tap tap = ada.tapsStale(ada.privateChat(), message.id(), "old");

    JsonNode query = heard().get(1).path("callback_query");
    assertThat(query.path("id").asText()).isEqualTo(tap.id());
    assertThat(query.path("message").path("date").asInt(-1)).isZero();
    assertThat(query.path("message").has("text")).isFalse();
  }

  @Test
  void pressOnlyButtonsThatAreThere() {
    ada.starts();
    send(ada.privateChat());
    Message message = ada.privateChat().lastFromBot();

    assertThat(message.labels()).containsExactly("Go", "Copy");
    assertThatThrownBy(() -> ada.taps(message, "Stop")).hasMessageContaining("[Go, Copy]");
    assertThatThrownBy(() -> ada.taps(message, "Copy")).hasMessageContaining("COPY");
  }

  @Test
  void addAndRemoveTheBot() {
    Chat group = emulator.group("Herd", ada);

    ada.removesBot(group);
    ada.types(group, "/unheard");
    ada.addsBot(group);
    ada.blocks();

    List<JsonNode> updates = heard();
    assertThat(updates).hasSize(4);
    assertThat(updates.get(0).at("/my_chat_member/old_chat_member/status").asText())
        .isEqualTo("member");
    assertThat(updates.get(0).at("/my_chat_member/new_chat_member/status").asText())
        .isEqualTo("kicked");
    assertThat(updates.get(1).at("/my_chat_member/new_chat_member/status").asText())
        .isEqualTo("member");
    assertThat(updates.get(2).at("/message/new_chat_members/0/is_bot").asBoolean()).isTrue();
    assertThat(updates.get(3).at("/my_chat_member/chat/type").asText()).isEqualTo("private");
  }

  @Test
  void seeTheNarrowestMenu() {
    Chat group = emulator.supergroup("Herd", false, ada, bob);
    menu("'scope': {'type': 'default'}", "every");
    menu("'scope': {'type': 'all_group_chats'}", "group");
    menu("'scope': {'type': 'all_chat_administrators'}", "admin");
    menu("'scope': {'type': 'all_private_chats'}, 'language_code': 'de'", "privat");

    assertThat(group.menu(bob)).extracting(MenuCommand::name).containsExactly("group");
    assertThat(group.menu(ada)).extracting(MenuCommand::name).containsExactly("admin");
    assertThat(ada.privateChat().menu(ada)).extracting(MenuCommand::name).containsExactly("privat");
    assertThat(bob.privateChat().menu(bob)).extracting(MenuCommand::name).containsExactly("every");
  }

  @Test
  void canBeFollowedByAPage() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    long before = emulator.changes().version();
    try (AutoCloseable ignored = emulator.changes().listen(heard::incrementAndGet)) {
      ada.starts();
      await().until(() -> heard.get() > 0);
    }

    long after = emulator.changes().awaitBeyond(before, Duration.ofSeconds(5));

    assertThat(after).isGreaterThan(before);
    assertThat(emulator.changes().awaitBeyond(after, Duration.ofMillis(1))).isEqualTo(after);
  }

  @Test
  void seeReactionsPinsAndSilence() {
    ada.starts();
    Message own = ada.types(ada.privateChat(), "done?");
    String ref = "'chat_id': %d, 'message_id': %d".formatted(ada.id(), own.id());

    ok("setMessageReaction", "{" + ref + ", 'reaction': [{'type': 'emoji', 'emoji': '👍'}]}");
    ok("pinChatMessage", "{" + ref + "}");
    ok(
        "sendMessage",
        "{'chat_id': %d, 'text': 'x', 'disable_notification': true}".formatted(ada.id()));

    Message shown = ada.privateChat().message(own.id()).orElseThrow();
    assertThat(shown.marks().reactions()).containsExactly("👍");
    assertThat(shown.pinned()).isTrue();
    assertThat(ada.privateChat().lastFromBot().silent()).isTrue();
    ok("unpinChatMessage", "{" + ref + "}");
    assertThat(ada.privateChat().message(own.id()).orElseThrow().pinned()).isFalse();
  }

  private void menu(String where, String command) {
    ok(
        "setMyCommands",
        "{%s, 'commands': [{'command': '%s', 'description': 'x'}]}".formatted(where, command));
  }

  private void send(Chat chat) {
    ok(
        "sendMessage",
        """
        {'chat_id': %d, 'text': 'x', 'reply_markup': {'inline_keyboard': [[
          {'text': 'Go', 'callback_data': 'go'}, {'text': 'Copy', 'copy_text': {'text': 'c'}}]]}}
        """
            .formatted(chat.id()));
  }

  private void ok(String method, String json) {
    Wire.Answer answer = wire.call(method, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private List<JsonNode> heard() {
    return wire.call("getUpdates", "{}").result().valueStream().toList();
  }

  private List<String> texts() {
    return heard().stream()
        .map(update -> update.path("message").path("text").asText())
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
