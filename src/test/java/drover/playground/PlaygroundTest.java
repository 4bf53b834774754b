package drover.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaygroundTest {
  private static final long ADMIN = Scene.ADMIN;
  private static final long STRANGER = 2002;
  private static final double FROZEN = 0;

  @TempDir private static Path directory;
  private static Playground playground;
  private static Asker asker;

  @BeforeAll
  static void open() {
    playground =
        new Playground(new PlaygroundConfig(0, directory, false, FROZEN), Clock.systemUTC());
    playground.start();
    asker = new Asker(playground.address());
  }

  @AfterAll
  static void close() {
    playground.stop();
  }

  @Test
  void servesThePageAndLetsItLoadNothingFromElsewhere() {
    var page = asker.get("");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Drover playground");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'");
    assertThat(asker.get("page.js").body()).contains("api/events");
    assertThat(asker.get("page.css").statusCode()).isEqualTo(200);
  }

  @Test
  void showsPeopleAndTheChatsOfEach() {
    JsonNode admin = asker.json("api/chats");
    JsonNode stranger = asker.json("api/chats?user=" + STRANGER);

    assertThat(admin.path("users").findValuesAsText("name"))
        .containsExactly("Admin", "Operator", "Viewer", "Stranger", "Anonymous Admin");
    assertThat(chatIds(admin)).hasSize(2).startsWith(ADMIN);
    assertThat(chatIds(stranger)).hasSize(2).startsWith(STRANGER).endsWith(group());
  }

  @Test
  void answersWhatIsTypedAndPressed() {
    asker.type(ADMIN, ADMIN, "/start");
    JsonNode greeting = awaitFromBot(asker, "Subscribe");

    JsonNode told = asker.tap(ADMIN, ADMIN, greeting, "Subscribe");

    assertThat(told.path("answered").asBoolean()).isTrue();
    assertThat(told.path("text").asText()).isEqualTo("Subscribed");
    awaitFromBot(asker, "Notices here");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              JsonNode own = asker.json("api/chats").path("chats").path(0);
              assertThat(own.path("commands").findValuesAsText("command"))
                  .contains("agents", "kill", "health");
            });
  }

  @Test
  void answersAStrangersPressButNotAStrangersWords() {
    asker.type(STRANGER, STRANGER, "/start");
    asker.type(ADMIN, group(), "/agents");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> asker.lastFromBot(STRANGER, group()).isPresent());
    JsonNode list = asker.lastFromBot(STRANGER, group()).orElseThrow();

    JsonNode told = asker.tap(STRANGER, group(), list, "Refresh");

    assertThat(told.path("text").asText()).isEqualTo("Not for you");
    assertThat(asker.lastFromBot(STRANGER, STRANGER)).isEmpty();
  }

  @Test
  void takesAnswersForwardsAndSpeechInTheGroupsNameInTopics() {
    long alerts = topic("Alerts");
    String here = "\"chat\":%d,\"topic\":%d,".formatted(group(), alerts);
    assertThat(asker.typeWith(here + "\"user\":2002,\"text\":\"first\"")).isEqualTo(200);
    long first = last(alerts).path("id").asLong();

    assertThat(asker.typeWith(here + "\"user\":1001,\"text\":\"why?\",\"replyTo\":" + first))
        .isEqualTo(200);
    assertThat(last(alerts).path("reply").path("name").asText()).isEqualTo("Stranger");
    String forward = "\"forward\":%d,\"forwardFrom\":%d".formatted(first, group());
    assertThat(asker.typeWith(here + "\"user\":1003," + forward)).isEqualTo(200);
    assertThat(last(alerts).path("forwarded").asText()).isEqualTo("Stranger");
    assertThat(last(alerts).path("from").path("name").asText()).isEqualTo("Viewer");
    String anonymous = "\"text\":\"we\",\"anonymous\":true";
    assertThat(asker.typeWith(here + "\"user\":1001," + anonymous)).isEqualTo(200);
    assertThat(last(alerts).path("from").path("name").asText()).isEqualTo("Agents team");

    assertThat(asker.typeWith(here + "\"user\":1003," + anonymous)).isEqualTo(409);
    assertThat(asker.typeWith("\"chat\":1001,\"user\":1001," + anonymous)).isEqualTo(409);
    assertThat(asker.typeWith(here + "\"user\":1001,\"text\":\"x\",\"replyTo\":1")).isEqualTo(404);
    assertThat(asker.typeWith("\"chat\":1001,\"topic\":7,\"user\":1001,\"text\":\"x\""))
        .isEqualTo(400);
  }

  @Test
  void letsWhoRunsTheGroupChangeItsTopics() {
    assertThat(onTopic(ADMIN, 0, "create")).isEqualTo(200);
    long topic = topic("Topic 3");
    assertThat(onTopic(ADMIN, topic, "close")).isEqualTo(200);
    String there = "\"chat\":%d,\"topic\":%d,\"text\":\"x\",".formatted(group(), topic);
    assertThat(asker.typeWith(there + "\"user\":1003")).isEqualTo(400);
    assertThat(asker.typeWith(there + "\"user\":1001")).isEqualTo(200);
    assertThat(onTopic(STRANGER, topic, "reopen")).isEqualTo(409);
    assertThat(onTopic(ADMIN, topic, "reopen")).isEqualTo(200);
    assertThat(asker.typeWith(there + "\"user\":1003")).isEqualTo(200);
    assertThat(onTopic(ADMIN, topic, "delete")).isEqualTo(200);
    assertThat(asker.typeWith(there + "\"user\":1001")).isEqualTo(400);
  }

  @Test
  void letsEverybodyDoWhatTheirNameSays() {
    assertThat(roleOf(Scene.OPERATOR)).contains("operator");
    assertThat(roleOf(Scene.VIEWER)).contains("viewer");
  }

  @Test
  void drivesTheAgents() {
    String id = agent("Photo Tags").path("id").asText();

    assertThat(act(id, "stall")).isEqualTo(200);
    assertThat(agent("Photo Tags").path("status").asText()).isEqualTo("stalled");
    assertThat(act(id, "recover")).isEqualTo(200);
    assertThat(agent("Photo Tags").path("status").asText()).isEqualTo("working");
    assertThat(act(id, "stubborn")).isEqualTo(200);
    assertThat(agent("Photo Tags").path("stubborn").asBoolean()).isTrue();
    assertThat(act(id, "burn")).isEqualTo(200);
    assertThat(act(id, "complete")).isEqualTo(200);
    assertThat(agent("Photo Tags").path("alive").asBoolean()).isFalse();
    assertThat(act(id, "fail")).as("once it is over").isEqualTo(409);
  }

  @Test
  void addsAgentsOneAfterAnother() {
    assertThat(asker.post("api/add", "{}").statusCode()).isEqualTo(200);
    assertThat(asker.post("api/add", "{}").statusCode()).isEqualTo(200);

    assertThat(asker.json("api/server").path("agents").findValuesAsText("name"))
        .contains("Errand 1", "Errand 2");
  }

  @Test
  void keepsAgentsInTheirPlacesWhenTheyEnd() {
    List<String> before = asker.json("api/server").path("agents").findValuesAsText("id");

    act(agent("Schema Draft").path("id").asText(), "fail");

    assertThat(asker.json("api/server").path("agents").findValuesAsText("id"))
        .filteredOn(before::contains)
        .isEqualTo(before);
  }

  @Test
  void turnsTheKnobsAndTheServer() {
    assertThat(knob("LATENCY", "300")).isEqualTo(200);
    assertThat(knobValue("LATENCY")).isEqualTo(300);
    assertThat(knob("LATENCY", "0")).isEqualTo(200);

    assertThat(asker.post("api/power", "{\"down\":true}").statusCode()).isEqualTo(200);
    assertThat(asker.json("api/server").path("down").asBoolean()).isTrue();
    assertThat(asker.post("api/power", "{\"down\":false}").statusCode()).isEqualTo(200);
    assertThat(asker.json("api/server").path("down").asBoolean()).isFalse();
    assertThat(asker.post("api/cut", "{}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api/chats?user=7|                                                          404",
        "api/chats?user=x|                                                          400",
        "api/file/none|                                                             404",
        "api/nothing|                                                               404",
      })
  void refusesToShowWhatIsNotThere(String path, int status) {
    assertThat(asker.get(path).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type  | {\"user\":7,\"chat\":1001,\"text\":\"hi\"}                          | 404",
        "type  | {\"user\":1001,\"chat\":5,\"text\":\"hi\"}                          | 404",
        "type  | {\"user\":2002,\"chat\":1001,\"text\":\"in a foreign chat\"}        | 404",
        "type  | {\"user\":1001,\"chat\":1001,\"text\":\"  \"}                       | 400",
        "type  | {\"user\":1001,\"chat\":1001}                                       | 400",
        "type  | {\"user\":\"1001\",\"chat\":1001,\"text\":\"hi\"}                   | 400",
        "type  | []                                                                  | 400",
        "type  | {\"user\":                                                          | 400",
        "tap   | {\"user\":1001,\"chat\":1001,\"message\":999,\"row\":0,\"column\":0}  | 404",
        "tap   | {\"user\":1001,\"chat\":1001,\"message\":1,\"row\":-1,\"column\":0}   | 404",
        "tap   | {\"user\":1001,\"chat\":1001,\"message\":1,\"row\":1e99,\"column\":0} | 400",
        "agent | {\"id\":\"none\",\"action\":\"stall\"}                              | 404",
        "agent | {\"id\":\"none\",\"action\":\"dance\"}                              | 404",
        "fault | {\"key\":\"NONE\",\"value\":1}                                      | 404",
        "fault | {\"key\":\"SPEED\",\"value\":61}                                    | 400",
        "fault | {\"key\":\"ERRORS\",\"value\":-1}                                   | 400",
        "fault | {\"key\":\"ERRORS\",\"value\":1e999}                                | 400",
        "fault | {\"key\":\"ERRORS\"}                                                | 400",
        "power | {\"down\":\"no\"}                                                   | 400",
      })
  void refusesWhatMakesNoSense(String path, String body, int status) {
    var answer = asker.post("api/" + path, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isNotBlank().doesNotContain("drover.", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void takesNothingButJson(String type) {
    assertThat(asker.post("api/power", "{\"down\":true}", type).statusCode()).isEqualTo(415);
    assertThat(playground.server().isUp()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"})
  void refusesWhatAnotherPagePosts(String origin) {
    var answer = asker.postFrom(origin, "api/power", "{\"down\":true}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(playground.server().isUp()).isTrue();
  }

  @Test
  void takesWhatItsOwnPagePosts() {
    String origin = playground.address().replaceFirst("/$", "");

    assertThat(asker.postFrom(origin, "api/power", "{\"down\":false}").statusCode()).isEqualTo(200);
  }

  @Test
  void servesOnlyThoseWhoNameThisMachine() throws IOException {
    assertThat(asker.getAs("evil.example", "/api/chats")).contains(" 403 ");
    assertThat(asker.getAs("evil.example:8090", "/")).contains(" 403 ");
    assertThat(asker.getAs("127.0.0.1.evil.example", "/page.js")).contains(" 403 ");
    assertThat(asker.getAs("localhost:1", "/api/chats")).contains(" 200 ");
  }

  @Test
  void tellsOpenPagesWhatChanged() {
    List<String> lines = asker.listen();
    await().atMost(Duration.ofSeconds(30)).until(() -> lines.contains("event: server"));
    lines.clear();

    asker.type(STRANGER, STRANGER, "Anybody here?");

    await().atMost(Duration.ofSeconds(30)).until(() -> lines.contains("event: chats"));
  }

  static JsonNode awaitFromBot(Asker asker, String text) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                asker
                    .lastFromBot(ADMIN, ADMIN)
                    .filter(message -> message.toString().contains(text))
                    .isPresent());
    return asker.lastFromBot(ADMIN, ADMIN).orElseThrow();
  }

  private static long group() {
    return chatIds(asker.json("api/chats")).get(1);
  }

  private static List<Long> chatIds(JsonNode page) {
    return Asker.each(page.path("chats")).map(chat -> chat.path("id").asLong()).toList();
  }

  private static String roleOf(long person) {
    asker.type(person, person, "/whoami");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> asker.lastFromBot(person, person).isPresent());
    return asker.lastFromBot(person, person).orElseThrow().path("html").asText();
  }

  private static JsonNode groupNode() {
    return asker.json("api/chats").path("chats").path(1);
  }

  private static long topic(String name) {
    return Asker.each(groupNode().path("topics"))
        .filter(topic -> topic.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asLong();
  }

  private static JsonNode last(long topic) {
    return Asker.each(groupNode().path("messages"))
        .filter(message -> message.path("topic").asLong() == topic)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static int onTopic(long user, long topic, String action) {
    return asker
        .post(
            "api/topic",
            "{\"user\":%d,\"chat\":%d,\"topic\":%d,\"action\":\"%s\"}"
                .formatted(user, group(), topic, action))
        .statusCode();
  }

  private static JsonNode agent(String name) {
    return Asker.each(asker.json("api/server").path("agents"))
        .filter(agent -> agent.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int act(String id, String action) {
    String body = "{\"id\":\"%s\",\"action\":\"%s\"}".formatted(id, action);
    return asker.post("api/agent", body).statusCode();
  }

  private static int knob(String key, String value) {
    String body = "{\"key\":\"%s\",\"value\":%s}".formatted(key, value);
    return asker.post("api/fault", body).statusCode();
  }

  private static double knobValue(String key) {
    return Asker.each(asker.json("api/server").path("faults"))
        .filter(knob -> knob.path("key").asText().equals(key))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asDouble();
  }
}
