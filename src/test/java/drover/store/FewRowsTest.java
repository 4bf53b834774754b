package drover.store;

import static drover.store.OpenStores.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatKind;
import drover.chat.CommandCall;
import drover.chat.Incoming;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables that only serve delivery stay small, however long the program runs. */
class FewRowsTest {
  private static final int A_DAY = 200;

  private final OpenStores open = OpenStores.inMemory();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void updatesAreForgottenAfterTwoDaysAndButtonsOneDayAfterTheirEnd() {
    long update = 0;
    for (int day = 1; day <= 10; day++) {
      for (int i = 0; i < A_DAY; i++) {
        update++;
        open.stores.inbox().store(List.of(typed(update)));
        open.stores.tokens().stamp(CHAT, question(update));
        open.stores.tokens().stamp(CHAT, list());
        open.stores.inbox().done(update);
      }
      open.clock.advance(Duration.ofDays(1));
      Instant now = open.clock.instant();
      open.stores.inbox().sweep(now.minus(Duration.ofDays(2)));
      open.stores.tokens().sweep(now.minus(Duration.ofDays(1)));

      assertThat(count("inbox")).isLessThanOrEqualTo(2 * A_DAY);
      assertThat(count("button")).isLessThanOrEqualTo(2 * A_DAY + 1);
    }
    assertThat(count("inbox")).isPositive();
  }

  private long count(String table) {
    return Long.parseLong(open.ask("SELECT COUNT(*) FROM " + table).get(0));
  }

  private static OutgoingMessage question(long number) {
    ButtonSpec yes =
        ButtonSpec.order(
            CommandCall.of("kill", "s" + number, "yes"), "r1#s" + number, Duration.ofMinutes(2));
    return OutgoingMessage.of(
        "Kill?", List.of(List.of(new Button.Call("Yes", Button.Style.DANGER, yes))));
  }

  private static OutgoingMessage list() {
    return OutgoingMessage.of(
        "list",
        List.of(
            List.of(
                new Button.Call(
                    "All", Button.Style.PLAIN, ButtonSpec.look(CommandCall.of("agents"))))));
  }

  private Incoming typed(long update) {
    return new Incoming(
        update,
        Incoming.Kind.TYPED,
        CHAT,
        ChatKind.PRIVATE,
        new Incoming.Sender(new UserId(7), "Ann", null, false),
        "/agents",
        null,
        update,
        open.clock.instant(),
        true);
  }
}
