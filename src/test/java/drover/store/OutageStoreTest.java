package drover.store;

import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.history.Outage;
import drover.history.OutageStore;
import drover.testing.MemoryOutages;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of the table and of its stand-in. */
class OutageStoreTest {
  static List<OutageStore> stores() {
    return List.of(OpenStores.inMemory().stores.outages(), new MemoryOutages());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void keepsTheLastOfEach(OutageStore outages) {
    assertThat(outages.last(Outage.Who.BOT)).isEmpty();
    assertThat(outages.lastSign()).isEmpty();

    Outage bot = new Outage(Outage.Who.BOT, NOON, noonPlus(600));
    Outage server = new Outage(Outage.Who.SERVER, noonPlus(60), noonPlus(90));
    outages.note(new Outage(Outage.Who.BOT, NOON.minusSeconds(60), NOON));
    outages.note(bot);
    outages.note(server);
    outages.sign(NOON);
    outages.sign(noonPlus(60));

    assertThat(outages.last(Outage.Who.BOT)).contains(bot);
    assertThat(outages.last(Outage.Who.SERVER)).contains(server);
    assertThat(outages.lastSign()).contains(noonPlus(60));
  }
}
