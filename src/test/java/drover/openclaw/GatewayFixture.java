package drover.openclaw;

import drover.base.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A gateway before a scripted server; waits take no time but are written down. */
final class GatewayFixture implements AutoCloseable {
  static final String KEY = "sk-very-secret-0123456789";

  final SettableClock clock = new SettableClock();
  final MockWebServer server = new MockWebServer();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final OpenClawGateway gateway;

  GatewayFixture() {
    this(Duration.ofSeconds(5), 3);
  }

  GatewayFixture(Duration timeout, int retries) {
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    gateway = gateway(server.url("/api").toString(), timeout, retries);
  }

  OpenClawGateway gateway(String url, Duration timeout, int retries) {
    return new OpenClawGateway(
        new OpenClawConfig(url, new Secret(KEY), null, timeout, retries, true, 50_000),
        clock,
        new Random(1),
        time -> {
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
          }
          waits.add(time);
          clock.advance(time);
          return true;
        });
  }

  /** Answers with these bodies, one a request. */
  GatewayFixture answers(String... bodies) {
    Arrays.stream(bodies).forEach(body -> server.enqueue(ok(body)));
    return this;
  }

  GatewayFixture answers(MockResponse... responses) {
    Arrays.stream(responses).forEach(server::enqueue);
    return this;
  }

  RecordedRequest request() {
    try {
      RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no request came");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int requests() {
    return server.getRequestCount();
  }

  static MockResponse ok(String body) {
    return status(200, body).build();
  }

  static MockResponse.Builder status(int code, String body) {
    return new MockResponse.Builder().code(code).body(body);
  }

  static MockResponse error(int status, String code) {
    return status(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"why\"}}").build();
  }

  /** Takes the request and hangs up. */
  static MockResponse hangUp() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  /** Takes the request and says nothing. */
  static MockResponse silence() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  @Override
  public void close() {
    gateway.stop();
    server.close();
  }
}
