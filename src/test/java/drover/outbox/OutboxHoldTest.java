package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.outbox.Fact.Urgency;
import drover.testing.MemoryOutboxStore.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices for chats that want to hear nothing for a while. */
class OutboxHoldTest {
  private static final ChatAddress CHAT = ChatAddress.of(1);

  private final OutboxFixture f = new OutboxFixture();
  private Instant mutedUntil = f.clock.instant().plus(Duration.ofHours(2));

  @BeforeEach
  void mute() {
    f.grouping = true;
    f.words =
        d ->
            d.to().equals(CHAT) && f.clock.instant().isBefore(mutedUntil)
                ? new Rendering.Hold(mutedUntil, "muted")
                : new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(d)), false);
  }

  @Test
  void sendsAllThatWasHeldAsOneWhenTheMuteEnds() {
    f.post("a", 1, 2);
    f.post("b", 1);
    f.advance(Duration.ofMinutes(119));
    assertThat(f.sender.texts()).containsExactly("a");
    f.advance(Duration.ofMinutes(1));

    assertThat(f.sender.texts()).containsExactly("a", "muted page 1: a,b");
    assertThat(f.store.statuses()).containsOnly(Status.SENT);
  }

  @Test
  void sendsOneThatWasHeldAsItself() {
    f.post("a", 1);
    f.advance(Duration.ofHours(2));

    assertThat(f.sender.texts()).containsExactly("a");
  }

  @Test
  void sendsItAtOnceWhenItIsReleased() {
    f.post("a", 1);
    f.post("b", 1);
    f.turn();
    mutedUntil = f.clock.instant();
    f.outbox.release(ChatAddress.of(2));
    f.turn();
    assertThat(f.sender.calls()).isEmpty();
    f.outbox.release(CHAT);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("muted page 1: a,b");
  }

  @Test
  void holdsItAgainWhenTheMuteWasMadeLonger() {
    f.post("a", 1);
    f.turn();
    mutedUntil = mutedUntil.plus(Duration.ofHours(1));
    f.advance(Duration.ofHours(2));
    assertThat(f.sender.calls()).isEmpty();
    f.advance(Duration.ofHours(1));

    assertThat(f.sender.texts()).containsExactly("a");
  }

  @Test
  void survivesARestart() {
    f.post("a", 1);
    f.post("b", 1);
    f.turn();
    f.outbox = f.create(Runnable::run);
    f.outbox.recover();
    f.advance(Duration.ofHours(2));

    assertThat(f.sender.texts()).containsExactly("muted page 1: a,b");
  }

  @Test
  void whatComesAfterwardsIsNoPartOfIt() {
    f.post("a", 1);
    f.post("b", 1);
    f.turn();
    f.clock.advance(Duration.ofHours(2));
    f.post("failed", Urgency.FIRST, 1);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("failed", "muted page 1: a,b");
  }

  @Test
  void dropsWhatNoLongerMattersWhenTheMuteEnds() {
    f.post("a", 1);
    f.post("b", 1);
    f.turn();
    f.clock.advance(Duration.ofHours(2));
    f.words =
        d ->
            OutboxFixture.text(d).equals("a")
                ? new Rendering.Drop("over")
                : new Rendering.Send(OutgoingMessage.of(OutboxFixture.text(d)), false);
    f.turn();

    assertThat(f.sender.texts()).containsExactly("b");
  }
}
