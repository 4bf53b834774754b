package drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import drover.access.Role;
import drover.access.User;
import drover.chat.UserId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database from before roles were given in chats: every admin was one by configuration. */
class RolesMigrationTest {
  @Test
  void adminsAreThoseOfTheConfiguration() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    var unused =
        Flyway.configure()
            .dataSource(url, "sa", "")
            .locations("classpath:db/migration")
            .target("2026.11.26.10")
            .load()
            .migrate();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO person (user_id, name, role)
          VALUES (1, 'Ada', 'ADMIN'), (2, 'Bob', 'VIEWER'), (3, 'Cy', 'STRANGER')
          """);
    }

    try (OpenStores open = OpenStores.at(url)) {
      User ada = open.stores.users().find(new UserId(1)).orElseThrow();
      assertThat(ada.isConfigured()).isTrue();
      assertThat(open.stores.users().all())
          .extracting(User::name, User::role)
          .containsExactly(tuple("Ada", Role.ADMIN), tuple("Bob", Role.VIEWER));
      assertThat(open.stores.users().find(new UserId(2)).orElseThrow().grant()).isNull();
    }
  }
}
