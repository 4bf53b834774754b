package drover.config;

import drover.base.NearMiss;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the file and the environment, and reports every mistake at once. */
public final class ConfigLoader {
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private ConfigLoader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads a configuration.
   *
   * @param file Java properties in UTF-8. Where it does not exist, the environment must do
   * @param fileMustExist whether somebody asked for this very file
   * @throws ConfigException with every mistake found
   */
  public static Config load(Path file, boolean fileMustExist, Map<String, String> environment) {
    ConfigLoader loader = new ConfigLoader(environment);
    return loader.read(loader.entriesOf(file, fileMustExist));
  }

  /** Reads a configuration from what a file would hold; the environment is left out. */
  public static Config of(Map<String, String> entries) {
    return new ConfigLoader(Map.of()).read(entries);
  }

  private Map<String, String> entriesOf(Path file, boolean mustExist) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      if (mustExist) {
        problems.add(file + " does not exist; copy bot.properties.example to it and edit the copy");
      }
    } catch (MalformedInputException e) {
      problems.add(file + " is not UTF-8 text; save it as UTF-8");
    } catch (IllegalArgumentException e) {
      problems.add(file + " has a backslash that begins no character (" + e.getMessage() + ")");
    } catch (IOException e) {
      problems.add(file + " cannot be read: " + e.getMessage());
    }
    Map<String, String> entries = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
    return entries;
  }

  private Config read(Map<String, String> entries) {
    List<String> names = Keys.ALL.stream().map(Key::name).toList();
    for (String name : entries.keySet()) {
      if (!names.contains(name)) {
        problems.add(unknown(name, names));
      }
    }
    Config config = assemble(entries);
    if (config == null || !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private @Nullable Config assemble(Map<String, String> entries) {
    var botToken = value(Keys.BOT_TOKEN, entries);
    if (botToken == null && isAbsent(Keys.BOT_TOKEN, entries)) {
      problems.add(
          "telegram.bot-token is missing: ask @BotFather for one with /newbot, and write it into"
              + " bot.properties or the environment variable TELEGRAM_BOT_TOKEN");
    }
    var admins = value(Keys.ADMINS, entries);
    var telegramUrl = value(Keys.TELEGRAM_API_URL, entries);
    var apiUrl = value(Keys.API_URL, entries);
    var apiKey = value(Keys.API_KEY, entries);
    var wsUrl = value(Keys.WS_URL, entries);
    var stream = value(Keys.STREAM, entries);
    var timeout = value(Keys.TIMEOUT, entries);
    var retries = value(Keys.RETRY_ATTEMPTS, entries);
    var poll = value(Keys.POLL_INTERVAL, entries);
    var threshold = value(Keys.STALL_THRESHOLD, entries);
    var sweep = value(Keys.STALL_SWEEP, entries);
    var warn = value(Keys.TOKENS_WARN, entries);
    var limit = value(Keys.DEFAULT_LIMIT, entries);
    var verify = value(Keys.KILL_VERIFY_TIMEOUT, entries);
    var escalateAfter = value(Keys.ESCALATE_AFTER, entries);
    var escalateChat = value(Keys.ESCALATE_CHAT, entries);
    var keep = value(Keys.HISTORY_KEEP, entries);
    var dbUrl = value(Keys.DB_URL, entries);
    var httpPort = value(Keys.HTTP_PORT, entries);
    if (botToken == null
        || admins == null
        || telegramUrl == null
        || apiUrl == null
        || stream == null
        || timeout == null
        || retries == null
        || poll == null
        || threshold == null
        || sweep == null
        || warn == null
        || limit == null
        || verify == null
        || escalateAfter == null
        || keep == null
        || dbUrl == null
        || httpPort == null) {
      return null;
    }
    return new Config(
        new Config.Telegram(botToken, admins, telegramUrl),
        new Config.OpenClaw(apiUrl, apiKey, wsUrl, stream, timeout, retries, poll),
        new Config.Stall(threshold, sweep),
        warn,
        limit,
        verify,
        new Config.Escalation(escalateAfter, escalateChat),
        keep,
        dbUrl,
        httpPort);
  }

  private boolean isAbsent(Key<?> key, Map<String, String> entries) {
    return textOf(key, entries) == null;
  }

  /** The environment first, then the file, then the default; blank counts as not there. */
  private @Nullable String textOf(Key<?> key, Map<String, String> entries) {
    String text = environment.get(key.variable());
    if (text == null || text.isBlank()) {
      text = entries.get(key.name());
    }
    if (text == null || text.isBlank()) {
      text = key.defaultText();
    }
    return text == null ? null : text.strip();
  }

  private <T> @Nullable T value(Key<T> key, Map<String, String> entries) {
    String text = textOf(key, entries);
    if (text == null) {
      return null;
    }
    try {
      return key.parser().apply(text);
    } catch (IllegalArgumentException e) {
      boolean fromEnvironment = text.equals(strippedVariable(key));
      problems.add((fromEnvironment ? key.variable() : key.name()) + ": " + e.getMessage());
      return null;
    }
  }

  private @Nullable String strippedVariable(Key<?> key) {
    String text = environment.get(key.variable());
    return text == null ? null : text.strip();
  }

  private static String unknown(String name, List<String> names) {
    List<String> near = NearMiss.among(name, names, 1);
    return "unknown key "
        + name
        + (near.isEmpty()
            ? "; bot.properties.example lists them all"
            : "; did you mean " + near.get(0) + "?");
  }
}
