package drover.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.ChatKind;
import drover.chat.Incoming;
import drover.chat.Incoming.Kind;
import drover.chat.Incoming.Sender;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

class TranslatorTest {
  private static final Instant FETCHED = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ANN =
      "\"from\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Ann\",\"last_name\":\"Lee\","
          + "\"username\":\"ann\"}";
  private static final String PRIVATE = "\"chat\":{\"id\":7,\"type\":\"private\"}";
  private static final String GROUP =
      "\"chat\":{\"id\":-100,\"type\":\"supergroup\",\"title\":\"Herd\"}";

  private final Translator translator = new Translator("Drover_Bot");

  @Test
  void readsWhatAPersonTypes() {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1000,"
                + ANN
                + ","
                + PRIVATE
                + ",\"text\":\"hi\"}");

    assertThat(typed)
        .isEqualTo(
            new Incoming(
                1,
                Kind.TYPED,
                ChatAddress.of(7),
                ChatKind.PRIVATE,
                new Sender(new UserId(7), "Ann Lee", "ann", false),
                "hi",
                null,
                3L,
                Instant.ofEpochSecond(1000),
                true));
  }

  @Test
  void readsWhomAMessageAnswersAndMentions() {
    Incoming typed =
        typedInGroup(
            "/grant @bob and Cy Co viewer",
            "\"reply_to_message\":{\"message_id\":2,\"date\":1,"
                + GROUP
                + ",\"from\":{\"id\":9,\"is_bot\":false,\"first_name\":\"Dee\"}},\"entities\":["
                + "{\"type\":\"bot_command\",\"offset\":0,\"length\":6},"
                + "{\"type\":\"mention\",\"offset\":7,\"length\":4},"
                + "{\"type\":\"text_mention\",\"offset\":16,\"length\":5,"
                + "\"user\":{\"id\":10,\"is_bot\":false,\"first_name\":\"Cy\"}}]");

    assertThat(typed.repliedTo())
        .isEqualTo(new Incoming.Reply(2, new Sender(new UserId(9), "Dee", null, false)));
    assertThat(typed.mentions())
        .containsExactly(
            new Incoming.Mention("@bob", null),
            new Incoming.Mention("Cy Co", new Sender(new UserId(10), "Cy", null, false)));
    assertThat(typed.secondHand()).isFalse();
  }

  @Test
  void whatStandsInATopicIsNoReplyToItsOpening() {
    Incoming typed =
        typedInGroup(
            "/agents",
            "\"message_thread_id\":2,\"is_topic_message\":true,\"reply_to_message\":"
                + "{\"message_id\":2,\"date\":1,"
                + GROUP
                + ","
                + ANN
                + ",\"forum_topic_created\":{\"name\":\"News\",\"icon_color\":1}}");

    assertThat(typed.chat()).isEqualTo(new ChatAddress(-100, 2));
    assertThat(typed.repliedTo()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"entities\":[{\"type\":\"mention\",\"offset\":5,\"length\":90}]",
        "\"entities\":[{\"type\":\"mention\",\"offset\":-5,\"length\":3}]",
        "\"entities\":[{\"type\":\"mention\",\"offset\":2147483647,\"length\":3}]"
      })
  void skipsAMessageWhoseMentionsPointBesideItsText(String entities) {
    assertThat(translate(groupMessage("/grant", entities))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"forward_origin\":{\"type\":\"hidden_user\",\"date\":1,\"sender_user_name\":\"Eve\"}",
        "\"via_bot\":{\"id\":99,\"is_bot\":true,\"first_name\":\"Other\"}"
      })
  void tellsWordsOfSomebodyElse(String field) {
    assertThat(typedInGroup("/kill 1", field).secondHand()).isTrue();
  }

  private Incoming typedInGroup(String text, String fields) {
    return only(groupMessage(text, fields));
  }

  private static String groupMessage(String text, String fields) {
    return "\"message\":{\"message_id\":3,\"date\":1,%s,%s,\"text\":\"%s\",%s}"
        .formatted(ANN, GROUP, text, fields);
  }

  @ParameterizedTest
  @CsvSource({
    "/agents, true",
    "/agents@drover_bot x, true",
    "/agents@DROVER_BOT, true",
    "/agents@other_bot, false",
    "/agents x@other_bot, true",
    "hello /agents, false",
    "@drover_bot hello, false"
  })
  void takesOnlyItsCommandsInGroups(String text, boolean addressed) {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1,"
                + ANN
                + ","
                + GROUP
                + ",\"text\":\""
                + text
                + "\"}");

    assertThat(typed.addressed()).isEqualTo(addressed);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"is_topic_message\":true,\"message_thread_id\":9,', 9",
    "'\"message_thread_id\":9,', ",
    "'\"is_topic_message\":true,\"message_thread_id\":1,', ",
    "'', "
  })
  void takesAThreadForATopicOnlyWhenItIsOne(String fields, Integer topic) {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1,"
                + fields
                + ANN
                + ","
                + GROUP
                + ",\"text\":\"/x\"}");

    assertThat(typed.chat()).isEqualTo(new ChatAddress(-100, topic));
  }

  @Test
  void givesNobodyARoleWhoSpeaksAsAGroupOrChannel() {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1,\"from\":{\"id\":1087968824,\"is_bot\":true,"
                + "\"first_name\":\"Group\"},\"sender_chat\":{\"id\":-100,\"type\":\"supergroup\","
                + "\"title\":\"Herd\"},"
                + GROUP
                + ",\"text\":\"/kill 1\"}");

    assertThat(typed.sender()).isEqualTo(new Sender(null, "Herd", null, false));
  }

  @Test
  void tellsOtherBotsApart() {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1,\"from\":{\"id\":8,\"is_bot\":true,"
                + "\"first_name\":\"Robot\"},"
                + GROUP
                + ",\"text\":\"/kill 1\"}");

    assertThat(typed.sender().bot()).isTrue();
  }

  @Test
  void readsAPressAlsoOnAMessageThatIsOutOfReach() {
    Incoming press =
        only(
            "\"callback_query\":{\"id\":\"q\","
                + ANN
                + ",\"chat_instance\":\"1\",\"data\":\"tok\","
                + "\"message\":{\"message_id\":3,\"date\":0,"
                + GROUP
                + "}}");

    assertThat(press.kind()).isEqualTo(Kind.PRESSED);
    assertThat(press.text()).isEqualTo("tok");
    assertThat(press.pressId()).isEqualTo("q");
    assertThat(press.messageId()).isEqualTo(3);
    assertThat(press.sentAt()).isEqualTo(FETCHED);
  }

  @ParameterizedTest
  @CsvSource({
    "left, member, ADMITTED",
    "member, kicked, EXPELLED",
    "kicked, administrator, ADMITTED",
    "administrator, left, EXPELLED"
  })
  void seesWhetherItMayWrite(String before, String after, Kind kind) {
    assertThat(only(membership(before, after)).kind()).isEqualTo(kind);
  }

  @Test
  void ignoresAChangeOfRankAlone() {
    assertThat(translate(membership("member", "member"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":-5,\"type\":\"group\",\"title\":\"x\"},\"migrate_to_chat_id\":-1005",
        "{\"id\":-1005,\"type\":\"supergroup\",\"title\":\"x\"},\"migrate_from_chat_id\":-5"
      })
  void readsBothMessagesOfAMoveAlike(String chat) {
    Incoming moved =
        only("\"message\":{\"message_id\":3,\"date\":1," + ANN + ",\"chat\":" + chat + "}");

    assertThat(moved.kind()).isEqualTo(Kind.MIGRATED);
    assertThat(moved.chat()).isEqualTo(ChatAddress.of(-5));
    assertThat(moved.text()).isEqualTo("-1005");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"edited_message\":{\"message_id\":3,\"date\":1,\"chat\":{\"id\":7,\"type\":\"private\"},\"text\":\"/kill\"}",
        "\"message\":{\"message_id\":3,\"date\":1,\"chat\":{\"id\":7,\"type\":\"private\"}}",
        "\"message\":{\"message_id\":3,\"date\":1,\"text\":\"no chat\"}",
        "\"message\":{\"chat\":{},\"text\":\"x\"}",
        "\"message\":{}",
        "\"callback_query\":{\"id\":\"q\"}",
        "\"callback_query\":{\"id\":\"q\",\"data\":\"x\",\"inline_message_id\":\"z\"}",
        "\"my_chat_member\":{}",
        "\"my_chat_member\":{\"new_chat_member\":{\"status\":\"emperor\"}}",
        "\"message\":[]",
        "\"message\":7",
        "\"poll\":{}",
        "\"something_new\":{\"a\":[1,2,3]}"
      })
  void ignoresWhatMakesNoSense(String update) {
    assertThat(translate(update)).isEmpty();
  }

  @Test
  void cutsHugeTextWithoutSplittingACharacter() {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1,"
                + ANN
                + ","
                + PRIVATE
                + ",\"text\":\"a"
                + "😀".repeat(100_000)
                + "\"}");

    assertThat(typed.text()).hasSizeLessThanOrEqualTo(8192).endsWith("😀");
  }

  @Test
  void readsAMessageWhoseOtherPartsAreNonsense() {
    Incoming typed =
        only(
            "\"message\":{\"message_id\":3,\"date\":1,\"entities\":{\"a\":1},\"photo\":\"x\","
                + "\"forward_origin\":{\"type\":\"martian\"},"
                + ANN
                + ","
                + PRIVATE
                + ",\"text\":\"/agents\"}");

    assertThat(typed.text()).isEqualTo("/agents");
  }

  private static String membership(String before, String after) {
    String user = "\"user\":{\"id\":1,\"is_bot\":true,\"first_name\":\"D\"}";
    return "\"my_chat_member\":{"
        + ANN
        + ","
        + GROUP
        + ",\"date\":1,\"old_chat_member\":{\"status\":\""
        + before
        + "\",\"until_date\":0,"
        + user
        + "},\"new_chat_member\":{\"status\":\""
        + after
        + "\",\"until_date\":0,"
        + user
        + "}}";
  }

  private Incoming only(String update) {
    Optional<Incoming> incoming = translate(update);
    assertThat(incoming).isPresent();
    return incoming.orElseThrow();
  }

  private Optional<Incoming> translate(String update) {
    try {
      UpdateBatch batch =
          UpdateBatch.of("{\"ok\":true,\"result\":[{\"update_id\":1," + update + "}]}", 100);
      assertThat(batch.lastId()).isEqualTo(1);
      return batch.updates().stream()
          .map(u -> translator.translate(u, FETCHED))
          .flatMap(Optional::stream)
          .reduce((a, b) -> List.of(a, b).get(1));
    } catch (TelegramApiRequestException e) {
      throw new AssertionError(e);
    }
  }
}
