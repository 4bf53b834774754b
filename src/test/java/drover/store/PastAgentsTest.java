package drover.store;

import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.testing.MemoryHistory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastAgentsTest {
  private final OpenStores open = OpenStores.inMemory();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void findsSessionsByHowTheirNameOrIdBeginsAndSoDoesTheTwin() {
    for (HistoryStore history : List.of(open.stores.history(), new MemoryHistory())) {
      history.append(entry("a1b2", "Builder", "appeared", 0));
      history.append(entry("c3d4", "BUILDER two", "appeared", 10));
      history.append(entry("a1b2", "Builder", "completed", 20));
      history.append(entry("x_1!", "100% done", "failed", 30));

      assertThat(history.beginning("build", 10))
          .extracting(e -> e.life().session().value() + " " + e.kind())
          .containsExactly("a1b2 completed", "c3d4 appeared");
      assertThat(history.beginning("build", 1)).hasSize(1);
      assertThat(history.beginning("C3", 10)).extracting(HistoryEntry::name).hasSize(1);
      assertThat(history.beginning("100%", 10)).hasSize(1);
      assertThat(history.beginning("x_1!", 10)).hasSize(1);
      assertThat(history.beginning("%", 10)).isEmpty();
      assertThat(history.beginning("____", 10)).isEmpty();
      assertThat(history.beginning("uilder", 10)).isEmpty();
    }
  }

  private static HistoryEntry entry(String session, String name, String kind, long second) {
    return new HistoryEntry(
        OpenStores.life(session),
        name,
        kind,
        noonPlus(second),
        noonPlus(second),
        null,
        null,
        null,
        null);
  }
}
