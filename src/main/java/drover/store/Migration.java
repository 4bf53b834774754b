package drover.store;

import drover.store.DatabaseException.Problem;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the tables up to date with the scripts in {@code db/migration}. */
final class Migration {
  private Migration() {}

  /** Does nothing when they are. */
  static void run(DatabaseUrl url, DataSource source) {
    try {
      Flyway flyway =
          Flyway.configure()
              .dataSource(source)
              .locations("classpath:db/migration")
              .failOnMissingLocations(true)
              .validateMigrationNaming(true)
              .cleanDisabled(true)
              .load();
      for (MigrationInfo migration : flyway.info().applied()) {
        if (migration.getState().name().startsWith("FUTURE")) {
          throw Failures.newer(url, null);
        }
      }
      var unused = flyway.migrate();
    } catch (FlywayException e) {
      if (Failures.isBroken(e)) {
        throw Failures.opening(url, e);
      }
      throw new DatabaseException(
          Problem.MIGRATION,
          "The tables of the database "
              + url
              + " could not be brought up to date: see the log, put a backup in its place, or set"
              + " db.url to a new file.",
          e);
    }
  }
}
