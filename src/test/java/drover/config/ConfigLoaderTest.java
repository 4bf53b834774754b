package drover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  private static final String TOKEN = "123456789:AAEhBOweik6ad6PsVMRxjeQKXkq8rcHjnFo";

  @TempDir private Path folder;

  @Test
  void twoKeysAreEnoughAndTheRestHasDefaults() {
    Config config = ConfigLoader.of(with());

    assertThat(config.telegram().botToken().reveal()).isEqualTo(TOKEN);
    assertThat(config.telegram().admins()).containsExactly(42L);
    assertThat(config.telegram().apiUrl()).isEqualTo(URI.create("https://api.telegram.org"));
    assertThat(config.openclaw().apiUrl()).isEqualTo(URI.create("http://localhost:3000/api"));
    assertThat(config.openclaw().apiKey()).isNull();
    assertThat(config.openclaw().wsUrl()).isNull();
    assertThat(config.openclaw().stream()).isTrue();
    assertThat(config.openclaw().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.openclaw().retryAttempts()).isEqualTo(3);
    assertThat(config.openclaw().pollInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.stall().threshold()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.stall().sweep()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.tokensDefaultLimit()).isEqualTo(50_000);
    assertThat(config.killVerifyTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.historyKeep()).isEqualTo(Duration.ofDays(180));
    assertThat(config.dbUrl()).isEqualTo("jdbc:h2:file:./data/drover");
    assertThat(config.httpPort()).isEqualTo(8080);
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    Path file = write("telegram.bot-token=" + TOKEN + "\ntelegram.admins=1\nstall.threshold=5m\n");

    Config config =
        ConfigLoader.load(
            file,
            true,
            Map.of(
                "TELEGRAM_ADMINS", "7, 8 9,,7",
                "OPENCLAW_API_URL", "https://agents.example/api/",
                "OPENCLAW_API_KEY", " key-1 ",
                "OPENCLAW_WS_URL", "wss://agents.example/ws",
                "OPENCLAW_TIMEOUT", "2500",
                "OPENCLAW_RETRY_ATTEMPTS", "0",
                "STALL_THRESHOLD", " "));

    assertThat(config.telegram().admins()).containsExactly(7L, 8L, 9L);
    assertThat(config.openclaw().apiUrl()).isEqualTo(URI.create("https://agents.example/api"));
    assertThat(config.openclaw().apiKey()).extracting("reveal").isEqualTo("key-1");
    assertThat(config.openclaw().wsUrl()).isEqualTo(URI.create("wss://agents.example/ws"));
    assertThat(config.openclaw().timeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(config.openclaw().retryAttempts()).isZero();
    assertThat(config.stall().threshold()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void levelsOfTheTokenLimitAreSortedAndCanBeOff() {
    Map<String, String> entries = with();
    assertThat(ConfigLoader.of(entries).tokensWarn()).containsExactly(70, 90, 95);

    entries.put("tokens.warn", "90, 50%,90");
    assertThat(ConfigLoader.of(entries).tokensWarn()).containsExactly(50, 90);
    entries.put("tokens.warn", "off");

    assertThat(ConfigLoader.of(entries).tokensWarn()).isEmpty();
  }

  @Test
  void everyMistakeIsReportedAtOnceWithNearMisses() {
    Map<String, String> entries = with();
    entries.put("telegram.bot_token", "x");
    entries.put("stall.treshold", "5m");
    entries.put("colour", "blue");
    entries.put("stall.sweep", "soon");
    entries.put("http.port", "99999");
    entries.put("telegram.admins", "@somebody");

    assertThat(problems(entries))
        .hasSize(6)
        .anyMatch(p -> p.contains("telegram.bot_token; did you mean telegram.bot-token?"))
        .anyMatch(p -> p.contains("stall.treshold; did you mean stall.threshold?"))
        .anyMatch(p -> p.contains("unknown key colour; bot.properties.example lists them all"))
        .anyMatch(p -> p.startsWith("stall.sweep: 'soon' is not a duration"))
        .anyMatch(p -> p.startsWith("http.port: '99999' is not within 0 and 65535"))
        .anyMatch(p -> p.startsWith("telegram.admins: '@somebody' is not a user id"));
  }

  @Test
  void withoutAdminsTheBotStartsToBePaired() {
    Map<String, String> entries = with();
    entries.put("telegram.admins", " ");

    assertThat(ConfigLoader.of(entries).telegram().admins()).isEmpty();
    entries.remove("telegram.admins");
    assertThat(ConfigLoader.of(entries).telegram().admins()).isEmpty();
  }

  @Test
  void aMissingTokenSaysWhereToGetOne() {
    Map<String, String> entries = with();
    entries.remove("telegram.bot-token");

    assertThat(problems(entries)).singleElement().asString().contains("@BotFather");
  }

  @Test
  void aMalformedTokenIsNotPrinted() {
    Map<String, String> entries = with();
    entries.put("telegram.bot-token", "my-secret-but-wrong");

    assertThat(problems(entries)).singleElement().asString().doesNotContain("my-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "openclaw.api-url, localhost:3000",
    "openclaw.api-url, ftp://host/api",
    "openclaw.api-url, http://user:pass@host/api",
    "openclaw.api-url, http://host/api?x=1",
    "openclaw.api-url, http://ho st/api",
    "openclaw.ws-url, http://host/ws",
    "telegram.api-url, http://host/prefix",
    "openclaw.stream, maybe",
    "openclaw.timeout, 10 parsecs",
    "openclaw.timeout, -1",
    "openclaw.retry-attempts, 1.5",
    "openclaw.poll-interval, 0s",
    "tokens.default-limit, 0",
    "tokens.warn, 0",
    "tokens.warn, 70 101",
    "tokens.warn, most",
    "history.keep, 1h",
    "escalate.after, 5s",
    "escalate.chat, @team",
    "escalate.chat, -100:0",
    "escalate.chat, -100:7:8",
    "escalate.chat, 0",
    "db.url, jdbc:postgresql://localhost/drover",
    "telegram.admins, -100123",
    "openclaw.api-key, two words",
  })
  void aMalformedValueNamesItsKey(String key, String value) {
    Map<String, String> entries = with();
    entries.put(key, value);

    assertThat(problems(entries)).singleElement().asString().startsWith(key + ": ");
  }

  @Test
  void readsAChatWithAndWithoutATopic() {
    Map<String, String> entries = with();
    assertThat(ConfigLoader.of(entries).escalation())
        .isEqualTo(new Config.Escalation(Duration.ofMinutes(30), null));

    entries.put("escalate.chat", "-1001234567890:7");
    entries.put("escalate.after", "2h");
    assertThat(ConfigLoader.of(entries).escalation())
        .isEqualTo(
            new Config.Escalation(
                Duration.ofHours(2), new Config.ChatAndTopic(-1001234567890L, 7)));

    entries.put("escalate.chat", "1001");
    assertThat(ConfigLoader.of(entries).escalation().to())
        .isEqualTo(new Config.ChatAndTopic(1001, null));
  }

  @Test
  void aMistakeInTheEnvironmentNamesTheVariable() {
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    folder.resolve("none"),
                    false,
                    Map.of("TELEGRAM_BOT_TOKEN", TOKEN, "TELEGRAM_ADMINS", "me")))
        .hasMessageStartingWith("TELEGRAM_ADMINS: ");
  }

  @Test
  void aFileThatWasAskedForMustExist() {
    assertThatThrownBy(() -> ConfigLoader.load(folder.resolve("none"), true, Map.of()))
        .hasMessageContaining("does not exist; copy bot.properties.example");
  }

  @Test
  void aFileThatIsNotTextIsAClearMistake() throws IOException {
    Path file = folder.resolve("bot.properties");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

    assertThatThrownBy(() -> ConfigLoader.load(file, true, Map.of()))
        .hasMessageContaining("is not UTF-8");
  }

  @Test
  void theExampleExplainsEveryKeyWithItsDefault() throws IOException {
    String example = Files.readString(Path.of("bot.properties.example"), StandardCharsets.UTF_8);
    Properties entries = new Properties();
    entries.load(new java.io.StringReader(example.replaceAll("(?m)^#(?=[a-z]+\\.[a-z-]+=)", "")));

    assertThat(entries.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(Keys.ALL.stream().map(Key::name).toList());
    for (Key<?> key : Keys.ALL) {
      String expected = key.defaultText() == null ? "" : key.defaultText();
      assertThat(entries.getProperty(key.name())).as(key.name()).isEqualTo(expected);
    }
  }

  @Test
  void secretsDoNotPrint() {
    Map<String, String> entries = with();
    entries.put("openclaw.api-key", "very-secret");

    assertThat(ConfigLoader.of(entries).toString()).doesNotContain("very-secret", TOKEN);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("bot.properties"), text);
  }

  private static List<String> problems(Map<String, String> entries) {
    return catchThrowableOfType(ConfigException.class, () -> ConfigLoader.of(entries)).problems();
  }

  private static Map<String, String> with() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("telegram.bot-token", TOKEN);
    entries.put("telegram.admins", "42");
    return entries;
  }
}
