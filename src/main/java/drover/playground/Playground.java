package drover.playground;

import drover.app.DroverApp;
import drover.base.Lifecycle;
import drover.base.Managed;
import drover.config.Config;
import drover.config.ConfigLoader;
import drover.emulator.EmulatorConfig;
import drover.emulator.TelegramEmulator;
import drover.simulator.SimulatedServer;
import drover.simulator.SimulatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Simulator, emulator, the real bot between them, and the page. All state is in one directory, so
 * that stopping and starting tells a true story.
 */
public final class Playground implements Managed {
  private final Lifecycle lifecycle = new Lifecycle();
  private final Clock clock;
  private final Path directory;
  private final SimulatedServer server;
  private final TelegramEmulator telegram;
  private final Scene scene;
  private final PlaygroundServer page;

  public Playground(PlaygroundConfig config, Clock clock) {
    this.clock = clock;
    this.directory = config.directory();
    if (config.fresh()) {
      delete(directory);
    }
    this.server =
        new SimulatedServer(
            SimulatorConfig.busy()
                .withStateDirectory(directory.resolve("simulator"))
                .withSpeed(config.speed()),
            clock);
    this.telegram =
        new TelegramEmulator(
            EmulatorConfig.inMemory(clock).withStateDirectory(directory.resolve("emulator")));
    this.scene = new Scene(telegram);
    this.page = new PlaygroundServer(config.port(), telegram, server, scene);
  }

  @Override
  public void start() {
    lifecycle.add(server);
    lifecycle.add(telegram);
    lifecycle.add(new Bot());
    lifecycle.add(page);
    lifecycle.start();
  }

  @Override
  public void stop() {
    lifecycle.stop();
  }

  /** Where the page is. */
  public String address() {
    return "http://127.0.0.1:" + page.boundPort() + "/";
  }

  public SimulatedServer server() {
    return server;
  }

  public TelegramEmulator telegram() {
    return telegram;
  }

  /** The real bot; assembled once the servers have their ports. */
  private final class Bot implements Managed {
    private final Lifecycle parts = new Lifecycle();

    @Override
    public void start() {
      scene.prepare();
      parts.add(DroverApp.assemble(config(), clock));
      parts.start();
    }

    @Override
    public void stop() {
      parts.stop();
    }
  }

  private Config config() {
    return ConfigLoader.of(
        Map.of(
            "telegram.bot-token", telegram.config().token().reveal(),
            "telegram.admins", Long.toString(Scene.ADMIN),
            "telegram.api-url", telegram.apiUrl(),
            "openclaw.api-url", server.apiUrl(),
            "db.url", "jdbc:h2:file:" + directory.resolve("drover").toAbsolutePath(),
            "http.port", "0"));
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inside) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The old playground cannot be removed", e);
    }
  }
}
