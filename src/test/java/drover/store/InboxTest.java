package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.chat.ChatKind;
import drover.chat.Inbox;
import drover.chat.Incoming;
import drover.chat.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final OpenStores open = OpenStores.inMemory();
  private final Inbox inbox = open.stores.inbox();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void returnsEveryFieldAsItCame() {
    Incoming typed = typed(1, "/kill \"x\" \u0000 \uD83D\uDE00 \uD800 " + "y".repeat(10_000));
    Incoming anonymous =
        new Incoming(
            2,
            Incoming.Kind.PRESSED,
            TOPIC,
            ChatKind.SUPERGROUP,
            new Incoming.Sender(null, "", null, true),
            "token",
            "press-1",
            null,
            NOON,
            false);

    Incoming.Sender bob = new Incoming.Sender(new UserId(8), "Bob \uD83D\uDE00", null, false);
    Incoming pointing =
        typed(3, "/grant")
            .pointing(
                new Incoming.Reply(70, new Incoming.Sender(null, "Herd", "herd", false)),
                List.of(new Incoming.Mention("@bob", null), new Incoming.Mention("Bob", bob)));
    Incoming forwarded = typed(4, "/kill 1").atSecondHand();

    inbox.store(List.of(typed, anonymous, pointing, forwarded));

    assertThat(inbox.waiting(10)).containsExactly(typed, anonymous, pointing, forwarded);
  }

  @Test
  void forgetsWhatWasSaidOnceItIsDone() {
    inbox.store(List.of(typed(1, "/pair 2345")));

    inbox.done(1);

    assertThat(open.ask("SELECT text FROM inbox")).containsExactly("");
    assertThat(inbox.store(List.of(typed(1, "/pair 2345")))).isZero();
  }

  @Test
  void storesAnUpdateOnceThoughItComesAgain() {
    assertThat(inbox.store(List.of(typed(1, "a"), typed(2, "b")))).isEqualTo(2);
    assertThat(inbox.store(List.of(typed(2, "b"), typed(3, "c"), typed(3, "c")))).isEqualTo(1);
    inbox.done(1);
    assertThat(inbox.store(List.of(typed(1, "a")))).isZero();

    assertThat(inbox.waiting(10)).extracting(Incoming::updateId).containsExactly(2L, 3L);
  }

  @Test
  void keepsTheOrderOfComingWhenNumbersStartAnew() {
    inbox.store(List.of(typed(900_000, "old")));
    inbox.store(List.of(typed(5, "after a quiet week")));

    assertThat(inbox.waiting(10)).extracting(Incoming::updateId).containsExactly(900_000L, 5L);
    assertThat(inbox.waiting(1)).extracting(Incoming::updateId).containsExactly(900_000L);
  }

  @Test
  void forgetsOnlyWhatIsDoneAndOld() {
    inbox.store(List.of(typed(1, "a"), typed(2, "b"), typed(3, "c")));
    inbox.done(1);
    open.clock.advance(Duration.ofHours(2));
    inbox.done(2);

    assertThat(inbox.sweep(noonPlus(3600))).isEqualTo(1);
    assertThat(inbox.store(List.of(typed(1, "a")))).isEqualTo(1);
    assertThat(inbox.store(List.of(typed(2, "b"), typed(3, "c")))).isZero();
  }

  @Test
  void storesNothingOfABatchThatFailsInTheMiddle() {
    assertThatThrownBy(
            () ->
                open.stores
                    .transactor()
                    .run(
                        () -> {
                          inbox.store(List.of(typed(1, "a")));
                          throw new IllegalStateException("cut");
                        }))
        .hasMessage("cut");

    assertThat(inbox.waiting(10)).isEmpty();
  }

  @Test
  void aRowThatNobodyCanReadStopsNoneBehindIt() {
    assertThat(inbox.store(List.of(typed(1, "a"), typed(2, "b")))).isEqualTo(2);
    open.tell("UPDATE inbox SET kind = 'FROM_THE_FUTURE' WHERE update_id = 1");

    assertThat(inbox.waiting(10)).extracting(Incoming::updateId).containsExactly(2L);
    assertThat(open.ask("SELECT update_id FROM inbox WHERE done = FALSE")).containsExactly("2");
  }

  @Test
  void takesNothingAndUnknownNumbersCalmly() {
    assertThat(inbox.store(List.of())).isZero();
    inbox.done(99);
    assertThat(inbox.waiting(10)).isEmpty();
  }

  private static Incoming typed(long id, String text) {
    return new Incoming(
        id,
        Incoming.Kind.TYPED,
        TOPIC,
        ChatKind.SUPERGROUP,
        new Incoming.Sender(new UserId(5_000_000_000L), "Ann", "ann", false),
        text,
        null,
        77L,
        NOON,
        true);
  }
}
