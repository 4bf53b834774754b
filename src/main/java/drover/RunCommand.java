package drover;

import drover.app.DroverApp;
import drover.app.StartupException;
import drover.config.Config;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the bot until the process is told to stop. */
@Command(
    name = "run",
    description = "Run the bot until ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigFile configFile = new ConfigFile();

  @Override
  public Integer call() {
    return run(configFile);
  }

  static int run(ConfigFile configFile) {
    Config config = configFile.read();
    if (config == null) {
      return CommandLine.ExitCode.USAGE;
    }
    try {
      // A start makes much garbage, and a heap that has grown for it stays as large: a bot that
      // then
      // makes little would hold the memory for good.
      UntilStopped.run(
          DroverApp.assemble(config, Clock.system(ZoneId.systemDefault())), System::gc);
      return CommandLine.ExitCode.OK;
    } catch (StartupException e) {
      configFile.complain("Drover cannot start: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
