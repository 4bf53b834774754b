package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.order.Draft;
import drover.order.Order;
import drover.session.Agent;
import drover.session.CreateOrder;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionPlan.Part;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import drover.view.CreateView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpawnTest {
  private static final String LINE = "/spawn Merger | merge it | Merge all of it";
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Stage stage = new Stage();

  SpawnTest() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
  }

  @Test
  void oneLineOnlyShowsWhatWouldBeCreated() {
    stage.type(
        LINE + " | priority:high | tokens: 75k | duration:1h 30m | output:/out | parent:bui");

    assertThat(stage.html())
        .contains("create it?", "Merger", "merge it", "Merge all of it", "high", "75k")
        .contains("1 h 30 min", "/out", "Builder", "a1b2c3d4");
    assertThat(labels()).containsExactly("Create", "Change", "Cancel");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void createsWhatWasShownOnceAndLinksToIt() {
    stage.type(LINE + " | or more | tokens:75,000");
    MessageRef page = stage.answers.lastRef();
    String create = DeskAnswers.token(stage.answers.last(), "Create");

    stage.pressToken(Stage.ADMIN, page, create);
    stage.pressToken(Stage.ADMIN, page, create);
    assertThat(stage.html()).contains("Asked the server to create <b>Merger</b>");
    stage.createOnce();
    stage.createOnce();

    assertThat(stage.gateway.created())
        .containsExactly(
            new CreateOrder(
                "Merger",
                "merge it",
                "Merge all of it | or more",
                null,
                75_000L,
                null,
                null,
                null,
                "User 1"));
    assertThat(stage.html()).contains("<b>Merger</b> was created as <code>created-</code>");
    assertThat(labels()).containsExactly("Show", "Subscribe to it");
    assertThat(stage.answers.shown()).hasSize(1);
    assertThat(only().state()).isEqualTo(Order.State.CONFIRMED);
    assertThat(only().successor()).isEqualTo("created-1");
    assertThat(stage.history.entries).extracting(e -> e.kind()).containsExactly("create");
    assertThat(stage.history.audits)
        .extracting(a -> a.action() + " " + a.session() + " " + a.outcome())
        .containsExactly("create created-1 done");
  }

  @Test
  void aChatThatHearsOfAllIsNotAskedToSubscribe() {
    var unused =
        stage.subscriptions.put(
            Stage.PRIVATE, Level.NORMAL, AgentFilter.ALL, Stage.ADMIN, stage.clock.instant());

    stage.type(LINE);
    stage.press("Create");
    stage.createOnce();

    assertThat(labels()).containsExactly("Show");
  }

  @Test
  void asksForEachPartInTurn() {
    stage.type("/spawn");
    assertThat(stage.answers.last().forceReply()).isEqualTo("Name, or - for none");
    assertThat(stage.html()).contains("1 of 8", "/skip", "/cancel").doesNotContain("/back");

    stage.type("Merger");
    stage.type("merge it\nwell");
    stage.type("  Merge | all  ");
    stage.press("high");
    stage.type("1.5m");
    stage.press("2h");
    stage.type("/srv/out.md");
    stage.type("a1b2c3d4");

    assertThat(stage.html()).contains("create it?", "1.5M", "2 h", "/srv/out.md", "Builder");
    stage.press("Create");
    stage.createOnce();
    assertThat(stage.gateway.created())
        .containsExactly(
            new CreateOrder(
                "Merger",
                "merge it\nwell",
                "Merge | all",
                "high",
                1_500_000L,
                Duration.ofHours(2),
                "/srv/out.md",
                new SessionId("a1b2c3d4-1"),
                "User 1"));
  }

  @Test
  void anyPartMayBeLeftOpenButTaskAndPromptNotBoth() {
    stage.type("/spawn");
    stage.type("-");
    stage.type("/skip");
    stage.type("Look after the shop while we are away, please");
    stage.press("Skip");
    stage.press("Skip");
    stage.press("Skip");
    stage.type("-");
    stage.type("/skip");

    stage.press("Create");
    stage.createOnce();

    CreateOrder created = stage.gateway.created().get(0);
    assertThat(created.name()).isEqualTo("Look after the shop while we are away,");
    assertThat(created.task()).isEqualTo(created.name());
    assertThat(created.priority()).isNull();
    stage.type("/spawn Merger | - | -");
    assertThat(stage.html()).contains("needs a task or a prompt");
    assertThat(labels()).containsExactly("Change", "Cancel");
  }

  @Test
  void goesBackAndKeepsWhatWasSaid() {
    stage.type("/spawn Merger | merge it");
    assertThat(stage.html()).contains("3 of 8");

    stage.type("/back");
    assertThat(stage.html()).contains("2 of 8", "Now: merge it", "/skip (keeps it)");
    stage.type("/skip");
    stage.type("Merge all of it");
    stage.press("low");
    stage.press("Back");
    assertThat(stage.html()).contains("4 of 8", "Now: low");
    stage.press("Keep");
    assertThat(stage.html()).contains("5 of 8");
    stage.press("Back");
    stage.press("Back");
    assertThat(stage.html()).contains("3 of 8", "Now: Merge all of it");

    assertThat(draft().plan().task()).isEqualTo("merge it");
    assertThat(draft().plan().priority()).isEqualTo("low");
  }

  @Test
  void saysWhatIsWrongWithAnAnswerAndAsksAgain() {
    stage.type("/spawn Merger | merge it | Merge all | tokens:plenty");
    assertThat(stage.html()).contains("Token limit", "no number of tokens", "/spawn NAME");

    stage.type("/spawn Merger | merge it");
    stage.type("Merge");
    stage.type("urgent");
    assertThat(stage.html()).contains("There are critical, high, normal and low", "4 of 8");
    stage.type("crit");
    stage.type("0");
    assertThat(stage.html()).contains("no number of tokens", "5 of 8");
    stage.type("75 000");
    stage.type("soon");
    assertThat(stage.html()).contains("no time", "6 of 8");
    stage.type("-");
    stage.type("/out");
    stage.type("nobody");
    assertThat(stage.html()).contains("I know no agent “nobody”", "8 of 8");

    assertThat(draft().plan().priority()).isEqualTo("critical");
    assertThat(draft().plan().tokenLimit()).isEqualTo(75_000);
  }

  @Test
  void changesOnePartAndShowsTheWholeAgain() {
    stage.type(LINE);
    stage.press("Change");
    stage.press("Task");
    assertThat(stage.answers.last().forceReply()).isNotNull();

    stage.type("merge half of it");
    assertThat(stage.html()).contains("create it?", "merge half of it");
    stage.press("Change");
    stage.press("Priority");
    stage.press("critical");

    assertThat(stage.html()).contains("create it?", "critical");
  }

  @Test
  void anOldPageCreatesNothingThatItDoesNotShow() {
    stage.type(LINE);
    MessageRef old = stage.answers.lastRef();
    String create = DeskAnswers.token(stage.answers.last(), "Create");
    stage.press("Change");
    stage.press("Task");
    stage.type("something else");

    stage.pressToken(Stage.ADMIN, old, create);
    stage.createOnce();

    assertThat(stage.gateway.orders()).isEmpty();
    assertThat(stage.html()).contains("create it?", "something else");
  }

  @Test
  void aCancelledOrReplacedDraftCreatesNothing() {
    stage.type(LINE);
    MessageRef old = stage.answers.lastRef();
    String create = DeskAnswers.token(stage.answers.last(), "Create");
    stage.type("/spawn Other | other task | Do something else");
    stage.pressToken(Stage.ADMIN, old, create);
    assertThat(stage.html()).contains("do not have this draft any more");

    stage.type("/cancel");
    assertThat(stage.html()).contains("Nothing was created");
    stage.createOnce();

    assertThat(stage.gateway.orders()).isEmpty();
    assertThat(stage.type("/cancel").html()).contains("I do not know");
  }

  @Test
  void aCommandInBetweenIsACommandAlsoAMistypedOne() {
    stage.type("/spawn");

    stage.type("/whoami");
    assertThat(stage.type("/whoamy").html()).contains("Did you mean /whoami");
    stage.type("Merger");

    assertThat(draft().plan().name()).isEqualTo("Merger");
    assertThat(stage.html()).contains("2 of 8");
  }

  @Test
  void eachPersonChatAndTopicHasADraftOfItsOwn() {
    ChatAddress topic = new ChatAddress(1, 5);
    ChatAddress ofBob = ChatAddress.of(2);
    stage.type("/spawn");
    stage.type(Stage.ADMIN, topic, "/spawn");
    stage.type(Stage.OPERATOR, ofBob, "/spawn");

    stage.type("First");
    stage.type(Stage.ADMIN, topic, "Second");
    stage.type(Stage.OPERATOR, ofBob, "Third");

    assertThat(draft().plan().name()).isEqualTo("First");
    assertThat(stage.drafts.of(Stage.ADMIN, topic).orElseThrow().plan().name()).isEqualTo("Second");
    assertThat(stage.drafts.of(Stage.OPERATOR, ofBob).orElseThrow().plan().name())
        .isEqualTo("Third");
    assertThat(stage.answers.lastRef().chat()).isEqualTo(ofBob);
  }

  @Test
  void aGroupIsLedToThePrivateChat() {
    stage.type(Stage.OPERATOR, Stage.GROUP, "/spawn Merger");
    assertThat(stage.html()).contains("private chat");
    assertThat(labels()).containsExactly("Go on in private");

    stage.type(Stage.OPERATOR, ChatAddress.of(2), "/start spawn");

    assertThat(stage.html()).contains("1 of 8");
  }

  @Test
  void oneLineWorksInAGroupWithoutShowingThePromptAndForItsAuthorAlone() {
    stage.type(Stage.OPERATOR, Stage.GROUP, "/spawn Merger | merge it | Secret plan");
    assertThat(stage.html()).contains("11 characters").doesNotContain("Secret plan");
    assertThat(labels()).containsExactly("Create", "Cancel");

    stage.press(Stage.ADMIN, "Create");
    assertThat(stage.answers.toasts()).last().asString().contains("Not for you");
    stage.press(Stage.OPERATOR, "Create");
    stage.createOnce();

    assertThat(stage.gateway.created()).hasSize(1);
    assertThat(stage.answers.lastRef().chat()).isEqualTo(Stage.GROUP);
  }

  @Test
  void nothingIsAskedForInAGroup() {
    stage.type(Stage.OPERATOR, Stage.GROUP, "/spawn Merger | - | -");
    assertThat(labels()).containsExactly("Cancel");

    stage.type(Stage.OPERATOR, Stage.GROUP, LINE);
    stage.gateway.failWith(new SessionApiException.InvalidTokenLimit("too many"));
    stage.press(Stage.OPERATOR, "Create");
    stage.createOnce();
    assertThat(labels()).containsExactly("Try again");
    stage.gateway.failWith(null);
    stage.press(Stage.OPERATOR, "Try again");
    stage.press(Stage.OPERATOR, "Create");
    stage.createOnce();

    assertThat(stage.html()).contains("was created as");
  }

  @Test
  void aViewerCreatesNothing() {
    stage.type(Stage.VIEWER, ChatAddress.of(3), LINE);

    assertThat(stage.html()).contains("needs the role <b>operator</b>");
    assertThat(stage.drafts.of(Stage.VIEWER, ChatAddress.of(3))).isEmpty();
  }

  @Test
  void whoLostTheRoleCannotGoOn() {
    stage.type(Stage.OPERATOR, ChatAddress.of(2), LINE);
    stage.users.grant(Stage.OPERATOR, Role.VIEWER);

    stage.press(Stage.OPERATOR, "Create");
    stage.type(Stage.OPERATOR, ChatAddress.of(2), "answer");
    stage.createOnce();

    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aPressThatComesLateAsksAgain() {
    stage.type(LINE);
    var press =
        stage.pressed(
            Stage.ADMIN,
            stage.answers.lastRef(),
            DeskAnswers.token(stage.answers.last(), "Create"));
    stage.clock.advance(Duration.ofSeconds(90));

    stage.receive(press);
    stage.createOnce();
    assertThat(stage.html()).contains("create it?", "1 min ago while I was away");
    stage.press("Create");
    stage.createOnce();

    assertThat(stage.gateway.created()).hasSize(1);
  }

  @Test
  void silenceIsToldOnceAndOneMayGoOn() {
    stage.type("/spawn Merger");
    stage.clock.advance(QUARTER);
    stage.service().timeout().run();
    assertThat(stage.html()).doesNotContain("heard nothing");

    stage.clock.advance(Duration.ofSeconds(1));
    stage.service().timeout().run();
    stage.service().timeout().run();
    assertThat(stage.html()).contains("heard nothing for 15 min", "Merger");
    assertThat(stage.answers.shown()).hasSize(2);
    assertThat(stage.type("too late").html()).contains("I understand commands");

    stage.pressToken(
        Stage.ADMIN,
        stage.answers.shown().keySet().stream().skip(1).findFirst().orElseThrow(),
        DeskAnswers.token(
            stage.answers.shown().values().stream().skip(1).findFirst().orElseThrow(), "Go on"));
    assertThat(stage.html()).contains("2 of 8");
    stage.type("merge it");
    assertThat(draft().plan().task()).isEqualTo("merge it");
  }

  @Test
  void anAnswerSentInTimeCountsThoughItIsReadLater() {
    stage.type("/spawn");
    var answer =
        Stage.typed(
            900, Stage.ADMIN, Stage.PRIVATE, "Merger", stage.clock.instant().plusSeconds(9));
    stage.clock.advance(QUARTER.multipliedBy(2));
    stage.service().timeout().run();

    stage.receive(answer);

    assertThat(stage.html()).contains("2 of 8");
    assertThat(draft().plan().name()).isEqualTo("Merger");
  }

  @Test
  void anAnswerThatIsHandledTwiceAnswersOneQuestion() {
    stage.type("/spawn");
    var answer = Stage.typed(900, Stage.ADMIN, Stage.PRIVATE, "Merger", stage.clock.instant());
    stage.receive(answer);

    stage.inbox.keepAnyway(answer);
    stage.restart();
    stage.drain();

    assertThat(draft().plan().task()).isNull();
    assertThat(draft().asked()).isEqualTo(Part.TASK);
  }

  @Test
  void aRefusalLeadsToThePartThatWasRefused() {
    stage.type(LINE + " | tokens:900k");
    stage.gateway.failWith(new SessionApiException.InvalidTokenLimit("too many", 200_000L));
    stage.press("Create");
    stage.createOnce();
    assertThat(stage.html()).contains("not</b> created", "at most 200k tokens");
    assertThat(only().state()).isEqualTo(Order.State.REFUSED);

    stage.gateway.failWith(null);
    stage.press("Change token limit");
    stage.press("100k");
    stage.press("Create");
    stage.createOnce();

    assertThat(stage.gateway.created())
        .extracting(CreateOrder::tokenLimit)
        .last()
        .isEqualTo(100_000L);
    assertThat(stage.html()).contains("was created as");
  }

  @Test
  void aServerThatComplainsOfAFieldIsTakenAtItsWord() {
    stage.type(LINE + " | output:/out");
    stage.gateway.failWith(
        new SessionApiException.Refused("INVALID_REQUEST", "Field 'outputPath' is not writable"));
    stage.press("Create");
    stage.createOnce();

    assertThat(stage.html()).contains("is not writable");
    assertThat(labels()).containsExactly("Change output path", "Try again");
  }

  @Test
  void moreThanTheServerTakesInAMinuteWaitAndAreNotRefused() {
    for (int i = 0; i < 11; i++) {
      stage.type("/spawn Agent %d | task | prompt".formatted(i));
      stage.press("Create");
    }
    assertThat(stage.html()).contains("<b>Agent 10</b> waits its turn, about 1 min");
    for (int i = 0; i < 20; i++) {
      stage.createOnce();
    }
    assertThat(stage.gateway.created()).hasSize(10);

    stage.clock.advance(Duration.ofSeconds(61));
    stage.createOnce();

    assertThat(stage.gateway.created()).hasSize(11);
    assertThat(stage.html()).contains("<b>Agent 10</b> was created");
  }

  @Test
  void whatWaitsItsTurnCanBeTakenBackAndWhatHasLeftCannot() {
    for (int i = 0; i < 12; i++) {
      stage.type("/spawn Agent %d | task | prompt".formatted(i));
      stage.press("Create");
      stage.createOnce();
    }
    MessageRef page = stage.answers.lastRef();
    String back = DeskAnswers.token(stage.answers.last(), "Take it back");

    stage.pressToken(Stage.ADMIN, page, back);
    assertThat(stage.html()).contains("Taken back: nothing was sent", "create it?", "Agent 11");
    stage.clock.advance(Duration.ofSeconds(61));
    stage.createOnce();
    stage.createOnce();
    assertThat(stage.gateway.created()).extracting(CreateOrder::name).last().isEqualTo("Agent 10");
    assertThat(stage.history.audits)
        .extracting(a -> a.agentName() + " " + a.outcome() + ": " + a.detail())
        .contains("Agent 11 failed: taken back by User 1");

    stage.type("/spawn Late | task | prompt");
    stage.press("Create");
    MessageRef left = stage.answers.lastRef();
    stage.createOnce();
    stage.pressToken(Stage.ADMIN, left, withdrawal("Late"));
    assertThat(stage.answers.toasts()).last().asString().contains("Too late");
    assertThat(stage.html()).contains("<b>Late</b> was created");
  }

  /** The token of a button that another page of the same draft would have had. */
  private String withdrawal(String name) {
    Draft draft = draft();
    assertThat(draft.plan().name()).isEqualTo(name);
    OutgoingMessage waiting =
        CreateView.waiting(
            new CreateView.Told(draft.id(), Stage.ADMIN, name, "User 1", false), Duration.ZERO);
    return DeskAnswers.token(stage.mint.stamp(Stage.PRIVATE, waiting), "Take it back");
  }

  @Test
  void aServerThatIsFullGetsItWhenItSaid() {
    stage.type(LINE);
    stage.press("Create");
    stage.gateway.failWith(new SessionApiException.RateLimited("full", Duration.ofSeconds(30)));
    stage.createOnce();
    assertThat(stage.html()).contains("waits its turn, about 30 s");
    stage.createOnce();
    assertThat(stage.gateway.created()).hasSize(1);
    stage.gateway.failWith(null);

    stage.clock.advance(Duration.ofSeconds(30));
    stage.createOnce();

    assertThat(stage.html()).contains("was created as");
    assertThat(only().state()).isEqualTo(Order.State.CONFIRMED);
  }

  @Test
  void anUnknownOutcomeIsLookedUpByNameTaskAndTimeAndNeverSentAgain() {
    newcomer("old-1", "Merger", "merge it", Duration.ofMinutes(-5));
    stage.type(LINE);
    newcomer("other-1", "Merger", "another task", Duration.ofSeconds(1));
    newcomer("right-1", "Merger", "merge it", Duration.ofSeconds(1));
    stage.gateway.failWith(new SessionApiException.OutcomeUnknown("cut off", null));
    MessageRef page = stage.answers.lastRef();
    String create = DeskAnswers.token(stage.answers.last(), "Create");

    stage.press("Create");
    stage.createOnce();
    assertThat(stage.html()).contains("did not say whether it created", "right-1");
    assertThat(only().state()).isEqualTo(Order.State.UNKNOWN);
    assertThat(only().successor()).isEqualTo("right-1");

    stage.gateway.failWith(null);
    stage.pressToken(Stage.ADMIN, page, create);
    stage.type("Merger");
    stage.createOnce();
    assertThat(stage.gateway.created()).hasSize(1);
  }

  @Test
  void whatComesLateIsStillFound() {
    stage.type(LINE);
    stage.gateway.failWith(new SessionApiException.OutcomeUnknown("cut off", null));
    stage.press("Create");
    stage.createOnce();
    assertThat(stage.html()).contains("No such agent is in the list so far");

    stage.watchAfter(Duration.ofSeconds(10));
    newcomer("right-1", "Merger", "merge it", Duration.ZERO);
    stage.watchAfter(Duration.ofSeconds(10));
    assertThat(stage.html()).contains("Found what looks like it", "right-1");
    assertThat(only().state()).isEqualTo(Order.State.UNKNOWN);
    assertThat(only().successor()).isEqualTo("right-1");

    int told = stage.answers.told().size();
    stage.watchAfter(Duration.ofSeconds(10));
    assertThat(stage.answers.told()).hasSize(told);
  }

  @Test
  void aCrashBetweenCallAndRecordIsLookedUp() {
    stage.type(LINE);
    stage.press("Create");
    stage.gateway.before(
        () -> {
          newcomer("right-1", "Merger", "merge it", Duration.ofSeconds(1));
          throw new Died();
        });
    try {
      stage.createOnce();
    } catch (Died e) {
      assertThat(e).isNotNull();
    }
    stage.gateway.before(() -> {});

    stage.restart();
    stage.watchAfter(Duration.ofSeconds(1));
    stage.createOnce();

    assertThat(stage.gateway.created()).hasSize(1);
    assertThat(stage.html()).contains("did not say whether it created", "right-1");
  }

  @Test
  void whatWaitedWhenTheProgramEndedIsNotSentAndSaidSo() {
    stage.type(LINE);
    stage.press("Create");

    stage.restart();
    stage.createOnce();

    assertThat(stage.gateway.created()).isEmpty();
    assertThat(stage.html()).contains("not</b> created", "stopped before it left");
    stage.press("Try again");
    stage.press("Create");
    stage.createOnce();
    assertThat(stage.gateway.created()).hasSize(1);
  }

  @Test
  void aPressThatACrashCutOffBeforeTheOrderIsExplained() {
    stage.type(LINE);
    MessageRef page = stage.answers.lastRef();
    String create = DeskAnswers.token(stage.answers.last(), "Create");
    stage.orders.down(true);
    stage.pressToken(Stage.ADMIN, page, create);
    stage.orders.down(false);

    stage.pressToken(Stage.ADMIN, page, create);

    assertThat(stage.html()).contains("no order is on record", "create it?");
    assertThat(stage.gateway.created()).isEmpty();
    stage.press("Create");
    stage.createOnce();
    assertThat(stage.gateway.created()).hasSize(1);
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void newcomer(String id, String name, String task, Duration after) {
    Session session =
        Agents.session(id, name)
            .withTask(task)
            .withTimes(
                new Session.Times(
                    stage.clock.instant().plus(after), stage.clock.instant(), null, null, null));
    Agent agent = Agents.agent(session, Verdict.reported(SessionStatus.WORKING));
    stage.board.put(agent);
  }

  private Draft draft() {
    return stage.drafts.of(Stage.ADMIN, Stage.PRIVATE).orElseThrow();
  }

  private Order only() {
    assertThat(stage.orders.all()).hasSize(1);
    return stage.orders.all().get(0);
  }

  private List<String> labels() {
    OutgoingMessage last = stage.answers.last();
    return last.keyboard().stream().flatMap(List::stream).map(button -> button.label()).toList();
  }
}
