package drover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.QuietHours;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.subscription.Wishes;
import drover.testing.MemoryChats;
import drover.testing.MemoryMutes;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HushedRendererTest {
  private static final ChatAddress CHAT = ChatAddress.of(1);

  private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
  private final MemoryChats chats = new MemoryChats();
  private final MemoryMutes mutes = new MemoryMutes();
  private Rendering rendering = new Rendering.Send(OutgoingMessage.of("digest"));
  private final Renderer renderer =
      new HushedRenderer(
          new Renderer() {
            @Override
            public Rendering render(Delivery delivery) {
              return rendering;
            }

            @Override
            public void told(Delivery delivery, MessageRef message) {
              rendering = new Rendering.Drop("told");
            }
          },
          new Wishes(
              new MemorySubscriptions(),
              mutes,
              chats,
              new Access(new MemoryUsers(), chats, clock),
              id -> Optional.empty()),
          clock);

  @Test
  void aDigestInQuietHoursOrWhileMutedComesWithoutSound() {
    assertThat(silent()).isFalse();

    mutes.put(new Mute(CHAT, AgentFilter.of("name:x"), clock.instant().plusSeconds(60)));
    assertThat(silent()).isFalse();
    mutes.put(new Mute(CHAT, AgentFilter.ALL, clock.instant().plusSeconds(60)));
    assertThat(silent()).isTrue();
    clock.advance(Duration.ofMinutes(2));
    assertThat(silent()).isFalse();
    chats.setQuietHours(CHAT, QuietHours.parse("12-13").orElseThrow());
    assertThat(silent()).isTrue();
  }

  @Test
  void leavesAloneWhatIsNoMessage() {
    renderer.told(delivery(), new MessageRef(CHAT, 1));
    chats.setQuietHours(CHAT, QuietHours.parse("12-13").orElseThrow());

    assertThat(renderer.render(delivery())).isEqualTo(new Rendering.Drop("told"));
  }

  private boolean silent() {
    return ((Rendering.Send) renderer.render(delivery())).message().silent();
  }

  private Delivery delivery() {
    FactKey key = new FactKey("chat", "digest", 0);
    Fact fact = new Fact(key, clock.instant(), Fact.Urgency.NORMAL, Map.of());
    return new Delivery(1, fact, CHAT, 0, false);
  }
}
