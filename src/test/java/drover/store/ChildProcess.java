package drover.store;

import drover.access.Role;
import drover.chat.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another JVM with the same class path, for tests of what one alone cannot show. */
final class ChildProcess {
  /** More commits than any test waits for. */
  static final long MOST = 1_000_000;

  private ChildProcess() {}

  static Process start(String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx256m",
            "-DtestLog=store-child",
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
            "-cp",
            System.getProperty("java.class.path"),
            ChildProcess.class.getName());
    builder.command().addAll(List.of(arguments));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Mode and URL. Speaks to its parent through standard output. */
  public static void main(String[] arguments) throws InterruptedException {
    silenceLogs();
    OpenStores open = OpenStores.at(arguments[1]);
    System.out.println("open");
    if (arguments[0].equals("hold")) {
      Thread.sleep(60_000);
    }
    // Says each number only after its commit has returned.
    for (long id = 1; id <= MOST; id++) {
      long number = id;
      open.stores
          .transactor()
          .run(
              () -> {
                open.stores.users().grant(new UserId(number), Role.VIEWER);
                open.stores.chats().disable(number, "x".repeat(200));
              });
      System.out.println(id);
    }
  }

  private static void silenceLogs() {
    ((ch.qos.logback.classic.Logger)
            org.slf4j.LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
        .setLevel(ch.qos.logback.classic.Level.OFF);
  }
}
