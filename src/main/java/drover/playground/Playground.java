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
  private static final String SIMULATOR = "simulator";
  private static final String EMULATOR = "emulator";
  private static final String DATABASE = "drover";

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
      forget();
    }
    this.server =
        new SimulatedServer(
            SimulatorConfig.busy()
                .withStateDirectory(directory.resolve(SIMULATOR))
                .withSpeed(config.speed()),
            clock);
    this.telegram =
        new TelegramEmulator(
            EmulatorConfig.inMemory(clock).withStateDirectory(directory.resolve(EMULATOR)));
    this.scene = new Scene(telegram);
    this.page = new PlaygroundServer(config.port(), telegram, server, scene, clock);
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
      DroverApp app = parts.add(DroverApp.assemble(config(), clock));
      parts.start();
      scene.welcomed(app::welcome);
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
            "db.url", "jdbc:h2:file:" + directory.resolve(DATABASE).toAbsolutePath(),
            "http.port", "0"));
  }

  /** Only what is ours, as the directory is of the user's choice and may hold anything. */
  private void forget() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> ours =
          all.filter(file -> !file.equals(directory))
              .filter(file -> isOurs(directory.relativize(file).getName(0).toString()))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path file : ours) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The old playground cannot be removed", e);
    }
  }

  private static boolean isOurs(String name) {
    return name.equals(SIMULATOR) || name.equals(EMULATOR) || name.startsWith(DATABASE + ".");
  }
}
