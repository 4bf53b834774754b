package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final long CHAT = 7;
  private static final long GROUP = -7;

  private final SettableClock clock = new SettableClock();
  private final RateLimits limits = new RateLimits(clock, true);

  @Test
  void allowsBurstsOfThreeAndThenOneASecond() {
    send(3);

    refusedFor(() -> send(1), 1);
    clock.advance(Duration.ofMillis(999));
    refusedFor(() -> send(1), 1);
    clock.advance(Duration.ofMillis(1));
    send(1);
    refusedFor(() -> send(1), 1);
    clock.advance(Duration.ofSeconds(10));
    send(3);
    refusedFor(() -> send(1), 1);
    assertThat(limits.refused()).isEqualTo(4);
  }

  @Test
  void allowsTwentyAMinuteToAGroupWithEditsCounted() {
    for (int i = 0; i < 10; i++) {
      limits.admit(GROUP, true, false);
      limits.admit(GROUP, true, true);
      clock.advance(Duration.ofSeconds(1));
    }

    refusedFor(() -> limits.admit(GROUP, true, true), 50);
    refusedFor(() -> limits.admit(GROUP, true, false), 50);
    clock.advance(Duration.ofSeconds(50));
    limits.admit(GROUP, true, true);
    limits.admit(GROUP, true, true);
    refusedFor(() -> limits.admit(GROUP, true, true), 1);
  }

  @Test
  void allowsThirtyASecondOverAllChats() {
    for (int chat = 0; chat < 30; chat++) {
      limits.admit(chat, false, false);
    }

    refusedFor(() -> limits.admit(99, false, false), 1);
    clock.advance(Duration.ofSeconds(1));
    limits.admit(99, false, false);
  }

  @Test
  void takesNoPlaceWhenItRefuses() {
    for (int i = 0; i < 40; i++) {
      trySend();
    }

    clock.advance(Duration.ofSeconds(1));
    send(1);
  }

  @Test
  void leavesEditsInPrivateChatsToTheLimitOverAllChats() {
    for (int i = 0; i < 30; i++) {
      limits.admit(CHAT, false, true);
    }

    refusedFor(() -> limits.admit(CHAT, false, true), 1);
  }

  @Test
  void canBeSwitchedOff() {
    limits.on(false);

    send(1000);

    assertThat(limits.refused()).isZero();
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      limits.admit(CHAT, false, false);
    }
  }

  private void trySend() {
    try {
      send(1);
    } catch (ApiRefusal refusal) {
      assertThat(refusal.code()).isEqualTo(429);
    }
  }

  private static void refusedFor(Runnable work, long seconds) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            ApiRefusal.class, refusal -> assertThat(refusal.verdict()).isEqualTo(Verdict.LIMITED))
        .hasMessage("Too Many Requests: retry after " + seconds);
  }
}
