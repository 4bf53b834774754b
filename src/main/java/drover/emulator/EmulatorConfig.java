package drover.emulator;

import drover.base.Secret;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator is to be.
 *
 * @param port 0 takes a free one
 * @param token the only one that is let in; the number before the colon is the bot's id
 * @param stateDirectory where to keep everything; null keeps it in memory
 * @param limits whether rate limits are on
 * @param strict refuse fields that Telegram does not know and would ignore
 * @param clock for dates, rate limits and how long things are kept; not for waiting
 */
public record EmulatorConfig(
    int port,
    Secret token,
    String botUsername,
    @Nullable Path stateDirectory,
    boolean limits,
    boolean strict,
    Clock clock) {
  private static final String SAMPLE_TOKEN = "7000000001:AAEmulatorTokenThatOpensNothingAtAll_1";

  public EmulatorConfig {
    if (!token.reveal().matches("\\d{1,19}:[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("a bot token is a number, a colon and letters");
    }
  }

  /** On a free port, in memory, limits on, strict, with a token that is made up. */
  public static EmulatorConfig inMemory(Clock clock) {
    return new EmulatorConfig(0, new Secret(SAMPLE_TOKEN), "drover_bot", null, true, true, clock);
  }

  public EmulatorConfig withStateDirectory(Path directory) {
    return new EmulatorConfig(port, token, botUsername, directory, limits, strict, clock);
  }

  public EmulatorConfig withPort(int newPort) {
    return new EmulatorConfig(newPort, token, botUsername, stateDirectory, limits, strict, clock);
  }

  public EmulatorConfig withLimits(boolean on) {
    return new EmulatorConfig(port, token, botUsername, stateDirectory, on, strict, clock);
  }

  public EmulatorConfig withStrict(boolean on) {
    return new EmulatorConfig(port, token, botUsername, stateDirectory, limits, on, clock);
  }

  long botId() {
    return Long.parseLong(token.reveal().substring(0, token.reveal().indexOf(':')));
  }
}
