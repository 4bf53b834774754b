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
import drover.chat.Menus.Entry;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import drover.chat.SendResult.Sent;
import drover.chat.UserId;
import drover.emulator.Attachment;
import drover.emulator.Chat;
import drover.emulator.Fault;
import drover.emulator.MenuCommand;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Standing;
import drover.emulator.Tap;
import drover.emulator.Topic;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything that is sent, and every refusal that Telegram knows, over a real socket. */
@Timeout(60)
class EmulatorContractTest {
  private final EmulatorFixture telegram = new EmulatorFixture();
  private final TelegramSender sender = telegram.sender;
  private final Person ada = telegram.ada;
  private final Chat chat = ada.privateChat();
  private final ChatAddress here = ChatAddress.of(chat.id());
  private int mistakesMeant;

  @AfterEach
  void stop() {
    if (mistakesMeant > 0) {
      assertThat(telegram.emulator.calls().excuse()).hasSize(mistakesMeant);
    }
    telegram.close();
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void textArrivesWithItsMarkup() {
    MessageRef sent =
        telegram.sent(here, OutgoingMessage.of("<b>Agent</b> <code>a1&lt;b</code> \uD83D\uDC04"));

    Message shown = chat.lastFromBot();
    assertThat(shown.id()).isEqualTo(sent.message());
    assertThat(shown.text()).isEqualTo("Agent a1<b \uD83D\uDC04");
    assertThat(shown.silent()).isFalse();
    telegram.sent(here, new OutgoingMessage("quiet", List.of(), true, null));
    assertThat(chat.lastFromBot().silent()).isTrue();
  }

  @Test
  void markupWorthUsingIsTaken() {
    telegram.sent(
        here,
        OutgoingMessage.of(
            "<blockquote expandable>line\nline</blockquote> "
                + "<tg-time unix=\"1767268800\" format=\"t\">12:00</tg-time> <pre>x</pre> "
                + "<i>i</i> <u>u</u> <s>s</s> <tg-spoiler>?</tg-spoiler> "
                + "<a href=\"https://example.com/?a=1&amp;b=2\">link</a>"));

    assertThat(chat.lastFromBot().text()).contains("line\nline").contains("12:00");
  }

  @Test
  void theLongestTextArrivesAndALongerOneIsRejected() {
    String longest = "&lt;\uD83D\uDC04".repeat(1_365) + "x";
    telegram.sent(here, OutgoingMessage.of(longest));
    assertThat(chat.lastFromBot().text()).hasSize(4_096);

    mistakesMeant = 2;
    assertThat(reason(telegram.send(chat, longest + "x"))).isEqualTo(Refusal.REJECTED);
    assertThat(reason(telegram.send(chat, " \n "))).isEqualTo(Refusal.REJECTED);
    assertThat(chat.fromBot()).hasSize(1);
  }

  @Test
  void keyboardsKeepTheirRowsStylesAndTexts() {
    List<List<Button>> rows =
        List.of(
            List.of(
                button("Kill", Button.Style.DANGER, "k"),
                button("Yes", Button.Style.SUCCESS, "x".repeat(64))),
            List.of(
                button("More", Button.Style.PRIMARY, "m"),
                button("Plain", Button.Style.PLAIN, "p"),
                new Button.Copy("Id", "a".repeat(300))));

    telegram.sent(here, OutgoingMessage.of("buttons", rows));

    List<List<drover.emulator.Button>> shown = chat.lastFromBot().keyboard();
    assertThat(shown).hasSize(2);
    assertThat(shown.get(0))
        .containsExactly(
            new drover.emulator.Button("Kill", "danger", drover.emulator.Button.Kind.CALLBACK, "k"),
            new drover.emulator.Button(
                "Yes", "success", drover.emulator.Button.Kind.CALLBACK, "x".repeat(64)));
    assertThat(shown.get(1))
        .containsExactly(
            new drover.emulator.Button(
                "More", "primary", drover.emulator.Button.Kind.CALLBACK, "m"),
            new drover.emulator.Button("Plain", null, drover.emulator.Button.Kind.CALLBACK, "p"),
            new drover.emulator.Button(
                "Id", null, drover.emulator.Button.Kind.COPY, "a".repeat(256)));
  }

  @Test
  void theLargestKeyboardIsTaken() {
    List<List<Button>> rows =
        IntStream.range(0, 100)
            .mapToObj(i -> button("b" + i, Button.Style.PLAIN, "t" + i))
            .collect(
                java.util.stream.Collectors.groupingBy(
                    b -> Integer.parseInt(b.label().substring(1)) / 8))
            .values()
            .stream()
            .toList();

    telegram.sent(here, OutgoingMessage.of("many", rows));

    assertThat(chat.lastFromBot().labels()).hasSize(100);
  }

  @Test
  void editsReplaceTextAndKeyboard() {
    MessageRef ref =
        telegram.sent(
            here,
            OutgoingMessage.of("one", List.of(List.of(button("A", Button.Style.PLAIN, "a")))));

    assertThat(sender.edit(ref, OutgoingMessage.of("<i>two</i>"))).isEqualTo(new Sent(ref));
    assertThat(chat.lastFromBot().html()).isEqualTo("<i>two</i>");
    assertThat(chat.lastFromBot().keyboard()).isEmpty();

    assertThat(sender.editKeyboard(ref, List.of(List.of(button("B", Button.Style.PLAIN, "b")))))
        .isEqualTo(new Sent(ref));
    assertThat(chat.lastFromBot().labels()).containsExactly("B");
    assertThat(sender.editKeyboard(ref, List.of())).isEqualTo(new Sent(ref));
    assertThat(chat.lastFromBot().keyboard()).isEmpty();
    assertThat(chat.lastFromBot().text()).isEqualTo("two");
  }

  @Test
  void anEditThatChangesNothingIsDone() {
    List<List<Button>> rows = List.of(List.of(button("A", Button.Style.PLAIN, "a")));
    MessageRef ref = telegram.sent(here, OutgoingMessage.of("<b>same</b>", rows));

    assertThat(sender.edit(ref, OutgoingMessage.of("<b>same</b>", rows))).isEqualTo(new Sent(ref));
    assertThat(sender.editKeyboard(ref, rows)).isEqualTo(new Sent(ref));
    MessageRef bare = telegram.sent(here, OutgoingMessage.of("bare"));
    assertThat(sender.edit(bare, OutgoingMessage.of("bare"))).isEqualTo(new Sent(bare));
    assertThat(sender.editKeyboard(bare, List.of())).isEqualTo(new Sent(bare));
    assertThat(chat.fromBot()).allMatch(message -> message.versions().isEmpty());
  }

  @Test
  void filesArriveWithTheirBytesCaptionAndButtons() {
    byte[] bytes = "2026-03-01 line\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    OutgoingMessage.Attachment file =
        new OutgoingMessage.Attachment("log \u00fc.txt", bytes, false);
    List<List<Button>> rows = List.of(List.of(button("A", Button.Style.PLAIN, "a")));

    MessageRef ref = telegram.sent(here, new OutgoingMessage("<i>log</i>", rows, false, file));

    Message shown = chat.lastFromBot();
    Attachment kept = attachment(shown);
    assertThat(kept.kind()).isEqualTo(Attachment.Kind.DOCUMENT);
    assertThat(kept.fileName()).isEqualTo("log \u00fc.txt");
    assertThat(telegram.emulator.file(kept.fileId())).hasValue(bytes);
    assertThat(shown.html()).isEqualTo("<i>log</i>");
    assertThat(shown.labels()).containsExactly("A");

    assertThat(sender.edit(ref, new OutgoingMessage("new caption", List.of(), false, file)))
        .isEqualTo(new Sent(ref));
    assertThat(chat.lastFromBot().text()).isEqualTo("new caption");
    assertThat(reason(sender.edit(ref, OutgoingMessage.of("text"))))
        .isEqualTo(Refusal.MESSAGE_GONE);
    telegram.sent(here, new OutgoingMessage("", List.of(), true, file));
    assertThat(chat.lastFromBot().text()).isEmpty();
  }

  @Test
  void picturesArriveAsPictures() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertThat(ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", png))
        .isTrue();
    OutgoingMessage.Attachment photo =
        new OutgoingMessage.Attachment("chart.png", png.toByteArray(), true);

    telegram.sent(here, new OutgoingMessage("<b>chart</b>", List.of(), false, photo));

    assertThat(attachment(chat.lastFromBot()).kind()).isEqualTo(Attachment.Kind.PHOTO);
    assertThat(chat.lastFromBot().text()).isEqualTo("chart");
  }

  @Test
  void topicsAreMetAndTheGeneralOneIsNeverNamed() {
    Chat forum = telegram.emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");

    telegram.sent(new ChatAddress(forum.id(), (int) topic.id()), OutgoingMessage.of("in topic"));
    assertThat(forum.lastFromBot().topic()).isEqualTo(topic.id());
    telegram.sent(new ChatAddress(forum.id(), 1), OutgoingMessage.of("in general"));
    telegram.sent(new ChatAddress(forum.id(), null), OutgoingMessage.of("in general too"));

    assertThat(forum.fromBot()).extracting(Message::topic).containsExactly(topic.id(), null, null);
    assertThat(telegram.emulator.calls().of("sendMessage"))
        .extracting(call -> call.parameters().path("message_thread_id").asInt())
        .containsExactly((int) topic.id(), 0, 0);
  }

  @Test
  void anAnswerStandsUnderItsMessageAndWithoutItWhenThatIsGone() {
    MessageRef first = telegram.sent(here, OutgoingMessage.of("first"));
    OutgoingMessage answer = OutgoingMessage.of("answer").withReplyTo(first.message());
    OutgoingMessage.Attachment file =
        new OutgoingMessage.Attachment("log.txt", new byte[] {'x'}, false);

    telegram.sent(here, answer);
    assertThat(chat.lastFromBot().replyTo()).isEqualTo(first.message());
    telegram.sent(
        here, new OutgoingMessage("file", List.of(), false, file).withReplyTo(first.message()));
    assertThat(chat.lastFromBot().replyTo()).isEqualTo(first.message());
    ada.deletes(message(first));
    telegram.sent(here, answer);

    assertThat(chat.lastFromBot().text()).isEqualTo("answer");
    assertThat(chat.lastFromBot().replyTo()).isNull();
  }

  @Test
  void aQuestionOpensTheInputFieldAndCannotBeEdited() {
    MessageRef question =
        telegram.sent(here, OutgoingMessage.of("Which name?").withForceReply("Name"));
    MessageRef plain = telegram.sent(here, OutgoingMessage.of("no question"));

    assertThat(message(question).forceReply()).isEqualTo("Name");
    assertThat(message(question).keyboard()).isEmpty();
    assertThat(message(plain).forceReply()).isNull();
    assertThat(reason(sender.edit(question, OutgoingMessage.of("changed"))))
        .isEqualTo(Refusal.MESSAGE_GONE);
    assertThatThrownBy(
            () ->
                OutgoingMessage.of("?", List.of(List.of(button("A", Button.Style.PLAIN, "a"))))
                    .withForceReply("Name"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messagesArePinnedUnpinnedAndDeleted() {
    MessageRef ref = telegram.sent(here, OutgoingMessage.of("board"));

    assertThat(sender.pin(ref)).isEqualTo(new Sent(ref));
    assertThat(message(ref).pinned()).isTrue();
    assertThat(sender.unpin(ref)).isEqualTo(new Sent(ref));
    assertThat(message(ref).pinned()).isFalse();
    assertThat(sender.delete(ref)).isEqualTo(new Sent(ref));
    assertThat(message(ref).deleted()).isTrue();
  }

  @Test
  void pressesAreAnsweredAndLateOnesHurtNothing() throws Exception {
    telegram.sent(
        here, OutgoingMessage.of("?", List.of(List.of(button("A", Button.Style.PLAIN, "a")))));

    Tap toast = ada.taps(chat.lastFromBot(), "A");
    sender.answerPress(toast.id(), "Checking\u2026", false);
    assertThat(toast.answer().get(5, TimeUnit.SECONDS).text()).isEqualTo("Checking\u2026");
    Tap alert = ada.taps(chat.lastFromBot(), "A");
    sender.answerPress(alert.id(), "x".repeat(500), true);
    assertThat(alert.answer().get(5, TimeUnit.SECONDS).text()).hasSize(200);
    assertThat(alert.answer().get(5, TimeUnit.SECONDS).alert()).isTrue();
    Tap silent = ada.taps(chat.lastFromBot(), "A");
    sender.answerPress(silent.id(), "", false);
    assertThat(silent.answer().get(5, TimeUnit.SECONDS).text()).isNull();

    Tap late = ada.taps(chat.lastFromBot(), "A");
    telegram.clock.advance(Duration.ofSeconds(11));
    sender.answerPress(late.id(), "too late", false);
    sender.answerPress("no such press", "", false);
    assertThat(late.answer()).isNotDone();
  }

  @Test
  void aChatThatIsGoneForUsIsSaidToBe() {
    Person bob = startedPerson("Bob");
    bob.blocks();
    Person cleo = startedPerson("Cleo");
    cleo.privateChat().deactivate();
    Chat kicked = telegram.emulator.group("Kicked", ada);
    ada.removesBot(kicked);
    Chat kickedFromSuper = telegram.emulator.supergroup("Kicked", false, ada);
    ada.removesBot(kickedFromSuper);
    Chat left = telegram.emulator.group("Left", ada);
    left.botBecomes(Standing.LEFT, ada);
    Chat deleted = telegram.emulator.group("Deleted", ada);
    deleted.delete();

    assertRefused(bob.privateChat(), Refusal.CHAT_GONE, "bot was blocked by the user");
    assertRefused(cleo.privateChat(), Refusal.CHAT_GONE, "user is deactivated");
    assertRefused(kicked, Refusal.CHAT_GONE, "bot was kicked from the group chat");
    assertRefused(kickedFromSuper, Refusal.CHAT_GONE, "kicked from the supergroup chat");
    assertRefused(left, Refusal.CHAT_GONE, "bot is not a member of the group chat");
    assertRefused(deleted, Refusal.CHAT_GONE, "chat not found");
    assertThat(reason(sender.send(ChatAddress.of(-4_242), OutgoingMessage.of("x"))))
        .isEqualTo(Refusal.CHAT_GONE);

    bob.unblocks();
    assertThat(telegram.send(bob.privateChat(), "again")).isInstanceOf(Sent.class);
  }

  @Test
  void aPersonWhoNeverPressedStartIsNoErrorOfTheChat() {
    Person shy = telegram.emulator.person("Shy", null, null);

    assertRefused(shy.privateChat(), Refusal.CANNOT_INITIATE, "can't initiate conversation");
  }

  @Test
  void aGroupThatMovedTellsItsNewNumber() {
    Chat group = telegram.emulator.group("Ops", ada);
    MessageRef old = telegram.sent(ChatAddress.of(group.id()), OutgoingMessage.of("before"));
    Chat moved = group.migrate(ada);

    for (SendResult result :
        List.of(
            telegram.send(group, "x"),
            sender.edit(old, OutgoingMessage.of("y")),
            sender.delete(old),
            sender.pin(old))) {
      assertThat(result)
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.MIGRATED);
                assertThat(refused.movedTo()).isEqualTo(moved.id());
              });
    }
    assertThat(telegram.send(moved, "x")).isInstanceOf(Sent.class);
  }

  @Test
  void topicsGoneAndTopicsClosedAreToldApart() {
    Chat forum = telegram.emulator.supergroup("Ops", true, ada);
    Topic closed = forum.createTopic(ada, "Closed");
    Topic gone = forum.createTopic(ada, "Gone");
    forum.closeTopic(ada, closed.id());
    forum.deleteTopic(gone.id());

    assertThat(reason(inTopic(forum, closed))).isEqualTo(Refusal.NO_RIGHTS);
    assertThat(reason(inTopic(forum, gone))).isEqualTo(Refusal.TOPIC_GONE);
    forum.reopenTopic(ada, closed.id());
    assertThat(inTopic(forum, closed)).isInstanceOf(Sent.class);
  }

  @Test
  void missingRightsAreSaidToBeMissing() {
    Chat group = telegram.emulator.supergroup("Ops", false, ada);
    MessageRef ref = telegram.sent(ChatAddress.of(group.id()), OutgoingMessage.of("board"));
    group.botMayPin(false);
    assertThat(reason(sender.pin(ref))).isEqualTo(Refusal.NO_RIGHTS);

    group.botBecomes(Standing.RESTRICTED, ada);
    assertRefused(group, Refusal.NO_RIGHTS, "not enough rights to send text messages");
    OutgoingMessage.Attachment file =
        new OutgoingMessage.Attachment("a.txt", new byte[] {1}, false);
    assertThat(
            reason(
                sender.send(
                    ChatAddress.of(group.id()), new OutgoingMessage("", List.of(), false, file))))
        .isEqualTo(Refusal.NO_RIGHTS);
  }

  @Test
  void aMessageThatIsGoneIsSaidToBe() {
    MessageRef ref = telegram.sent(here, OutgoingMessage.of("one"));
    ada.deletes(message(ref));
    MessageRef others = new MessageRef(here, ada.types(chat, "mine").id());

    assertThat(reason(sender.edit(ref, OutgoingMessage.of("two")))).isEqualTo(Refusal.MESSAGE_GONE);
    assertThat(reason(sender.editKeyboard(ref, List.of()))).isEqualTo(Refusal.MESSAGE_GONE);
    assertThat(reason(sender.delete(ref))).isEqualTo(Refusal.MESSAGE_GONE);
    assertThat(reason(sender.pin(ref))).isEqualTo(Refusal.MESSAGE_GONE);
    assertThat(reason(sender.unpin(ref))).isEqualTo(Refusal.MESSAGE_GONE);
    assertThat(reason(sender.edit(others, OutgoingMessage.of("two"))))
        .isEqualTo(Refusal.MESSAGE_GONE);
  }

  @Test
  void anOldMessageCanBeEditedButNotDeleted() {
    MessageRef ref = telegram.sent(here, OutgoingMessage.of("one"));
    telegram.clock.advance(Duration.ofHours(49));

    assertThat(reason(sender.delete(ref))).isEqualTo(Refusal.MESSAGE_GONE);
    assertThat(sender.edit(ref, OutgoingMessage.of("two"))).isEqualTo(new Sent(ref));
  }

  @Test
  void brokenMarkupIsToldApartFromOtherMistakes() {
    mistakesMeant = 3;

    assertThat(reason(telegram.send(chat, "<b>never closed"))).isEqualTo(Refusal.CANNOT_PARSE);
    assertThat(reason(telegram.send(chat, "a < b"))).isEqualTo(Refusal.CANNOT_PARSE);
    assertThat(reason(telegram.send(chat, "<marquee>x</marquee>"))).isEqualTo(Refusal.CANNOT_PARSE);
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void tooManyTellsHowLongToWait() {
    telegram.emulator.faults().next(1, "sendMessage", Fault.tooManyRequests(7_200));
    assertThat(telegram.send(chat, "x"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Refusal.TOO_MANY_REQUESTS);
              assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(2));
            });

    telegram.emulator.limits().on(true);
    for (int i = 0; i < 3; i++) {
      assertThat(telegram.send(chat, "x" + i)).isInstanceOf(Sent.class);
    }
    assertThat(telegram.send(chat, "one too many"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    telegram.clock.advance(Duration.ofSeconds(1));
    assertThat(telegram.send(chat, "in time")).isInstanceOf(Sent.class);
  }

  @Test
  void aRevokedTokenStopsUsAndIsSaid() {
    telegram.emulator.faults().tokenRevoked(true);

    assertThat(reason(telegram.send(chat, "x"))).isEqualTo(Refusal.UNAUTHORIZED);
    assertThat(telegram.account.check().state()).isEqualTo(State.DOWN);
    assertThatThrownBy(telegram.account::ask)
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.kind()).isEqualTo(TelegramException.Kind.REVOKED_TOKEN))
        .hasMessageNotContaining(telegram.config.botToken().reveal());

    telegram.emulator.faults().tokenRevoked(false);
    assertThat(telegram.account.ask().username()).isEqualTo("drover_bot");
    assertThat(telegram.account.check().state()).isEqualTo(State.OK);
  }

  @Test
  void aTokenThatIsNoneIsToldApart() {
    for (String token : List.of("nonsense", "12:34:56", "1234")) {
      TelegramConfig wrong = new TelegramConfig(new Secret(token), telegram.emulator.apiUrl());
      BotAccount stranger = new BotAccount(wrong);

      assertThatThrownBy(stranger::ask)
          .isInstanceOfSatisfying(
              TelegramException.class,
              e -> assertThat(e.kind()).isEqualTo(TelegramException.Kind.MALFORMED_TOKEN));
      TelegramSender mute = new TelegramSender(wrong, stranger);
      assertThat(reason(mute.send(here, OutgoingMessage.of("x")))).isEqualTo(Refusal.UNAUTHORIZED);
      mute.stop();
    }
  }

  @Test
  void whatWasSurelyNotDoneIsToldApartFromWhatNobodyKnows() {
    assertSpoiled(Fault.of(Fault.Kind.BAD_GATEWAY), Refusal.NOT_DONE, 0);
    assertSpoiled(Fault.answer(502, "Bad Gateway"), Refusal.NOT_DONE, 0);
    assertSpoiled(Fault.answer(500, "Internal Server Error"), Refusal.OUTCOME_UNKNOWN, 0);
    assertSpoiled(Fault.of(Fault.Kind.CUT_BEFORE), Refusal.OUTCOME_UNKNOWN, 0);
    assertSpoiled(Fault.of(Fault.Kind.HANG), Refusal.OUTCOME_UNKNOWN, 0);
    assertSpoiled(Fault.of(Fault.Kind.HANG_AFTER), Refusal.OUTCOME_UNKNOWN, 1);
    assertSpoiled(Fault.of(Fault.Kind.CUT_AFTER), Refusal.OUTCOME_UNKNOWN, 1);
    assertSpoiled(Fault.of(Fault.Kind.EMPTY), Refusal.OUTCOME_UNKNOWN, 1);
    telegram.emulator.faults().release();
  }

  @Test
  void anEditInDoubtFindsItselfDone() {
    MessageRef ref = telegram.sent(here, OutgoingMessage.of("one"));
    telegram.emulator.faults().next(1, "editMessageText", Fault.Kind.CUT_AFTER);

    assertThat(reason(sender.edit(ref, OutgoingMessage.of("two"))))
        .isEqualTo(Refusal.OUTCOME_UNKNOWN);
    assertThat(sender.edit(ref, OutgoingMessage.of("two"))).isEqualTo(new Sent(ref));
    assertThat(chat.lastFromBot().versions()).hasSize(1);
  }

  @Test
  void aDeadPooledConnectionNeverSendsTwice() {
    for (int i = 0; i < 5; i++) {
      String text = "n" + i;
      assertThat(telegram.send(chat, text)).isInstanceOf(Sent.class);
      telegram.emulator.down();
      telegram.emulator.up();
      SendResult result = telegram.send(chat, text + " after");
      long shown = chat.fromBot().stream().filter(m -> m.text().equals(text + " after")).count();

      assertThat(shown).isEqualTo(result instanceof Sent ? 1 : 0);
    }
  }

  @Test
  void anOutageIsNotDoneAndPasses() {
    int port = telegram.emulator.port();
    telegram.emulator.down();

    assertThat(reason(telegram.send(chat, "x"))).isEqualTo(Refusal.NOT_DONE);
    assertThatThrownBy(telegram.account::ask)
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.kind()).isEqualTo(TelegramException.Kind.UNREACHABLE));
    assertThat(telegram.account.check().state()).isEqualTo(State.DEGRADED);

    telegram.emulator.up();
    assertThat(telegram.emulator.port()).isEqualTo(port);
    assertThat(telegram.send(chat, "y")).isInstanceOf(Sent.class);
    assertThat(chat.fromBot()).extracting(Message::text).containsExactly("y");
  }

  @Test
  void eachIsOfferedTheirOwnCommandsAndWrittenOnlyWhenTheyDiffer() {
    Person bob = startedPerson("Bob");
    Chat group = telegram.emulator.group("Herd", ada, bob);
    List<Entry> kill =
        List.of(new Entry("agents", "What runs"), new Entry("kill", "x".repeat(300)));
    Menus menus =
        new Menus(
            List.of(),
            List.of(new Entry("agents", "What runs")),
            Map.of(new UserId(ada.id()), kill));
    publish(sender, menus);
    publish(sender, menus);
    TelegramSender again = new TelegramSender(telegram.config, telegram.account);
    publish(again, menus);
    again.stop();

    assertThat(chat.menu(ada))
        .containsExactly(
            new MenuCommand("agents", "What runs"), new MenuCommand("kill", "x".repeat(256)));
    assertThat(bob.privateChat().menu(bob)).isEmpty();
    assertThat(group.menu(ada)).containsExactly(new MenuCommand("agents", "What runs"));
    assertThat(telegram.emulator.calls().of("setMyCommands")).hasSize(2);
  }

  @Test
  void whoLosesTheirRoleLosesTheirMenu() {
    Menus one = new Menus(List.of(), List.of(), Map.of(new UserId(ada.id()), commands(3)));
    publish(sender, one);
    assertThat(chat.menu(ada)).hasSize(3);

    publish(sender, new Menus(List.of(), List.of(), Map.of()));
    assertThat(chat.menu(ada)).isEmpty();

    publish(sender, one);
    assertThat(chat.menu(ada)).hasSize(3);
  }

  @Test
  void somebodyWhoNeverPressedStartKeepsNobodyElseFromTheirMenu() {
    Menus menus =
        new Menus(
            List.of(),
            List.of(),
            Map.of(new UserId(987_654_321L), commands(1), new UserId(ada.id()), commands(2)));

    publish(sender, menus);

    assertThat(chat.menu(ada)).hasSize(2);
  }

  @Test
  void noMoreThanAHundredCommandsArePublished() {
    publish(sender, new Menus(commands(120), List.of(), Map.of()));

    assertThat(chat.menu(ada)).hasSize(100);
  }

  private void publish(TelegramSender by, Menus menus) {
    assertThat(telegram.account.ask().id()).isPositive();
    by.publishMenus(menus);
    assertThat(by.menu().publish()).isGreaterThan(Duration.ofMinutes(1));
  }

  private static List<Entry> commands(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Entry("c" + i, "d" + i)).toList();
  }

  private void assertRefused(Chat to, Refusal reason, String words) {
    assertThat(telegram.send(to, "x"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.detail()).contains(words);
            });
  }

  private void assertSpoiled(Fault fault, Refusal reason, int arrived) {
    int before = chat.fromBot().size();
    int calls = telegram.emulator.calls().of("sendMessage").size();
    telegram.emulator.faults().next(1, "sendMessage", fault);

    assertThat(reason(telegram.send(chat, "spoiled"))).as("%s", fault).isEqualTo(reason);
    assertThat(chat.fromBot()).as("%s", fault).hasSize(before + arrived);
    assertThat(telegram.emulator.calls().of("sendMessage")).hasSize(calls + 1);
  }

  private SendResult inTopic(Chat forum, Topic topic) {
    return sender.send(
        new ChatAddress(forum.id(), (int) topic.id()), OutgoingMessage.of("in topic"));
  }

  private Person startedPerson(String name) {
    Person person = telegram.emulator.person(name, null, null);
    person.starts();
    return person;
  }

  private Message message(MessageRef ref) {
    return chat.message(ref.message()).orElseThrow();
  }

  private static Attachment attachment(Message message) {
    Attachment file = message.content().attachment();
    if (file == null) {
      throw new AssertionError("no file came with " + message);
    }
    return file;
  }

  private static @Nullable Refusal reason(SendResult result) {
    return result instanceof Refused refused ? refused.reason() : null;
  }

  private static Button button(String label, Button.Style style, String token) {
    return new Button.Call(label, style, ButtonSpec.look(CommandCall.of("look")), token);
  }
}
