package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.ChatSettings;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database from before chats had wishes. */
class WishesMigrationTest {
  private static final ChatAddress TOPIC = new ChatAddress(-5, 3);

  @Test
  void subscriptionsAndZonesStayAsTheyWere() throws Exception {
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
          INSERT INTO subscription (chat_id, topic, level, by_id, since)
          VALUES (-5, 3, 'PROBLEMS', 1, TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z')
          """);
      statement.executeUpdate(
          "INSERT INTO chat_settings (chat_id, topic, zone) VALUES (-5, 3, 'Asia/Tokyo')");
    }

    try (OpenStores open = OpenStores.at(url)) {
      Subscription kept = open.stores.subscriptions().of(TOPIC).get(0);
      assertThat(kept)
          .isEqualTo(
              new Subscription(
                  kept.id(),
                  TOPIC,
                  Level.PROBLEMS,
                  AgentFilter.ALL,
                  new UserId(1),
                  OpenStores.NOON));
      assertThat(open.stores.chats().settings(TOPIC))
          .contains(new ChatSettings(TOPIC, ZoneId.of("Asia/Tokyo"), null, false, null));
      Subscription some =
          open.stores
              .subscriptions()
              .put(TOPIC, Level.NORMAL, AgentFilter.of("build"), new UserId(1), OpenStores.NOON);
      assertThat(open.stores.subscriptions().of(TOPIC)).containsExactly(kept, some);
    }
  }
}
