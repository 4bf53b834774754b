package drover.emulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.DeleteMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.description.SetMyDescription;
import org.telegram.telegrambots.meta.api.methods.forum.CloseForumTopic;
import org.telegram.telegrambots.meta.api.methods.forum.CreateForumTopic;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatAdministrators;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.PinChatMessage;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.UnpinChatMessage;
import org.telegram.telegrambots.meta.api.methods.reactions.SetMessageReaction;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.CopyTextButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** The library that Drover uses, over OkHttp: whether the wire fits. */
class RealClientTest {
  private final SettableClock clock = new SettableClock();
  private final TelegramEmulator emulator = new TelegramEmulator(EmulatorConfig.inMemory(clock));
  private final OkHttpClient http = new OkHttpClient();
  private OkHttpTelegramClient client;
  private Person ada;
  private Chat chat;

  @BeforeEach
  void start() {
    emulator.start();
    TelegramUrl url =
        TelegramUrl.builder().schema("http").host("127.0.0.1").port(emulator.port()).build();
    client = new OkHttpTelegramClient(http, emulator.config().token().reveal(), url);
    ada = emulator.person("Ada", "ada", "en");
    ada.starts();
    chat = ada.privateChat();
  }

  @AfterEach
  void stop() {
    emulator.stop();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    assertThat(emulator.calls().violations()).isEmpty();
  }

  @Test
  void knowsWhoItIs() throws TelegramApiException {
    var me = client.execute(new GetMe());

    assertThat(me.getUserName()).isEqualTo("drover_bot");
    assertThat(me.getIsBot()).isTrue();
  }

  @Test
  void sendsHtmlWithAKeyboardAndEditsIt() throws TelegramApiException {
    var sent = client.execute(message("<b>Agent</b> <code>a1&lt;b</code> 🐄 stalled"));

    var edited =
        client.execute(
            EditMessageText.builder()
                .chatId(chat.id())
                .messageId(sent.getMessageId())
                .text("<i>recovered</i>")
                .parseMode("HTML")
                .build());

    assertThat(sent.getText()).isEqualTo("Agent a1<b 🐄 stalled");
    assertThat(sent.getEntities()).extracting(e -> e.getType()).containsExactly("bold", "code");
    assertThat(sent.getReplyMarkup().getKeyboard()).hasSize(1);
    assertThat(edited)
        .isInstanceOf(org.telegram.telegrambots.meta.api.objects.message.Message.class);
    Message shown = chat.lastFromBot();
    assertThat(shown.html()).isEqualTo("<i>recovered</i>");
    assertThat(shown.versions()).hasSize(1);
    assertThat(shown.versions().get(0).content().keyboard()).hasSize(1);
    assertThat(shown.keyboard()).isEmpty();
  }

  @Test
  void hearsATapAndAnswersIt() throws Exception {
    client.execute(message("Kill it?"));
    Tap tap = ada.taps(chat.lastFromBot(), "Kill");
    clock.advance(Duration.ofMillis(300));

    List<Update> updates = client.execute(GetUpdates.builder().timeout(5).build());
    var query = updates.get(updates.size() - 1).getCallbackQuery();
    Boolean done =
        client.execute(
            AnswerCallbackQuery.builder()
                .callbackQueryId(query.getId())
                .text("Killed")
                .showAlert(true)
                .build());

    assertThat(done).isTrue();
    assertThat(query.getData()).isEqualTo("token-1");
    assertThat(query.getMessage().getMessageId()).isEqualTo((int) chat.lastFromBot().id());
    assertThat(tap.answer().get(20, TimeUnit.SECONDS))
        .isEqualTo(new TapAnswer("Killed", true, null, Duration.ofMillis(300)));
  }

  @Test
  void sendsADocumentThatCanBeFetchedAgain() throws Exception {
    byte[] bytes = "line 1\nlinée 2\n".getBytes(StandardCharsets.UTF_8);
    SendDocument send =
        SendDocument.builder()
            .chatId(chat.id())
            .document(new InputFile(new ByteArrayInputStream(bytes), "agent.log.txt"))
            .caption("<b>Log</b>")
            .parseMode("HTML")
            .build();

    var sent = client.execute(send);
    var file = client.execute(new GetFile(sent.getDocument().getFileId()));
    String url =
        emulator.apiUrl()
            + "/file/bot"
            + emulator.config().token().reveal()
            + "/"
            + file.getFilePath();

    assertThat(sent.getCaption()).isEqualTo("Log");
    assertThat(sent.getDocument().getFileName()).isEqualTo("agent.log.txt");
    try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
      assertThat(response.body().bytes()).isEqualTo(bytes);
    }
    Attachment kept = requireNonNull(chat.lastFromBot().content().attachment());
    assertThat(emulator.file(kept.fileId())).hasValue(bytes);
  }

  @Test
  void pollsCommandsAndGroupUpdates() throws TelegramApiException {
    Chat group = emulator.supergroup("Herd", true, ada);
    Topic topic = group.createTopic(ada, "Alerts");
    ada.types(group, topic.id(), "/agents@drover_bot stalled");
    ada.removesBot(group);

    List<Update> updates = client.execute(GetUpdates.builder().timeout(0).build());

    assertThat(updates).hasSize(4);
    assertThat(updates.get(0).getMessage().getText()).isEqualTo("/start");
    assertThat(updates.get(1).getMessage().getForumTopicCreated().getName()).isEqualTo("Alerts");
    var command = updates.get(2).getMessage();
    assertThat(command.getMessageThreadId()).isEqualTo((int) topic.id());
    assertThat(command.getEntities().get(0).getLength()).isEqualTo("/agents@drover_bot".length());
    assertThat(updates.get(3).getMyChatMember().getNewChatMember().getStatus()).isEqualTo("kicked");
  }

  @Test
  void setsTheMenuForOneChat() throws TelegramApiException {
    var scope = new BotCommandScopeChat(Long.toString(chat.id()));
    var commands = List.of(new BotCommand("agents", "List agents"), new BotCommand("help", "Help"));

    client.execute(SetMyCommands.builder().commands(commands).scope(scope).build());

    assertThat(client.execute(GetMyCommands.builder().scope(scope).build())).hasSize(2);
    assertThat(client.execute(GetMyCommands.builder().build())).isEmpty();
    assertThat(chat.menu(ada)).extracting(MenuCommand::name).containsExactly("agents", "help");
  }

  @Test
  void looksAtAGroupPinsAndDeletes() throws TelegramApiException {
    Chat group = emulator.supergroup("Herd", false, ada);
    String id = Long.toString(group.id());
    var sent = client.execute(SendMessage.builder().chatId(id).text("board").build());

    client.execute(PinChatMessage.builder().chatId(id).messageId(sent.getMessageId()).build());

    assertThat(client.execute(new GetChat(id)).getTitle()).isEqualTo("Herd");
    assertThat(client.execute(new GetChatMember(id, ada.id())).getStatus()).isEqualTo("creator");
    assertThat(client.execute(new GetChatAdministrators(id))).hasSize(2);
    assertThat(group.lastFromBot().pinned()).isTrue();
    client.execute(new DeleteMessage(id, sent.getMessageId()));
    assertThat(group.fromBot()).isEmpty();
  }

  @Test
  void speaksTheOtherMethodsToo() throws TelegramApiException {
    emulator.limits().on(false);
    String id = Long.toString(chat.id());
    Chat forum = emulator.supergroup("Herd", true, ada);
    String forumId = Long.toString(forum.id());
    InlineKeyboardButton styled =
        InlineKeyboardButton.builder()
            .text("Copy id")
            .copyText(new CopyTextButton("s-1"))
            .style("primary")
            .build();
    var keyboard =
        InlineKeyboardMarkup.builder().keyboardRow(new InlineKeyboardRow(styled)).build();
    int sent = client.execute(message("x")).getMessageId();

    client.execute(
        EditMessageReplyMarkup.builder().chatId(id).messageId(sent).replyMarkup(keyboard).build());
    client.execute(SendChatAction.builder().chatId(id).action("typing").build());
    client.execute(
        SetMessageReaction.builder()
            .chatId(id)
            .messageId(sent)
            .reactionTypes(List.of(ReactionTypeEmoji.builder().emoji("👍").build()))
            .build());
    client.execute(
        SendMessage.builder()
            .chatId(id)
            .text("reply")
            .disableNotification(true)
            .replyParameters(ReplyParameters.builder().messageId(sent).build())
            .build());
    var photo =
        client.execute(
            SendPhoto.builder()
                .chatId(id)
                .photo(new InputFile(new ByteArrayInputStream(png()), "chart.png"))
                .caption("chart")
                .replyMarkup(keyboard)
                .build());
    client.execute(
        EditMessageCaption.builder()
            .chatId(id)
            .messageId(photo.getMessageId())
            .caption("<b>new</b>")
            .parseMode("HTML")
            .build());
    var topic = client.execute(CreateForumTopic.builder().chatId(forumId).name("Alerts").build());
    client.execute(
        SendMessage.builder()
            .chatId(forumId)
            .messageThreadId(topic.getMessageThreadId())
            .text("in topic")
            .build());
    client.execute(
        CloseForumTopic.builder()
            .chatId(forumId)
            .messageThreadId(topic.getMessageThreadId())
            .build());
    client.execute(UnpinChatMessage.builder().chatId(id).messageId(sent).build());
    client.execute(DeleteMyCommands.builder().scope(new BotCommandScopeAllPrivateChats()).build());
    client.execute(SetMyDescription.builder().description("Watches").languageCode("en").build());
    client.execute(DeleteWebhook.builder().dropPendingUpdates(true).build());
    List<Update> none =
        client.execute(
            GetUpdates.builder()
                .offset(1)
                .limit(100)
                .timeout(0)
                .allowedUpdates(List.of("message", "callback_query", "my_chat_member"))
                .build());

    assertThat(none).isEmpty();
    assertThat(photo.getPhoto().get(0).getWidth()).isEqualTo(20);
    assertThat(chat.message(photo.getMessageId()).orElseThrow().html()).isEqualTo("<b>new</b>");
    assertThat(chat.message(sent).orElseThrow().keyboard().get(0).get(0))
        .isEqualTo(new Button("Copy id", "primary", Button.Kind.COPY, "s-1"));
    assertThat(forum.lastFromBot().topic()).isEqualTo((long) topic.getMessageThreadId());
  }

  private static byte[] png() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void understandsRefusals() {
    ada.blocks();

    assertThatThrownBy(() -> client.execute(message("hello")))
        .isInstanceOfSatisfying(
            TelegramApiRequestException.class,
            e -> {
              assertThat(e.getErrorCode()).isEqualTo(403);
              assertThat(e.getApiResponse()).isEqualTo("Forbidden: bot was blocked by the user");
            });
  }

  @Test
  void understandsTooManyRequests() throws TelegramApiException {
    for (int i = 0; i < 3; i++) {
      client.execute(message("burst " + i));
    }

    assertThatThrownBy(() -> client.execute(message("one more")))
        .isInstanceOfSatisfying(
            TelegramApiRequestException.class,
            e -> assertThat(e.getParameters().getRetryAfter()).isEqualTo(1));
    assertThat(emulator.limits().refused()).isEqualTo(1);
  }

  private SendMessage message(String html) {
    InlineKeyboardButton kill =
        InlineKeyboardButton.builder().text("Kill").callbackData("token-1").build();
    return SendMessage.builder()
        .chatId(chat.id())
        .text(html)
        .parseMode("HTML")
        .linkPreviewOptions(LinkPreviewOptions.builder().isDisabled(true).build())
        .replyMarkup(
            InlineKeyboardMarkup.builder().keyboardRow(new InlineKeyboardRow(kill)).build())
        .build();
  }
}
