package drover;

import static org.assertj.core.api.Assertions.assertThat;

import drover.emulator.Message;
import drover.story.Child;
import drover.story.House;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one file that people download. Packing everything into it may lose what libraries look up by
 * name: Flyway's plug-ins, Quartz's scripts, Jetty's providers.
 */
class JarIT {
  private static final Path JAR = Path.of("target", "drover.jar");
  private static final Duration TO_STOP = Duration.ofSeconds(5);
  private static final int SIGTERM = 128 + 15;
  private static final Pattern ADDRESS = Pattern.compile("playground is open: (http://\\S+)");

  private @TempDir Path directory;

  @Test
  void saysItsVersionAndItsCommands() {
    try (Child version = Child.ofJar(JAR, directory, "--version");
        Child help = Child.ofJar(JAR, directory, "--help")) {
      assertThat(version.exitCode()).isZero();
      assertThat(version.output()).containsPattern("^drover \\d+\\.\\d+");
      assertThat(help.exitCode()).isZero();
      assertThat(help.output()).contains("run", "playground", "check", "--config", "--version");
    }
  }

  @Test
  void checksTheConnectionsAndRunsTheBot() throws IOException, InterruptedException {
    try (House house = House.empty(directory, "http.port", Integer.toString(freePort()))) {
      String porter = house.agent("Porter");
      String file = Child.configuration(directory, house.configuration()).toString();
      try (Child check = Child.ofJar(JAR, directory, "check", "--config", file)) {
        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output())
            .contains(
                "ok    configuration",
                "ok    database",
                "ok    Telegram: signed in as @drover_bot",
                "ok    server: lists 1 sessions",
                "ok    stream");
      }
      try (Child bot = Child.ofJar(JAR, directory, "run", "--config", file)) {
        house.awaitListening();
        house.subscribe();
        house.server().world().complete(porter);
        Message notice = house.message(house.chat(), "Completed · Porter");
        assertThat(notice.labels()).contains("Logs", "History");
        String ops = "http://127.0.0.1:" + house.configuration().get("http.port");
        assertThat(get(ops + "/ready").statusCode()).isEqualTo(200);
        assertThat(get(ops + "/metrics").body()).contains("# TYPE");
        bot.terminate();
        assertThat(bot.exitCode(TO_STOP)).isIn(0, SIGTERM);
        assertThat(bot.output()).contains("Drover is up", "Drover stops");
      }
    }
  }

  @Test
  void opensThePlayground() throws IOException, InterruptedException {
    String data = directory.resolve("play").toString();
    try (Child playground =
        Child.ofJar(JAR, directory, "playground", "--port", "0", "--data", data)) {
      playground.awaitOutput("Ctrl-C ends it", Duration.ofSeconds(20));
      Matcher address = ADDRESS.matcher(playground.output());
      assertThat(address.find()).isTrue();

      assertThat(get(address.group(1)).body()).containsIgnoringCase("<!doctype html>");
      assertThat(get(address.group(1) + "api/server").body()).contains("\"agents\":[{");
      playground.terminate();
      assertThat(playground.exitCode(TO_STOP)).isIn(0, SIGTERM);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
