package drover;

import drover.app.Logging;
import drover.base.Redactor;
import drover.config.Config;
import drover.config.ConfigException;
import drover.config.ConfigLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the configuration, and what commands that need one share. */
final class ConfigFile {
  private static final Path USUAL = Path.of("bot.properties");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; bot.properties in this directory by default.")
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Null when the configuration is wrong; all that is wrong has then been said. */
  @Nullable Config read() {
    try {
      Config config = ConfigLoader.load(file == null ? USUAL : file, file != null, System.getenv());
      Logging.configure(new Redactor(config.secrets()), "INFO");
      return config;
    } catch (ConfigException e) {
      int count = e.problems().size();
      complain("The configuration has " + count + (count == 1 ? " mistake:" : " mistakes:"));
      e.problems().forEach(problem -> complain("  - " + problem));
      return null;
    }
  }

  void complain(String line) {
    CommandSpec known = command;
    if (known != null) {
      known.commandLine().getErr().println(line);
    }
  }

  void print(String line) {
    CommandSpec known = command;
    if (known != null) {
      known.commandLine().getOut().println(line);
      known.commandLine().getOut().flush();
    }
  }
}
