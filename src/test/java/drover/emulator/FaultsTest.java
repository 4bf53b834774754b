package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import drover.emulator.Wire.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final TelegramEmulator emulator =
      new TelegramEmulator(EmulatorConfig.inMemory(new SettableClock()));
  private final Wire wire = new Wire(emulator);
  private Chat chat;

  @BeforeEach
  void start() {
    emulator.start();
    Person ada = emulator.person("Ada", null, null);
    ada.starts();
    chat = ada.privateChat();
  }

  @AfterEach
  void stop() {
    emulator.stop();
    assertThat(emulator.calls().violations()).isEmpty();
  }

  @Test
  void answersErrorsForAsManyCallsAsToldAndOnlyForThatMethod() {
    emulator.faults().next(2, "sendMessage", 500, "Internal Server Error");

    assertThat(wire.call("getMe", "{}").status()).isEqualTo(200);
    assertThat(send().status()).isEqualTo(500);
    assertThat(send().description()).isEqualTo("Internal Server Error");
    assertThat(send().status()).isEqualTo(200);
    assertThat(chat.fromBot()).hasSize(1);
  }

  @Test
  void strikesOneChatAndLeavesTheOthersAlone() {
    Person bob = emulator.person("Bob", null, null);
    bob.starts();
    emulator.faults().nextTo(chat, 1, "sendMessage", Fault.tooManyRequests(7_200));

    assertThat(send(bob.privateChat()).status()).isEqualTo(200);
    assertThat(send(chat).status()).isEqualTo(429);
    assertThat(send(chat).status()).isEqualTo(200);
  }

  @Test
  void hangsAfterTheMessageIsThere() {
    emulator.faults().next(1, "sendMessage", Fault.Kind.HANG_AFTER);
    var call = wire.later("sendMessage", "{'chat_id': %d, 'text': 'x'}".formatted(chat.id()));
    await().until(() -> emulator.faults().hanging() == 1);

    assertThat(chat.fromBot()).hasSize(1);
    assertThat(call).isNotDone();
    emulator.faults().release();
    await().until(call::isCompletedExceptionally);
  }

  @Test
  void saysHowLongToWaitInBodyAndHeader() {
    emulator.faults().next(1, Faults.ANY, Fault.tooManyRequests(7200));

    Answer answer = send();

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.retryAfter()).isEqualTo("7200");
    assertThat(answer.json().path("parameters").path("retry_after").asInt()).isEqualTo(7200);
    assertThat(answer.description()).isEqualTo("Too Many Requests: retry after 7200");
  }

  @Test
  void answersWithAPageOfHtml() {
    emulator.faults().next(1, "sendMessage", Fault.Kind.BAD_GATEWAY);

    Answer answer = send();

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).startsWith("<html>");
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void cutsTheConnectionBeforeItDoesAnything() {
    emulator.faults().next(1, "sendMessage", Fault.Kind.CUT_BEFORE);

    assertThatThrownBy(this::send).isInstanceOf(UncheckedIOException.class);

    assertThat(chat.fromBot()).isEmpty();
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void cutsTheConnectionAfterTheMessageIsThere() {
    emulator.faults().next(1, "sendMessage", Fault.Kind.CUT_AFTER);

    assertThatThrownBy(this::send).isInstanceOf(UncheckedIOException.class);

    assertThat(chat.fromBot()).hasSize(1);
  }

  @Test
  void answersWithNothingAfterTheMessageIsThere() {
    emulator.faults().next(1, "sendMessage", Fault.Kind.EMPTY);

    assertThat(send().text()).isEmpty();
    assertThat(chat.fromBot()).hasSize(1);
  }

  @Test
  void hangsUntilReleasedAndThenCuts() {
    emulator.faults().next(1, "getMe", Fault.Kind.HANG);
    var call = wire.later("getMe", "{}");
    await().until(() -> emulator.faults().hanging() == 1);

    emulator.faults().release();

    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
  }

  @Test
  void delaysAnswers() {
    emulator.faults().latency(Duration.ofMillis(150), Duration.ofMillis(160));

    long begin = System.nanoTime();
    assertThat(wire.call("getMe", "{}").status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void revokesTheToken() {
    emulator.faults().tokenRevoked(true);

    assertThat(wire.call("getMe", "{}").description()).isEqualTo("Unauthorized");
    emulator.faults().clear();
    assertThat(wire.call("getMe", "{}").status()).isEqualTo(200);
  }

  @Test
  void goesDownWithItsPollsAndComesBackOnTheSamePort() throws Exception {
    int port = emulator.port();
    var poll = wire.later("getUpdates", "{'timeout': 30, 'offset': 999999999}");
    await().until(emulator::isPolled);

    emulator.down();
    assertThatThrownBy(() -> wire.call("getMe", "{}")).isInstanceOf(UncheckedIOException.class);
    emulator.up();

    assertThat(emulator.port()).isEqualTo(port);
    assertThat(wire.call("getMe", "{}").status()).isEqualTo(200);
    await().until(poll::isDone);
  }

  @Test
  void stopsAtOnceWithCallsThatHangAndPollsThatWait() {
    emulator.faults().next(1, "getMe", Fault.Kind.HANG);
    var hanging = wire.later("getMe", "{}");
    var poll = wire.later("getUpdates", "{'timeout': 50, 'offset': 999999999}");
    await().until(() -> emulator.faults().hanging() == 1 && emulator.isPolled());

    long begin = System.nanoTime();
    emulator.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    await().until(() -> hanging.isDone() && poll.isDone());
  }

  private Answer send() {
    return wire.call("sendMessage", "{'chat_id': %d, 'text': 'x'}".formatted(chat.id()));
  }

  private Answer send(Chat to) {
    return wire.call("sendMessage", "{'chat_id': %d, 'text': 'x'}".formatted(to.id()));
  }
}
