package drover;

import drover.playground.Playground;
import drover.playground.PlaygroundConfig;
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

/** Runs the bot between a Telegram emulator and a simulated server. */
@Command(
    name = "playground",
    description = "Try the bot in a browser: no token, no server.",
    mixinStandardHelpOptions = true)
final class PlaygroundCommand implements Callable<Integer> {
  private static final int ANY_PORT = 0;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The page's port; 8090 by default, or a free one when that is taken.")
  private @Nullable Integer port;

  @Option(names = "--fresh", description = "Forget agents, chats and history of earlier runs.")
  private boolean fresh;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/playground",
      description = "Where everything is kept; ${DEFAULT-VALUE} by default.")
  private Path data = Path.of("data", "playground");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    int wanted = port == null ? Ports.usualOr(8090, ANY_PORT) : port;
    if (wanted < 0 || wanted > 65_535 || (port != null && !Ports.isFree(wanted))) {
      say("Port " + wanted + " cannot be used; choose another with --port, or 0 for a free one.");
      return CommandLine.ExitCode.SOFTWARE;
    }
    try {
      Playground playground =
          new Playground(
              new PlaygroundConfig(wanted, data, fresh, 1), Clock.system(ZoneId.systemDefault()));
      UntilStopped.run(
          playground,
          () ->
              say(
                  "\n  Drover's playground is open: "
                      + playground.address()
                      + "\n  Ctrl-C ends it; its state stays in "
                      + data
                      + ".\n"));
      return CommandLine.ExitCode.OK;
    } catch (RuntimeException e) {
      say("The playground cannot start: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void say(String line) {
    CommandSpec known = spec;
    if (known != null) {
      known.commandLine().getOut().println(line);
      known.commandLine().getOut().flush();
    }
  }
}
