package drover.command;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.order.Order;
import drover.order.Orders;
import drover.outbox.Delivery;
import drover.outbox.Rendering;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.RespawnOrder;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Stage stage = new Stage();

  OrdersTest() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
  }

  @Test
  void aTypedKillOnlyAsks() {
    stage.type("/kill Builder yes");
    stage.type("/kill builder -- costs too much");

    assertThat(stage.html())
        .contains("Kill <b>Builder</b> <code>a1b2c3d4</code>?")
        .contains("costs too much");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aKillIsWatchedUntilItIsOver() {
    stage.type("/kill builder -- costs too much");
    stage.press("Yes, kill");
    assertThat(stage.html()).contains("Asked the server to end <b>Builder</b>");
    stage.watchAfter(SECOND.multipliedBy(2));
    assertThat(state()).isEqualTo(Order.State.ACCEPTED);

    end("terminated", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND.multipliedBy(2));

    assertThat(stage.html()).contains("ended, 4 s after the kill").contains("costs too much");
    assertThat(stage.gateway.orders()).containsExactly("kill a1b2c3d4-1: costs too much");
    assertThat(state()).isEqualTo(Order.State.CONFIRMED);
    assertThat(stage.history.entries).extracting(e -> e.kind()).containsExactly("kill");
    assertThat(stage.history.audits).extracting(a -> a.outcome()).containsExactly("done");
    assertThat(stage.answers.shown()).hasSize(1);
  }

  @Test
  void aKillWithoutReasonNamesThePerson() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");

    assertThat(stage.gateway.orders())
        .containsExactly("kill a1b2c3d4-1: Killed by User 1 via Telegram");
  }

  @Test
  void twoPressesKillOnce() {
    stage.type("/kill Builder");
    MessageRef question = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");

    stage.pressToken(Stage.OPERATOR, question, token);
    stage.pressToken(Stage.ADMIN, question, token);

    assertThat(stage.gateway.orders()).hasSize(1);
    assertThat(stage.answers.toasts()).anyMatch(toast -> toast.contains("Pressed already"));
  }

  @Test
  void twoQuestionsAnsweredAtOnceKillOnce() {
    stage.type("/kill Builder");
    MessageRef first = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");
    stage.type("/kill Builder");
    stage.press("Yes, kill");

    stage.pressToken(Stage.OPERATOR, first, token);

    assertThat(stage.gateway.orders()).hasSize(1);
    assertThat(stage.html()).contains("User 1").contains("it is being watched");
  }

  @Test
  void aRedeliveredPressDoesNothing() {
    stage.type("/kill Builder");
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");
    var press = stage.pressed(Stage.ADMIN, stage.answers.lastRef(), token);

    stage.receive(press);
    stage.receive(press);

    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void whatCompletedMeanwhileIsNotKilled() {
    stage.type("/kill Builder");
    end("completed", SessionStatus.COMPLETED);
    stage.clock.set("2026-03-02T12:00:30Z");

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("Nothing to kill").contains("completed 3 min ago");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aNewRunIsNotKilledByAnOldQuestion() {
    stage.type("/kill Builder");
    Agent now = Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING);
    AgentLife second = new AgentLife(now.id(), "2");
    stage.board.put(new Agent(second, now.session(), now.verdict(), null, now.asOf()));

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("a new one has begun");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void nothingIsOrderedWhenTheStateCannotBeSeen() {
    stage.type("/kill Builder");
    stage.board.failWith(new SessionApiException.Unavailable("down", null));

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("not</b> killed").contains("does not answer");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void nothingIsOrderedWhenItCannotBeWrittenDown() {
    stage.type("/kill Builder");
    stage.orders.down(true);

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("Something went wrong");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aPressThatWaitedTooLongIsAskedAgain() {
    stage.type("/kill Builder");
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");
    var press = stage.pressed(Stage.ADMIN, stage.answers.lastRef(), token);
    stage.clock.advance(Duration.ofSeconds(90));

    stage.receive(press);

    assertThat(stage.html()).contains("You sent this 1 min ago while I was away: still do it?");
    assertThat(stage.gateway.orders()).isEmpty();
    stage.press("Yes, kill");
    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void whatStaysAliveMayBeForced() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.watchAfter(Duration.ofSeconds(21));
    assertThat(stage.html()).contains("still alive</b> 21 s after");

    stage.press("Force kill");
    end("terminated", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);

    assertThat(stage.gateway.orders()).hasSize(2).last().asString().startsWith("force kill");
    assertThat(stage.html()).contains("ended, 1 s after the kill");
    assertThat(stage.orders.all())
        .extracting(Order::state)
        .containsExactly(Order.State.UNKNOWN, Order.State.CONFIRMED);
  }

  @Test
  void whatEndsAfterTheTimeIsStillTold() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.watchAfter(Duration.ofSeconds(21));
    end("terminated", SessionStatus.TERMINATED);

    stage.watchAfter(Duration.ofSeconds(39));

    assertThat(stage.html()).contains("ended, 1 min after the kill");
  }

  @Test
  void aDeadServerIsNotCalledAlive() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.board.failWith(new SessionApiException.Unavailable("down", null));

    stage.watchAfter(Duration.ofSeconds(21));

    assertThat(stage.html()).contains("I cannot see whether it did").doesNotContain("still alive");
  }

  @Test
  void aKillWithoutAnswerIsWatchedAndNotRepeated() {
    stage.gateway.failWith(new SessionApiException.Unavailable("timeout", null));
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    assertThat(state()).isEqualTo(Order.State.SENT);
    end("terminated", SessionStatus.TERMINATED);

    stage.watchAfter(SECOND);

    assertThat(stage.html()).contains("ended, 1 s after the kill");
    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void aRefusedKillSaysWhy() {
    stage.gateway.failWith(new SessionApiException.RateLimited("429", Duration.ofSeconds(30)));
    stage.type("/kill Builder");

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("not</b> killed").contains("try again in 30 s");
    assertThat(state()).isEqualTo(Order.State.REFUSED);
  }

  @Test
  void oneThatTheServerEndedBeforeIsOver() {
    stage.gateway.alreadyOver();
    stage.type("/kill Builder");

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("Nothing to kill");
    assertThat(state()).isEqualTo(Order.State.CONFIRMED);
  }

  @Test
  void childrenThatWillDieAreNamed() {
    child("c1", "Child one", "a1b2c3d4-1");
    child("c2", "Grandchild", "c1");

    stage.type("/kill Builder");

    assertThat(stage.html())
        .contains("2 children will die with it: <b>Child one</b>, <b>Grandchild</b>");
  }

  @Test
  void aCrashBeforeTheCallLeavesNothingOrdered() {
    stage.orders.request(open(Order.Kind.KILL));

    stage.restart();

    assertThat(stage.html()).contains("not</b> killed").contains("stopped before it left");
    assertThat(state()).isEqualTo(Order.State.FAILED);
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aCrashAfterTheCallIsWatchedAndNotRepeated() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.restart();
    end("terminated", SessionStatus.TERMINATED);

    stage.watchAfter(SECOND.multipliedBy(30));

    assertThat(stage.html()).contains("ended, 30 s after the kill");
    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void aCrashWhileAKillWasLeavingIsWatchedAndNotRepeated() {
    Order order = stage.orders.request(open(Order.Kind.KILL));
    assertThat(stage.orders.move(order.id(), Order.State.REQUESTED, Order.State.SENT)).isTrue();

    stage.restart();
    stage.watchAfter(Duration.ofSeconds(21));

    assertThat(stage.html()).contains("still alive");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aCrashBetweenPressAndRecordIsExplained() {
    stage.type("/kill Builder");
    MessageRef question = stage.answers.lastRef();
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");
    assertThat(stage.mint.useUp(token, Stage.ADMIN)).isTrue();
    stage.restart();

    stage.pressToken(Stage.ADMIN, question, token);

    assertThat(stage.html()).contains("no order is on record: nothing was sent");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void aRefusalIsToldAlsoWhenItCannotBeWrittenDown() {
    stage.gateway.failWith(new SessionApiException.Unauthorized("401"));
    stage.gateway.before(() -> stage.orders.down(true));
    stage.type("/kill Builder");

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("not</b> killed").contains("refuses our key");
  }

  @Test
  void aRespawnWithoutAnswerIsLookedUpOnceTheLogIsBack() {
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    stage.gateway.failWith(new SessionApiException.OutcomeUnknown("timeout", null));
    stage.gateway.before(() -> stage.orders.down(true));
    stage.press("Respawn now");
    stage.orders.down(false);

    stage.watchAfter(SECOND);

    assertThat(stage.html()).contains("did not say");
    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void theLastWordIsStoredAndDroppedWhereItWasToldAtOnce() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    assertThat(stage.notices.deliveries()).isEmpty();

    end("terminated", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);

    assertThat(stage.notices.kinds(Stage.PRIVATE)).containsExactly("order-over 0");
    assertThat(lastWord()).isInstanceOf(Rendering.Drop.class);
    assertThat(stage.notices.isWithdrawn(stage.notices.deliveries().get(0))).isTrue();
  }

  @Test
  void theLastWordIsBroughtWhereThePersonCouldNotBeToldAtOnce() {
    stage.type("/kill Builder -- costs too much");
    MessageRef question = stage.answers.lastRef();
    stage.press("Yes, kill");
    end("terminated", SessionStatus.TERMINATED);
    stage.answers.away(true);

    stage.watchAfter(SECOND.multipliedBy(4));

    Rendering.Edit edit = (Rendering.Edit) lastWord();
    assertThat(edit.target()).isEqualTo(question);
    assertThat(edit.message().html()).contains("ended, 4 s after the kill").contains("too much");
    assertThat(edit.elseSend()).isTrue();
  }

  @Test
  void theLastWordOutlivesTheProcess() {
    stage.type("/kill Builder");
    MessageRef question = stage.answers.lastRef();
    stage.press("Yes, kill");
    end("terminated", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);

    stage.restart();

    Rendering.Edit edit = (Rendering.Edit) lastWord();
    assertThat(edit.target()).isEqualTo(question);
    assertThat(edit.message().html()).contains("ended, 1 s after the kill");
  }

  @Test
  void aRefusalAndANewAgentAreLastWordsToo() {
    stage.gateway.failWith(new SessionApiException.Refused("LOCKED", "held by <audit>"));
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.restart();
    assertThat(((Rendering.Edit) lastWord()).message().html())
        .contains("not</b> killed")
        .contains("(LOCKED): held by &lt;audit&gt;");

    stage.gateway.failWith(null);
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    stage.press("Respawn now");
    stage.restart();

    assertThat(((Rendering.Edit) lastWord()).message().html()).contains("was respawned as");
  }

  @Test
  void anOrderWrittenDownByHalfDoesNotBlockItsAgent() {
    stage.orders.refuseMoves(1);
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    assertThat(stage.gateway.orders()).isEmpty();

    stage.type("/kill Builder");
    stage.press("Yes, kill");

    assertThat(stage.gateway.orders()).hasSize(1);
    assertThat(stage.orders.all().get(0).state()).isEqualTo(Order.State.FAILED);
  }

  @Test
  void twoRespawnsAtTheSameMomentStartOneSuccessor() throws Exception {
    Phaser bothLook = new Phaser(2);
    stage.orders.onLookup(
        () -> {
          int phase = bothLook.arrive();
          try {
            bothLook.awaitAdvanceInterruptibly(phase, 300, TimeUnit.MILLISECONDS);
          } catch (InterruptedException | TimeoutException e) {
            // Only one of them may look at a time: the other never comes while this one waits.
          }
        });
    AgentLife life = new AgentLife(new SessionId("a1b2c3d4-1"), "1");
    Orders.Request request =
        new Orders.Request(life, "Builder", Stage.ADMIN, "Admin", Stage.PRIVATE, null, null);
    RespawnOrder respawn = new RespawnOrder(false, null, null, "again");
    Orders orders = stage.service().orders();

    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> orders.respawn(request, respawn, false));
    orders.respawn(request, respawn, false);
    other.get(10, TimeUnit.SECONDS);

    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void aRespawnLinksOldAndNew() {
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    stage.press("Double");
    stage.press("Reset progress: off");
    stage.press("Priority: normal");
    assertThat(stage.html()).contains("New limit: 100k");

    stage.press("Respawn now");

    assertThat(stage.gateway.orders())
        .containsExactly("respawn a1b2c3d4-1 limit 100000 reset true priority low");
    assertThat(stage.html()).contains("was respawned as");
    assertThat(state()).isEqualTo(Order.State.CONFIRMED);
    assertThat(stage.orders.all().get(0).successor()).isEqualTo("a1b2c3d4-1-new");
    assertThat(DeskAnswers.token(stage.answers.last(), "New agent")).isNotEmpty();
  }

  @Test
  void twoForcedKillsAtOnceLeaveOnceAndAThirdMayFollowInTime() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.watchAfter(SECOND.multipliedBy(21));
    String force = DeskAnswers.token(stage.answers.last(), "Force kill");
    MessageRef page = stage.answers.lastRef();
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    String other = DeskAnswers.token(stage.answers.last(), "Force kill");
    MessageRef otherPage = stage.answers.lastRef();

    stage.pressToken(Stage.ADMIN, page, force);
    stage.pressToken(Stage.OPERATOR, otherPage, other);

    assertThat(stage.gateway.orders()).filteredOn(o -> o.startsWith("force")).hasSize(1);
    assertThat(stage.html()).contains("it is being watched");
    stage.watchAfter(SECOND.multipliedBy(21));
    stage.press("Force kill");
    assertThat(stage.gateway.orders()).filteredOn(o -> o.startsWith("force")).hasSize(2);
  }

  @Test
  void whatRanOutOfTokensIsOfferedMoreFirst() {
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    assertThat(labels()).startsWith("✓ Same limit", "+50% tokens", "Double");

    Agent failed = stage.board.snapshot().agents().get(0);
    stage.board.put(
        Agents.agent(
            failed.session().withError("Token limit exceeded"),
            Verdict.reported(SessionStatus.FAILED)));
    stage.type("/respawn Builder");

    assertThat(labels()).startsWith("✓ +50% tokens", "Double", "Same limit");
  }

  @Test
  void aRespawnedAgentShowsItsRunsAndWhatTheyUsedTogether() {
    end("failed", SessionStatus.FAILED);
    used("a1b2c3d4-1", 10_000);
    stage.type("/respawn Builder");
    stage.press("Respawn now");
    child("a1b2c3d4-1-new", "Builder", null);
    used("a1b2c3d4-1-new", 2_500);

    stage.type("/agent a1b2c3d4-1-new");
    assertThat(stage.html()).contains("run 2 · 12.5k tokens in all its runs");
    stage.press("Run before");
    assertThat(stage.html()).contains("respawned as <code>a1b2c3d4</code>");
    stage.type("/history a1b2c3d4-1-new");
    assertThat(stage.html()).contains("run 2 · 12.5k tokens in all its runs");
    stage.press("Run before");
    assertThat(stage.html()).contains("respawn ordered");

    stage.board.remove("a1b2c3d4-1");
    stage.restart();
    stage.type("/agent a1b2c3d4-1-new");
    assertThat(stage.html()).contains("run 2 · at least 2.5k tokens");
  }

  @Test
  void aSecondRespawnShowsTheFirst() {
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    stage.press("Respawn now");
    stage.type("/respawn Builder");

    stage.press("Respawn now");

    assertThat(stage.gateway.orders()).hasSize(1);
    assertThat(stage.html()).contains("was respawned already");
  }

  @Test
  void aRespawnWithoutAnswerIsLookedUpAndNotRepeated() {
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    stage.gateway.failWith(new SessionApiException.OutcomeUnknown("timeout", null));
    stage.gateway.before(() -> child("n1e2w3-9", "Builder", null));

    stage.press("Respawn now");

    assertThat(stage.html()).contains("did not say").contains("Found what looks like it");
    assertThat(stage.html()).contains("n1e2w3-9");
    assertThat(state()).isEqualTo(Order.State.UNKNOWN);
    assertThat(stage.gateway.orders()).hasSize(1);
  }

  @Test
  void aRespawnCutByACrashIsLookedUpAndNotRepeated() {
    end("failed", SessionStatus.FAILED);
    Order order = stage.orders.request(open(Order.Kind.RESPAWN));
    assertThat(stage.orders.move(order.id(), Order.State.REQUESTED, Order.State.SENT)).isTrue();

    stage.restart();
    stage.watchAfter(SECOND);

    assertThat(stage.html()).contains("No new agent is in the list so far");
    assertThat(state()).isEqualTo(Order.State.UNKNOWN);
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void refusedRespawnsSayWhy() {
    end("failed", SessionStatus.FAILED);
    stage.type("/respawn Builder");
    stage.gateway.failWith(new SessionApiException.InvalidTokenLimit("too many"));
    stage.press("Respawn now");
    assertThat(stage.html()).contains("does not allow that many tokens");

    stage.gateway.failWith(new SessionApiException.RespawnNotAllowed("no"));
    stage.press("Respawn");
    stage.press("Respawn now");

    assertThat(stage.html()).contains("does not allow a respawn in its present state");
    assertThat(state()).isEqualTo(Order.State.REFUSED);
  }

  @Test
  void anOldOneThatLivesOnMayBeKilled() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.STALLED));
    stage.type("/respawn Builder");
    stage.press("Respawn now");
    assertThat(stage.html()).contains("The old one is still alive");
    assertThat(DeskAnswers.token(stage.answers.last(), "Kill the old one")).isNotEmpty();

    end("terminated", SessionStatus.TERMINATED);
    stage.watchAfter(SECOND);

    assertThat(stage.html()).contains("was respawned").doesNotContain("still alive");
  }

  @Test
  void aWorkingOneIsNotRespawned() {
    stage.type("/respawn Builder");

    assertThat(stage.html()).contains("cannot be respawned now: still working");
  }

  @Test
  void aSecondKillOffersForceOnceTheFirstHadItsTime() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.watchAfter(Duration.ofMinutes(3));
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    assertThat(stage.html()).contains("it is being watched");

    stage.press("Force kill");

    assertThat(stage.gateway.orders()).hasSize(2).last().asString().startsWith("force kill");
  }

  @Test
  void aSecondKillOffersNoForceWhileTheFirstMayStillWork() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.clock.advance(SECOND.multipliedBy(19));
    stage.type("/kill Builder");

    stage.press("Yes, kill");

    assertThat(labels()).containsExactly("Show");
  }

  @Test
  void anExpiredForceKillIsAskedAgainAsOneAndKeepsItsReason() {
    stage.type("/kill Builder -- too dear");
    stage.press("Yes, kill");
    stage.watchAfter(SECOND.multipliedBy(21));
    stage.clock.advance(Duration.ofMinutes(5));
    stage.press("Force kill");
    assertThat(stage.html()).contains("by force?").contains("too dear");
    assertThat(stage.gateway.orders()).hasSize(1);

    stage.press("Force kill");

    assertThat(stage.gateway.orders())
        .last()
        .asString()
        .isEqualTo("force kill a1b2c3d4-1: too dear");
  }

  @Test
  void twoPressesThatBothWaitedOrderNothingAndLeaveTheQuestion() {
    stage.type("/kill Builder");
    String token = DeskAnswers.token(stage.answers.last(), "Yes, kill");
    var first = stage.pressed(Stage.ADMIN, stage.answers.lastRef(), token);
    var second = stage.pressed(Stage.ADMIN, stage.answers.lastRef(), token);
    stage.clock.advance(Duration.ofSeconds(90));

    stage.receive(first);
    stage.receive(second);

    assertThat(stage.html()).contains("still do it?");
    assertThat(stage.gateway.orders()).isEmpty();
  }

  @Test
  void whatIsNeverSeenToEndIsGivenUpAndTold() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    stage.watchAfter(SECOND.multipliedBy(21));

    stage.watchAfter(Duration.ofMinutes(31));

    assertThat(stage.html()).contains("was not seen to end in 31 min; no longer watched");
    assertThat(state()).isEqualTo(Order.State.UNKNOWN);
  }

  @Test
  void oneThatTheFullWatchPutsOutIsTold() {
    stage.type("/kill Builder");
    stage.press("Yes, kill");
    for (int i = 0; i < 500; i++) {
      Order other = stage.orders.request(open(Order.Kind.KILL, "other-" + i));
      assertThat(stage.orders.move(other.id(), Order.State.REQUESTED, Order.State.SENT)).isTrue();
    }

    stage.service().orders().recover();

    assertThat(stage.answers.told())
        .anyMatch(message -> message.html().contains("no longer watched"));
    assertThat(stage.orders.all().get(0).state()).isEqualTo(Order.State.UNKNOWN);
  }

  @Test
  void aServerThatHangsDoesNotPutOffWhatIsSaidOfIt() {
    stage.type("/kill Builder");
    stage.gateway.before(() -> stage.watchAfter(SECOND.multipliedBy(21)));

    stage.press("Yes, kill");

    assertThat(stage.html()).contains("still alive</b> 21 s after");
  }

  @Test
  void aRefusalThatComesLateEndsTheWatch() {
    stage.type("/kill Builder");
    stage.gateway.before(() -> stage.watchAfter(SECOND.multipliedBy(21)));
    stage.gateway.failWith(new SessionApiException.Refused("LOCKED", "held by <audit>"));
    stage.press("Yes, kill");
    assertThat(stage.html()).contains("not</b> killed").contains("(LOCKED): held by &lt;audit&gt;");
    int told = stage.answers.told().size();

    stage.watchAfter(Duration.ofMinutes(31));

    assertThat(stage.answers.told()).hasSize(told);
  }

  @Test
  void theReasonSurvivesAChoice() {
    stage.board.put(Agents.agent("b5c6d7e8-2", "Builder", SessionStatus.WORKING));
    stage.type("/kill Builder -- too dear");

    stage.press("🟢 Builder a1b2c3d4");

    assertThat(stage.html()).contains("Kill <b>Builder</b>").contains("Reason: too dear");
  }

  @Test
  void theReasonSurvivesAMisspeltName() {
    stage.type("/kill Bilder -- too dear");

    stage.press("🟢 Builder a1b2c3d4");

    assertThat(stage.html()).contains("Kill <b>Builder</b>").contains("Reason: too dear");
  }

  @Test
  void aDashThatAPhoneMadeOfTwoHyphensBeginsTheReason() {
    stage.type("/kill “Builder” — too “dear”");

    assertThat(stage.html()).contains("Kill <b>Builder</b>").contains("Reason: too");
  }

  @Test
  void killingTheOldOneLeavesTheLinkToTheNew() {
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.STALLED));
    stage.type("/respawn Builder");
    stage.press("Respawn now");
    MessageRef link = stage.answers.lastRef();

    stage.press("Kill the old one");

    assertThat(stage.answers.lastRef()).isNotEqualTo(link);
    assertThat(stage.answers.shown().get(link))
        .isNotNull()
        .extracting(OutgoingMessage::html, as(STRING))
        .contains("was respawned as");
  }

  private List<String> labels() {
    return stage.answers.last().keyboard().stream()
        .flatMap(List::stream)
        .map(button -> button.label())
        .toList();
  }

  private Order.State state() {
    List<Order> all = stage.orders.all();
    return all.get(all.size() - 1).state();
  }

  private void end(String word, SessionStatus status) {
    Session session = Agents.session("a1b2c3d4-1", "Builder").withStatus(word);
    Session ended =
        session.withTimes(session.times().withEnd(Instant.parse("2026-03-02T11:57:00Z")));
    stage.board.put(Agents.agent(ended, Verdict.reported(status)));
  }

  private void child(String id, String name, @Nullable String parent) {
    Session session =
        Agents.session(id, name)
            .withFamily(
                new Session.Family(parent == null ? null : new SessionId(parent), List.of()))
            .withTimes(
                new Session.Times(stage.clock.instant(), stage.clock.instant(), null, null, null));
    stage.board.put(Agents.agent(session, Verdict.reported(SessionStatus.WORKING)));
  }

  private void used(String id, long tokens) {
    Agent agent = stage.board.snapshot().find(new SessionId(id)).orElseThrow();
    Session session = agent.session().withTokens(new Session.Tokens(tokens, 50_000L));
    stage.board.put(new Agent(agent.life(), session, agent.verdict(), null, agent.asOf()));
  }

  /** What the outbox would make now of the last word that was stored last. */
  private Rendering lastWord() {
    List<Delivery> all = stage.notices.deliveries();
    return stage.service().orderRenderer().render(all.get(all.size() - 1));
  }

  private Order open(Order.Kind kind) {
    return open(kind, "a1b2c3d4-1");
  }

  private Order open(Order.Kind kind, String id) {
    return new Order(
        0,
        kind,
        new AgentLife(new SessionId(id), "1"),
        "Builder",
        Stage.ADMIN,
        "User 1",
        Stage.PRIVATE,
        null,
        null,
        Order.State.REQUESTED,
        stage.clock.instant(),
        null,
        null,
        null,
        null);
  }
}
