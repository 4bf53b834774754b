package drover;

import drover.app.Checkup;
import drover.config.Config;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries the configuration and the connections. */
@Command(
    name = "check",
    description = "Try the configuration and the connections, without starting the bot.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigFile configFile = new ConfigFile();

  @Override
  public Integer call() {
    Config config = configFile.read();
    if (config == null) {
      return CommandLine.ExitCode.USAGE;
    }
    configFile.print("ok    configuration");
    boolean well = true;
    for (Checkup.Finding finding : Checkup.run(config, Clock.system(ZoneId.systemDefault()))) {
      well &= finding.ok();
      configFile.print(
          (finding.ok() ? "ok    " : "FAIL  ") + finding.what() + ": " + finding.text());
    }
    return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
