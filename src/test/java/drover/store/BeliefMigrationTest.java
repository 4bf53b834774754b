package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.monitor.Belief;
import drover.session.SessionId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database from before anybody was warned of anything. */
class BeliefMigrationTest {
  @Test
  void beliefsStayAsTheyWereAndNothingCountsAsTold() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    var unused =
        Flyway.configure()
            .dataSource(url, "sa", "")
            .locations("classpath:db/migration")
            .target("2026.11.23.3")
            .load()
            .migrate();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO belief (session_id, run, status, status_source, status_reason, as_of, stalls,
            session_json)
          VALUES ('s', 'r1', 'WORKING', 'REPORTED', 'reported',
            TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z', 3, '{}')
          """);
    }

    try (OpenStores open = OpenStores.at(url)) {
      assertThat(open.stores.beliefs().all())
          .singleElement()
          .satisfies(
              belief -> {
                assertThat(belief.agent().id()).isEqualTo(new SessionId("s"));
                assertThat(belief.metAt()).isEqualTo(OpenStores.NOON);
                assertThat(belief.stalls()).isEqualTo(new Belief.Stalls(3, null, null, null));
                assertThat(belief.warned()).isEqualTo(Belief.Warned.NONE);
                assertThat(belief.vanishedAt()).isNull();
              });
      assertThat(open.stores.stallPatience().factors()).isEmpty();
    }
  }
}
