package drover;

import drover.app.Logging;
import drover.base.Redactor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit codes: 0 done or stopped, 1 it could not start or a check failed, 2 the
 * command line or the configuration is wrong.
 */
@Command(
    name = "drover",
    description = "A Telegram bot that watches AI agents on an OpenClaw server, from outside it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {RunCommand.class, PlaygroundCommand.class, CheckCommand.class},
    footer = {"", "Without a command: run."})
public final class Main implements Callable<Integer> {
  @Mixin private ConfigFile configFile = new ConfigFile();

  private Main() {}

  public static void main(String[] args) {
    Logging.configure(new Redactor(List.of()), "INFO");
    int code = execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    return RunCommand.run(configFile);
  }

  /** Runs one command line to its end and returns the exit code. */
  static int execute(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setParameterExceptionHandler(Main::explain);
    return line.execute(args);
  }

  private static int explain(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("Try --help.");
    return CommandLine.ExitCode.USAGE;
  }

  /** The version of the jar; "development" when run from classes. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"drover " + (version == null ? "development" : version)};
    }
  }
}
