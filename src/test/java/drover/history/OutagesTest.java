package drover.history;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.ServerNews;
import drover.testing.MemoryOutages;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutagesTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final TestClock clock = TestClock.at(NOON.toString());
  private final MemoryOutages store = new MemoryOutages();
  private final Outages outages = new Outages(store, clock);

  @Test
  void knowsHowLongTheBotWasAway() {
    outages.begin();
    assertThat(store.last(Outage.Who.BOT)).as("the first start is no absence").isEmpty();
    clock.advance(Duration.ofMinutes(1));
    outages.run();
    clock.advance(Duration.ofMinutes(12));

    outages.begin();

    assertThat(store.last(Outage.Who.BOT))
        .contains(new Outage(Outage.Who.BOT, NOON.plusSeconds(60), NOON.plusSeconds(13 * 60)));
    assertThat(store.lastSign()).contains(clock.instant());
  }

  @Test
  void aQuickRestartIsNoAbsence() {
    outages.begin();
    clock.advance(Duration.ofSeconds(119));

    outages.begin();

    assertThat(store.last(Outage.Who.BOT)).isEmpty();
  }

  @Test
  void knowsWhenTheServerWasAway() {
    outages.on(new ServerNews.Unreachable(NOON.plusSeconds(30), NOON, "no answer"));
    outages.on(new ServerNews.Restarted(NOON.plusSeconds(40), 3, 0));
    assertThat(store.last(Outage.Who.SERVER)).isEmpty();

    outages.on(new ServerNews.Back(NOON.plusSeconds(600), NOON));

    assertThat(store.last(Outage.Who.SERVER))
        .contains(new Outage(Outage.Who.SERVER, NOON, NOON.plusSeconds(600)));
  }
}
