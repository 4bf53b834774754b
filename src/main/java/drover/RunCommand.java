package drover;

import drover.app.DroverApp;
import drover.app.Logging;
import drover.app.StartupException;
import drover.base.Redactor;
import drover.config.Config;
import drover.config.ConfigException;
import drover.config.ConfigLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the bot until the process is told to stop. */
@Command(
    name = "run",
    description = "Run the bot until ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true)
class RunCommand implements Callable<Integer> {
  private static final Path USUAL_FILE = Path.of("bot.properties");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; bot.properties in this directory by default.")
  private @Nullable Path file;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Config config = configOrNull();
    if (config == null) {
      return CommandLine.ExitCode.USAGE;
    }
    try {
      DroverApp app = DroverApp.assemble(config, Clock.system(ZoneId.systemDefault()));
      UntilStopped.run(app, () -> {});
      return CommandLine.ExitCode.OK;
    } catch (StartupException e) {
      say("Drover cannot start: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Null when the configuration is wrong; all that is wrong has then been said. */
  final @Nullable Config configOrNull() {
    try {
      Config config =
          ConfigLoader.load(file == null ? USUAL_FILE : file, file != null, System.getenv());
      Logging.configure(new Redactor(config.secrets()), "INFO");
      return config;
    } catch (ConfigException e) {
      say("The configuration has " + e.problems().size() + " mistake(s):");
      e.problems().forEach(problem -> say("  - " + problem));
      return null;
    }
  }

  final void say(String line) {
    CommandSpec known = spec;
    if (known != null) {
      known.commandLine().getErr().println(line);
    }
  }

  final void print(String line) {
    CommandSpec known = spec;
    if (known != null) {
      known.commandLine().getOut().println(line);
    }
  }
}
