package drover.openclaw;

import drover.base.Secret;
import drover.simulator.AgentSpec;
import drover.simulator.ApiCall;
import drover.simulator.Misbehavior;
import drover.simulator.RateLimits;
import drover.simulator.SimulatedServer;
import drover.simulator.SimulatorConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A gateway before a simulated server that wants its key. Both live by one clock; waits take no
 * time but are written down.
 */
final class SimulatorFixture implements AutoCloseable {
  static final String KEY = "sk-simulated-0123456789";
  static final SimulatorConfig UNLIMITED =
      SimulatorConfig.quiet().withLimits(RateLimits.NONE).withApiKey(new Secret(KEY));

  final SettableClock clock = new SettableClock();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final SimulatedServer server;
  final OpenClawGateway gateway;
  private final List<OpenClawGateway> opened = new CopyOnWriteArrayList<>();
  private volatile Runnable duringWait = () -> {};

  SimulatorFixture() {
    this(UNLIMITED, Duration.ofSeconds(10));
  }

  SimulatorFixture(SimulatorConfig config, Duration timeout) {
    server = new SimulatedServer(config, clock);
    server.start();
    gateway = gateway(server.apiUrl(), KEY, timeout);
  }

  OpenClawGateway gateway(String url, @Nullable String key, Duration timeout) {
    Secret secret = key == null ? null : new Secret(key);
    OpenClawGateway made =
        new OpenClawGateway(
            new OpenClawConfig(url, secret, null, timeout, 3, true, 50_000),
            clock,
            new Random(1),
            this::pause);
    opened.add(made);
    return made;
  }

  /** What happens while the gateway waits before it tries again. */
  void duringWaits(Runnable action) {
    duringWait = action;
  }

  String agent(String name) {
    return server.world().addAgent(AgentSpec.named(name));
  }

  /** The next request of this kind goes wrong. */
  void next(ApiCall call, Misbehavior misbehavior) {
    server.faults().next(call, 1, misbehavior);
  }

  long requests(ApiCall call) {
    return server.counters().requests(call);
  }

  private boolean pause(Duration time) {
    waits.add(time);
    clock.advance(time);
    duringWait.run();
    return true;
  }

  @Override
  public void close() {
    opened.forEach(OpenClawGateway::stop);
    server.stop();
  }
}
