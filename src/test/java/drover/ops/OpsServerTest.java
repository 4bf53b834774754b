package drover.ops;

import static org.assertj.core.api.Assertions.assertThat;

import drover.base.HealthCheck;
import drover.base.Redactor;
import drover.base.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final Meters meters = new Meters();
  private OpsServer server = new OpsServer(0, List.of(), ready::get, meters, redactor());

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void healthSaysOneLineForEachCheckAndWhatToDo() throws Exception {
    serve(
        check("stream", () -> HealthCheck.Health.ok("connected")),
        check("API", () -> HealthCheck.Health.degraded("key k3y\nrefused", "Check it")));

    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("ok  stream: connected\ndegraded  API: key *** refused -> Check it\n");
  }

  @Test
  void healthIsUnavailableWhenACheckIsDown() throws Exception {
    serve(check("database", () -> HealthCheck.Health.down("closed", "Free some disk")));

    assertThat(get("/health").statusCode()).isEqualTo(503);
  }

  @Test
  void aCheckThatThrowsIsDownAndHidesNoOther() throws Exception {
    serve(
        check(
            "broken",
            () -> {
              throw new IllegalStateException("k3y");
            }),
        check("stream", () -> HealthCheck.Health.ok("connected")));

    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo("down  broken: check failed -> Read the log\nok  stream: connected\n");
  }

  @Test
  void readyFollowsTheBot() throws Exception {
    serve();

    assertThat(get("/ready").statusCode()).isEqualTo(503);
    ready.set(true);
    assertThat(get("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreInThePrometheusFormat() throws Exception {
    serve();
    meters.registry().counter("drover.things").increment();

    assertThat(get("/metrics").body()).contains("drover_things_total 1.0");
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    serve();

    assertThat(get("/healthy").statusCode()).isEqualTo(404);
    assertThat(
            http.send(
                    request("/health").POST(HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void aPortInUseIsNotTheEnd() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server = new OpsServer(taken.getLocalPort(), List.of(), ready::get, meters, redactor());

      server.start();

      assertThat(server.boundPort()).isZero();
    }
  }

  @Test
  void portZeroIsOff() {
    server.start();

    assertThat(server.boundPort()).isZero();
  }

  private void serve(HealthCheck... checks) throws IOException {
    server = new OpsServer(freePort(), List.of(checks), ready::get, meters, redactor());
    server.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.boundPort() + path));
  }

  private static Redactor redactor() {
    return new Redactor(List.of(new Secret("k3y")));
  }

  private static HealthCheck check(String name, Supplier<HealthCheck.Health> health) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Health check() {
        return health.get();
      }
    };
  }
}
