package drover.app;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Trouble;
import drover.store.Database;
import drover.store.Stores;
import drover.testing.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RivalPollerTest {
  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final Database database =
      new Database(new Database.Config("jdbc:h2:mem:" + UUID.randomUUID()), new Random(1));
  private final Stores stores = new Stores(database, clock, new SecureRandom());
  private final List<Trouble.Kind> told = new ArrayList<>();
  private RivalPoller rival = new RivalPoller(troubles(), clock);

  @BeforeEach
  void open() {
    database.start();
    rival = restarted();
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void isToldOnceThoughTheTwoCutEachOtherOffAllDay() {
    for (int i = 0; i < 48; i++) {
      rival.cutOff("Conflict");
      clock.advance(Duration.ofMinutes(30));
      rival.polled();
    }

    assertThat(told).containsExactly(Trouble.Kind.OTHER_POLLER);
  }

  @Test
  void isNotToldAgainAfterARestart() {
    rival.cutOff("Conflict");
    rival = restarted();
    rival.cutOff("Conflict");

    assertThat(told).hasSize(1);
  }

  @Test
  void isToldAgainWhenItWasGoneForAnHour() {
    rival.cutOff("Conflict");
    clock.advance(Duration.ofMinutes(59));
    rival.polled();
    assertThat(stores.troubles().all()).hasSize(1);
    clock.advance(Duration.ofMinutes(2));
    rival.polled();
    assertThat(stores.troubles().all()).isEmpty();

    rival.cutOff("Conflict");

    assertThat(told).hasSize(2);
  }

  private RivalPoller restarted() {
    OpenTroubles troubles = troubles();
    troubles.load();
    return new RivalPoller(troubles, clock);
  }

  private OpenTroubles troubles() {
    OpenTroubles troubles = new OpenTroubles(stores.troubles(), stores.transactor(), clock);
    troubles.onOpened(trouble -> told.add(trouble.kind()));
    return troubles;
  }
}
