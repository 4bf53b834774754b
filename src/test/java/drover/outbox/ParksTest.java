package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.testing.MemoryOutboxStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ParksTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final ChatAddress CHAT = ChatAddress.of(1);

  private final MemoryOutboxStore store = new MemoryOutboxStore();
  private final Parks parks = new Parks(store);

  @Test
  void neverHoldsItsMonitorWhileItStores() {
    List<Boolean> held = new ArrayList<>();
    AtomicReference<Parks> watched = new AtomicReference<>();
    OutboxStore watching =
        (OutboxStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OutboxStore.class},
                (proxy, method, arguments) -> {
                  held.add(Thread.holdsLock(watched.get()));
                  return null;
                });
    Parks guarded = new Parks(watching);
    watched.set(guarded);
    guarded.tooMany(1, NOON, NOON.plusSeconds(60), "429");
    guarded.tooMany(2, NOON, NOON.plusSeconds(60), "429");

    assertThat(held).containsExactly(false, false, false);
    assertThat(guarded.waitForAll(NOON)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void restsThoughItCannotBeStored() {
    store.broken(true);
    parks.tooMany(1, NOON, NOON.plusSeconds(60), "429");

    assertThat(parks.waitFor(new ChatAddress(1, 5), NOON)).isEqualTo(Duration.ofSeconds(60));
    assertThat(parks.count(NOON)).isEqualTo(1);
    assertThat(parks.count(NOON.plusSeconds(60))).isZero();
  }

  @Test
  void twoChatsFarApartOnAClockSetBackAreNoFlood() {
    parks.tooMany(1, NOON, NOON.plusSeconds(60), "429");
    Instant back = NOON.minus(Duration.ofHours(3));
    parks.tooMany(2, back, back.plusSeconds(60), "429");

    assertThat(parks.waitForAll(back)).isZero();
    assertThat(parks.waitFor(CHAT, back)).isEqualTo(Duration.ofSeconds(60));
  }
}
