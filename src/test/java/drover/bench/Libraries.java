package drover.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.quartz.impl.StdSchedulerFactory;

/**
 * What a program takes that only starts the libraries of the bot: a database file, brought up to
 * date, a scheduler and an open stream. Arguments: a directory, the address of the stream and what
 * opens it. Prints {@link #UP} then, and stays.
 */
final class Libraries {
  static final String UP = "all are up";

  private Libraries() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:file:" + Path.of(args[0], "bare"));
    HikariDataSource source = new HikariDataSource(config);
    var unused =
        Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    int tables =
        Jdbi.create(source)
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT COUNT(*) FROM information_schema.tables")
                        .mapTo(Integer.class)
                        .one());
    Properties few = new Properties();
    few.setProperty("org.quartz.threadPool.threadCount", "1");
    new StdSchedulerFactory(few).getScheduler().start();
    CountDownLatch open = new CountDownLatch(1);
    WebSocket stream =
        new OkHttpClient()
            .newWebSocket(
                new Request.Builder().url(args[1]).header("Authorization", args[2]).build(),
                new WebSocketListener() {
                  @Override
                  public void onOpen(WebSocket socket, Response response) {
                    open.countDown();
                  }
                });
    if (!open.await(30, TimeUnit.SECONDS)) {
      System.exit(1);
    }
    ObjectMapper mapper = new ObjectMapper();
    System.out.println(
        mapper.createObjectNode().put("tables", tables).put("unsent", stream.queueSize()));
    System.out.println(UP);
  }
}
