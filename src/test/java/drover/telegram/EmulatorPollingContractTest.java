package drover.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.base.HealthCheck.State;
import drover.base.Secret;
import drover.chat.ChatAddress;
import drover.chat.Incoming;
import drover.chat.Menus;
import drover.emulator.ApiCall;
import drover.emulator.Chat;
import drover.emulator.Fault;
import drover.emulator.Person;
import drover.emulator.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fetching updates from an emulated Telegram, through all that can go wrong on the way. */
@Timeout(60)
class EmulatorPollingContractTest {
  private final EmulatorFixture telegram = new EmulatorFixture();
  private final Person ada = telegram.ada;
  private final Chat chat = ada.privateChat();
  private final TelegramPoller poller = telegram.poller();

  @AfterEach
  void close() {
    telegram.close();
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void whatPeopleDoIsStoredOnceAndConfirmed() {
    ada.types(chat, "/agents");
    ada.types(chat, "more");

    assertThat(poller.poll()).isZero();
    assertThat(telegram.emulator.pendingUpdates()).isEqualTo(3);
    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.texts()).containsExactly("/start", "/agents", "more");
    assertThat(telegram.emulator.pendingUpdates()).isZero();
    assertThat(telegram.wakes).hasValue(1);
    assertThat(telegram.account.check().state()).isEqualTo(State.OK);
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.OK);
  }

  @Test
  void everyKindOfUpdateThatCountsIsUnderstood() {
    assertThat(poller.poll()).isZero();
    Chat group = telegram.emulator.group("Ops", ada);
    ada.types(group, "/agents@drover_bot");
    ada.edits(ada.types(chat, "typo"), "typed");
    Chat moved = group.migrate(ada);
    ada.blocks();
    ada.unblocks();

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.all())
        .extracting(Incoming::kind)
        .containsExactly(
            Incoming.Kind.TYPED,
            Incoming.Kind.TYPED,
            Incoming.Kind.TYPED,
            Incoming.Kind.MIGRATED,
            Incoming.Kind.MIGRATED,
            Incoming.Kind.EXPELLED,
            Incoming.Kind.ADMITTED);
    assertThat(telegram.inbox.all().get(1).addressed()).isTrue();
    // Both groups tell it, the old and the new, in the same words.
    assertThat(telegram.inbox.all().subList(3, 5))
        .allSatisfy(
            told -> {
              assertThat(told.chat()).isEqualTo(ChatAddress.of(group.id()));
              assertThat(told.text()).isEqualTo(Long.toString(moved.id()));
            });
    assertThat(telegram.emulator.pendingUpdates()).isZero();
  }

  @Test
  void aTopicThatIsOpenAgainIsHeardOf() {
    Chat forum = telegram.emulator.supergroup("Ops", true, ada);
    Topic topic = forum.createTopic(ada, "Agents");
    forum.closeTopic(ada, topic.id());
    forum.reopenTopic(ada, topic.id());
    forum.closeGeneral(ada, true);
    forum.closeGeneral(ada, false);

    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.all())
        .filteredOn(incoming -> incoming.kind() == Incoming.Kind.REOPENED)
        .extracting(Incoming::chat)
        .containsExactly(new ChatAddress(forum.id(), (int) topic.id()), ChatAddress.of(forum.id()));
    assertThat(telegram.inbox.all()).hasSize(3);
  }

  @Test
  void redeliveredUpdatesAreKnown() {
    ada.types(chat, "one");
    ada.types(chat, "two");
    assertThat(poller.poll()).isZero();

    telegram.emulator.redeliver(3);
    ada.types(chat, "three");
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.texts()).containsExactly("/start", "one", "two", "three");
    assertThat(telegram.emulator.pendingUpdates()).isZero();
  }

  @Test
  void aPoisonedUpdateIsSkippedBetweenGoodOnes() {
    ada.types(chat, "before");
    telegram.emulator.poisonUpdate();
    telegram.emulator.update("message", "[]");
    ada.types(chat, "after");

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.texts()).containsExactly("/start", "before", "after");
    assertThat(telegram.meters.counter("drover.telegram.updates.skipped").count()).isEqualTo(2);
    assertThat(telegram.emulator.pendingUpdates()).isZero();
  }

  @Test
  void moreThanOneBatchComesInOrder() {
    for (int i = 0; i < 230; i++) {
      ada.types(chat, "n" + i);
    }

    for (int i = 0; i < 4; i++) {
      assertThat(poller.poll()).isZero();
    }

    assertThat(telegram.inbox.all()).hasSize(231);
    assertThat(telegram.inbox.texts().get(230)).isEqualTo("n229");
    assertThat(telegram.emulator.pendingUpdates()).isZero();
  }

  @Test
  void whatCannotBeStoredStaysAtTelegram() {
    telegram.inbox.broken(true);
    assertThat(poller.poll()).isPositive();
    assertThat(poller.poll()).isPositive();
    assertThat(telegram.emulator.pendingUpdates()).isOne();

    telegram.inbox.broken(false);
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.texts()).containsExactly("/start");
    assertThat(telegram.emulator.pendingUpdates()).isZero();
  }

  @Test
  void nothingIsLostByPollsThatBreak() {
    int typed = 0;
    for (Fault fault :
        List.of(
            Fault.of(Fault.Kind.CUT_BEFORE),
            Fault.of(Fault.Kind.CUT_AFTER),
            Fault.of(Fault.Kind.EMPTY),
            Fault.of(Fault.Kind.BAD_GATEWAY),
            Fault.answer(500, "Internal Server Error: restart"),
            Fault.answer(400, "Bad Request: strange"))) {
      ada.types(chat, "n" + ++typed);
      telegram.emulator.faults().next(1, "getUpdates", fault);

      assertThat(poller.poll()).as("%s", fault).isBetween(Duration.ofNanos(1), seconds(31));
      assertThat(poller.healthCheck().check().state()).isEqualTo(State.DOWN);
      assertThat(poller.poll()).as("%s", fault).isZero();
      assertThat(poller.healthCheck().check().state()).isEqualTo(State.OK);
    }

    assertThat(poller.poll()).isZero();
    assertThat(telegram.inbox.texts())
        .containsExactly("/start", "n1", "n2", "n3", "n4", "n5", "n6");
    assertThat(telegram.emulator.pendingUpdates()).isZero();
  }

  @Test
  void aToldWaitIsObeyedInFull() {
    telegram.emulator.faults().next(1, "getUpdates", Fault.tooManyRequests(3_600));

    assertThat(poller.poll()).isGreaterThanOrEqualTo(seconds(3_600));
    assertThat(poller.healthCheck().check().text()).contains("told us to wait");
  }

  @Test
  void aWebhookIsRemovedAtOnce() {
    telegram.emulator.webhookActive(true);

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.emulator.calls().of("deleteWebhook")).hasSize(1);
    assertThat(telegram.inbox.texts()).containsExactly("/start");
  }

  @Test
  void anotherPollerWithOurTokenIsSaidToBeThere() {
    TelegramPoller patient = telegram.poller(seconds(25));
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();
    patient.start();
    until(telegram.emulator::isPolled);

    assertThat(poller.poll()).isZero();
    until(
        () ->
            patient.healthCheck().check().text().contains("another program polls with this token"));
    until(telegram.emulator::isPolled);
    ada.types(chat, "still here");
    until(() -> telegram.inbox.texts().contains("still here"));
    assertThat(patient.healthCheck().check().state()).isEqualTo(State.DEGRADED);
    assertThat(patient.healthCheck().check().text()).contains("Updates arrive, but another");
    telegram.clock.advance(Duration.ofMinutes(11));
    assertThat(patient.healthCheck().check().state()).isEqualTo(State.OK);
    patient.stop();

    telegram.emulator.faults().pollConflict(2);
    assertThat(poller.poll()).isPositive();
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.DOWN);
    assertThat(telegram.send(chat, "sending goes on").getClass().getSimpleName()).isEqualTo("Sent");
  }

  @Test
  void waitsGrowThoughPollsBetweenTwoCutsAreGood() {
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      telegram.emulator.faults().pollConflict(1);
      waits.add(poller.poll());
      assertThat(poller.poll()).isZero();
    }

    assertThat(waits).isSorted();
    assertThat(waits.get(7)).isEqualTo(seconds(30));
    assertThat(telegram.pollNews)
        .startsWith(
            "Conflict: terminated by other getUpdates request; make sure that only one bot"
                + " instance is running",
            "polled")
        .hasSize(16);
    telegram.clock.advance(Duration.ofMinutes(11));
    assertThat(poller.poll()).isZero();
    telegram.emulator.faults().pollConflict(1);
    assertThat(poller.poll()).isLessThan(seconds(1));
  }

  @Test
  void anHourOfOutageIsAskedThroughPatientlyAndNothingIsLost() {
    assertThat(poller.poll()).isZero();
    telegram.emulator.down();
    ada.types(chat, "are you there?");
    Instant end = telegram.clock.instant().plus(Duration.ofHours(1));
    int polls = 0;
    while (telegram.clock.instant().isBefore(end)) {
      Duration wait = poller.poll();
      assertThat(wait).isBetween(Duration.ofNanos(1), seconds(31));
      telegram.clock.advance(wait);
      polls++;
    }
    assertThat(polls).isBetween(100, 150);

    telegram.emulator.up();
    assertThat(poller.poll()).isZero();
    assertThat(telegram.inbox.texts()).containsExactly("/start", "are you there?");
  }

  @Test
  void aRevokedTokenIsSaidAndTriedAgainWithoutHurry() {
    assertThat(poller.poll()).isZero();
    telegram.emulator.faults().tokenRevoked(true);

    assertThat(poller.poll()).isEqualTo(seconds(30));
    assertThat(telegram.account.check().state()).isEqualTo(State.DOWN);
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.DOWN);

    telegram.emulator.faults().tokenRevoked(false);
    assertThat(poller.poll()).isZero();
    assertThat(telegram.account.check().state()).isEqualTo(State.OK);
  }

  @Test
  void aMalformedTokenIsSaidToBeOne() {
    TelegramConfig wrong = new TelegramConfig(new Secret("nonsense"), telegram.emulator.apiUrl());
    BotAccount stranger = new BotAccount(wrong);
    TelegramPoller lost =
        new TelegramPoller(
            new TelegramPoller.Parts(
                wrong,
                stranger,
                telegram.inbox,
                () -> {},
                PollListener.none(),
                telegram.clock,
                () -> -1L,
                telegram.meters),
            Duration.ZERO);

    assertThat(lost.poll()).isEqualTo(seconds(30));
    assertThat(stranger.check().state()).isEqualTo(State.DOWN);
    assertThat(stranger.check().text()).contains("404");
    lost.stop();
  }

  @Test
  void anOutageIsOutlivedAndNothingIsLost() {
    assertThat(poller.poll()).isZero();
    telegram.emulator.down();
    ada.types(chat, "while you were away");
    for (int i = 0; i < 3; i++) {
      assertThat(poller.poll()).isBetween(Duration.ofNanos(1), seconds(31));
    }
    assertThat(poller.healthCheck().check().text()).contains("cannot be reached");

    telegram.emulator.up();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.inbox.texts()).containsExactly("/start", "while you were away");
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.OK);
  }

  @Test
  void whoStartsWhileTelegramIsDownBeginsWhenItIsUp() {
    telegram.emulator.down();
    assertThat(poller.poll()).isPositive();
    assertThat(telegram.account.identity()).isEmpty();

    telegram.emulator.up();
    assertThat(poller.poll()).isZero();

    assertThat(telegram.account.identity()).map(BotIdentity::username).hasValue("drover_bot");
    assertThat(telegram.inbox.texts()).containsExactly("/start");
  }

  @Test
  void aRunningPollerLivesThroughAnOutageAndStopsConfirmed() {
    TelegramPoller patient = telegram.poller(seconds(25));
    patient.start();
    until(telegram.emulator::isPolled);
    telegram.emulator.down();
    until(() -> patient.healthCheck().check().state() != State.OK);
    telegram.emulator.up();
    ada.types(chat, "last words");
    until(() -> telegram.inbox.texts().contains("last words"));

    long begun = System.nanoTime();
    patient.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(seconds(3));
    assertThat(telegram.emulator.pendingUpdates()).isZero();
    assertThat(telegram.emulator.isPolled()).isFalse();
    int polls = telegram.emulator.calls().of("getUpdates").size();
    ada.types(chat, "too late");
    assertThat(telegram.emulator.calls().of("getUpdates")).hasSize(polls);
    assertThat(telegram.emulator.pendingUpdates()).isOne();
  }

  @Test
  void aWaitingPollBringsANewUpdateAtOnce() {
    TelegramPoller patient = telegram.poller(seconds(25));
    patient.start();
    until(telegram.emulator::isPolled);

    ada.types(chat, "hello");
    until(() -> telegram.inbox.texts().contains("hello"));
    until(telegram.emulator::isPolled);
    patient.stop();

    assertThat(telegram.emulator.calls().of("getUpdates"))
        .filteredOn(call -> call.parameters().path("timeout").asInt() > 0)
        .allMatch(call -> call.parameters().path("allowed_updates").size() == 3);
  }

  @Test
  void theMenuIsPublishedOnceTelegramAnswers() {
    telegram.emulator.down();
    telegram.sender.publishMenus(
        new Menus(List.of(new Menus.Entry("agents", "What runs")), List.of(), Map.of()));
    assertThat(poller.poll()).isPositive();
    assertThat(telegram.sender.menu().publish()).isPositive();
    telegram.emulator.up();

    assertThat(poller.poll()).isZero();
    assertThat(telegram.sender.menu().publish()).isPositive();

    assertThat(chat.menu(ada)).hasSize(1);
    assertThat(telegram.emulator.calls().of("setMyCommands"))
        .extracting(ApiCall::code)
        .containsExactly(200);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(5)).atMost(seconds(20)).until(condition);
  }
}
