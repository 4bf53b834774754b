package drover;

import drover.app.Checkup;
import drover.config.Config;
import java.time.Clock;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Tries the configuration and the connections. */
@Command(
    name = "check",
    description = "Try the configuration and the connections, without starting the bot.",
    mixinStandardHelpOptions = true)
final class CheckCommand extends RunCommand {
  @Override
  public Integer call() {
    Config config = configOrNull();
    if (config == null) {
      return CommandLine.ExitCode.USAGE;
    }
    print("ok    configuration");
    boolean well = true;
    for (Checkup.Finding finding : Checkup.run(config, Clock.system(ZoneId.systemDefault()))) {
      well &= finding.ok();
      print((finding.ok() ? "ok    " : "FAIL  ") + finding.what() + ": " + finding.text());
    }
    return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
