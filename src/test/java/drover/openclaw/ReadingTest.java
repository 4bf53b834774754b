package drover.openclaw;

import static drover.openclaw.GatewayFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.Redactor;
import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.SessionMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
  private static final SessionId ID = new SessionId("s-1");
  private final GatewayFixture fixture = new GatewayFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void readsTheListOfTheContract() {
    fixture.answers(
        """
        {"sessions":[{"sessionId":"2062390b","name":"Merge","status":"working",
        "taskDescription":"Merge it","progress":65,"tokensUsed":15420,"tokensLimit":60000,
        "startTime":"2026-02-12T20:16:00Z","expectedCompletion":"2026-02-12T21:30:00Z",
        "lastActivity":"2026-02-12T20:25:00Z","outputPath":"/out.md","priority":"critical",
        "channel":"telegram","nodeId":"main","parentSession":null}],
        "total":1,"timestamp":"2026-02-12T20:28:00Z"}
        """);

    SessionList list = fixture.gateway.list(Purpose.PERSON);

    assertThat(list.total()).isEqualTo(1);
    assertThat(list.serverTime()).isEqualTo("2026-02-12T20:28:00Z");
    assertThat(list.askedAt()).isEqualTo(SettableClock.NOON);
    assertThat(list.unreadable()).isZero();
    Session session = list.sessions().get(0);
    assertThat(session)
        .isEqualTo(
            new Session(
                new SessionId("2062390b"),
                "Merge",
                "working",
                "Merge it",
                65.0,
                new Session.Tokens(15420L, 60000L),
                new Session.Times(
                    Instant.parse("2026-02-12T20:16:00Z"),
                    Instant.parse("2026-02-12T20:25:00Z"),
                    Instant.parse("2026-02-12T21:30:00Z"),
                    null,
                    null),
                "critical",
                "/out.md",
                new Session.Origin("telegram", "main", null, null, null),
                Session.Family.NONE,
                null,
                null));
    RecordedRequest request = fixture.request();
    assertThat(request.getRequestLine()).isEqualTo("GET /api/sessions HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + GatewayFixture.KEY);
  }

  @Test
  void readsABareArrayAndAnEmptyOneAndNull() {
    assertThat(list("[{\"id\":\"a\"},{\"id\":\"b\"}]").sessions()).hasSize(2);
    assertThat(list("[]").sessions()).isEmpty();
    assertThat(list("{\"sessions\":null,\"total\":0}").sessions()).isEmpty();
    assertThat(list("{\"total\":\"7\",\"sessions\":[]}").total()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "7",
        "\"text\"",
        "<html>hello</html>",
        "{\"sessions\":{}}",
        "{\"sessions\":[{\"id\":\"a\"}",
        "[{\"id\":\"a\"},,]",
        "{\"error\":\"x\"}"
      })
  void whatHoldsNoListIsUnavailableAndNotAskedAgain(String body) {
    fixture.answers(body);

    assertThatThrownBy(() -> fixture.gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .hasMessageContaining("unreadable");
    assertThat(fixture.requests()).isEqualTo(1);
  }

  @Test
  void oneUnreadableSessionCostsOnlyItself() {
    SessionList list =
        list(
            "{\"sessions\":[{\"id\":\"a\"},null,7,\"text\",[],{\"name\":\"no id\"},{\"id\":\"\"},"
                + "{\"id\":{}},{\"id\":\"b\",\"tokensUsed\":{},\"startTime\":[],\"progress\":true,"
                + "\"metadata\":7,\"childSessions\":\"x\",\"name\":[\"n\"]}]}");

    assertThat(list.sessions())
        .extracting(session -> session.id().value())
        .containsExactly("a", "b");
    assertThat(list.unreadable()).isEqualTo(7);
    assertThat(fixture.gateway.health().check().text()).contains("7 unreadable");
  }

  @Test
  void deepNestingNotANumberControlCharactersAndBrokenUtf8CostNothing() {
    String deep = "[".repeat(3000) + "]".repeat(3000);
    Buffer body =
        new Buffer()
            .writeUtf8("\uFEFF[{\"id\":\"a\",\"name\":\"bad ")
            .writeByte(0xC3)
            .writeByte(0x28)
            .writeUtf8("\u0001\",\"progress\":NaN,\"x\":" + deep + ",\"tokensUsed\":1e99}]");
    fixture.server.enqueue(new MockResponse.Builder().body(body).build());

    Session session = fixture.gateway.list(Purpose.PERSON).sessions().get(0);

    assertThat(session.name()).isEqualTo("bad \uFFFD(\u0001");
    assertThat(session.progress()).isNull();
    assertThat(session.tokens().used()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ofASessionToldTwiceTheNewerRecordCounts() {
    SessionList list =
        list(
            "[{\"id\":\"a\",\"name\":\"old\",\"lastActivity\":1000000000000},"
                + "{\"id\":\"a\",\"name\":\"new\",\"lastActivity\":1000000001000},"
                + "{\"id\":\"a\",\"name\":\"none\"}]");

    assertThat(list.sessions()).extracting(Session::name).containsExactly("new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sessionId':'x','id':'y'}                          | id       | x",
        "{'id':7}                                            | id       | 7",
        "{'id':0}                                            | id       | 0",
        "{'id':'x','name':'n','taskName':'t'}                | name     | n",
        "{'id':'x','name':'','taskName':'t'}                 | name     | t",
        "{'id':'x','name':null,'taskName':'t'}               | name     | t",
        "{'id':'x','name':42}                                | name     | 42",
        "{'id':'x','name':'  '}                              | name     | null",
        "{'id':'x'}                                          | name     | null",
        "{'id':'x','taskDescription':'d','prompt':'p'}       | task     | d",
        "{'id':'x','prompt':'p','task':'t'}                  | task     | p",
        "{'id':'x','task':'t'}                               | task     | t",
        "{'id':'x'}                                          | task     | null",
        "{'id':'x','status':'Paused'}                        | status   | Paused",
        "{'id':'x','status':''}                              | status   | null",
        "{'id':'x','progress':'70'}                          | progress | 70.0",
        "{'id':'x','progress':'70 %'}                        | progress | 70.0",
        "{'id':'x','progress':0}                             | progress | 0.0",
        "{'id':'x','progress':250}                           | progress | 250.0",
        "{'id':'x','progress':'soon'}                        | progress | null",
        "{'id':'x','tokensUsed':'15'}                        | used     | 15",
        "{'id':'x','tokensUsed':0}                           | used     | 0",
        "{'id':'x','tokensUsed':-1}                          | used     | null",
        "{'id':'x','tokensUsed':9007199254740993}            | used     | 9007199254740993",
        "{'id':'x'}                                          | used     | null",
        "{'id':'x','tokensLimit':'600'}                      | limit    | 600",
        "{'id':'x','tokensLimit':0}                          | limit    | 50000",
        "{'id':'x','tokensLimit':-5}                         | limit    | 50000",
        "{'id':'x','tokensLimit':null}                       | limit    | 50000",
        "{'id':'x','tokensLimit':''}                         | limit    | 50000",
        "{'id':'x'}                                          | limit    | 50000",
        "{'id':'x','startTime':'2026-01-01T00:00:00Z','createdAt':'2025-01-01T00:00:00Z'}"
            + "| start | 2026-01-01T00:00:00Z",
        "{'id':'x','startTime':'','createdAt':'2025-01-01T00:00:00Z'}"
            + "| start | 2025-01-01T00:00:00Z",
        "{'id':'x','startTime':'never','createdAt':'2025-01-01T00:00:00Z'}"
            + "| start | 2025-01-01T00:00:00Z",
        "{'id':'x','updatedAt':'2025-01-01T00:00:00'}        | activity | 2025-01-01T00:00:00Z",
        "{'id':'x','completedTime':'2025-01-01 10:00:00'}    | end      | 2025-01-01T10:00:00Z",
        "{'id':'x','failedTime':'2025-01-01T10:00:00+02:00'} | end      | 2025-01-01T08:00:00Z",
        "{'id':'x','expectedDuration':'3600000'}             | duration | PT1H",
        "{'id':'x','expectedDuration':-1}                    | duration | null",
        "{'id':'x','outputPath':'','workdir':'/w'}           | output   | /w",
        "{'id':'x'}                                          | priority | normal",
        "{'id':'x','priority':''}                            | priority | normal",
        "{'id':'x','priority':'HIGH'}                        | priority | high",
        "{'id':'x','priority':'Urgent'}                      | priority | Urgent",
        "{'id':'x','error':{'message':'boom'}}               | error    | boom",
        "{'id':'x','error':'boom'}                           | error    | boom",
        "{'id':'x','parentSession':'p'}                      | parent   | p",
        "{'id':'x','parentSession':'x'}                      | parent   | null",
        "{'id':'x','parentSession':''}                       | parent   | null",
        "{'id':'x','fullPrompt':'long'}                      | prompt   | null",
      })
  void readsEveryFieldWithItsAliases(String json, String field, String expected) {
    Session session = list("[" + json.strip().replace('\'', '"') + "]").sessions().get(0);

    assertThat(String.valueOf(field(session, field.strip()))).isEqualTo(expected.strip());
  }

  private static Object field(Session session, String field) {
    Object value =
        switch (field) {
          case "id" -> session.id();
          case "name" -> session.name();
          case "task" -> session.task();
          case "status" -> session.status();
          case "progress" -> session.progress();
          case "used" -> session.tokens().used();
          case "limit" -> session.tokens().limit();
          case "start" -> session.times().start();
          case "activity" -> session.times().lastActivity();
          case "end" -> session.times().end();
          case "duration" -> session.times().expectedDuration();
          case "output" -> session.outputPath();
          case "priority" -> session.priority();
          case "error" -> session.error();
          case "parent" -> session.family().parent();
          case "prompt" -> session.prompt();
          default -> throw new AssertionError(field);
        };
    return value == null ? "null" : value;
  }

  @ParameterizedTest
  @CsvSource({
    "1770840000000, 2026-02-11T20:00:00Z",
    "1770840000, 2026-02-11T20:00:00Z",
    "1770840000.5, 2026-02-11T20:00:00.500Z",
    "2026-02-11T20:00:00.123456789Z, 2026-02-11T20:00:00.123456789Z",
    "2026-02-11T20:00Z, 2026-02-11T20:00:00Z",
    "2026-02-11T20:00:00, 2026-02-11T20:00:00Z",
    "2026-02-11T20:00:00.5, 2026-02-11T20:00:00.500Z",
    "2026-02-11T22:00:00+0200, 2026-02-11T20:00:00Z",
    "2026-02-11T22:00:00+02, 2026-02-11T20:00:00Z",
    "2026-02-11 20:00:00 +00:00, 2026-02-11T20:00:00Z",
    "2026-02-11, 2026-02-11T00:00:00Z",
    "'Wed, 11 Feb 2026 20:00:00 GMT', 2026-02-11T20:00:00Z",
    "2026-03-29T02:30:00, 2026-03-29T02:30:00Z",
    "'', null",
    "0, null",
    "later, null",
    "Z, null",
    "2026-02-30T00:00:00Z, null",
    "+999999999-12-31T23:59:59Z, null",
    "9999999999999999, null",
    "2026-02-11T20:00:00Q, null",
  })
  void readsTimesOfEverySpelling(String text, String expected) {
    assertThat(String.valueOf(WireTime.parse(text))).isEqualTo(expected);
  }

  @Test
  void unknownFieldsAndStatusesAreCountedOnceEach() {
    String session = "[{\"id\":\"a\",\"status\":\"paused\",\"mood\":1,\"weather\":2}]";
    list(session);
    list(session);

    assertThat(fixture.gateway.health().check().text())
        .contains("1 unknown statuses")
        .contains("2 unknown fields");
  }

  @Test
  void readsDetailsWithPromptChildrenAndOrigin() {
    fixture.answers(
        """
        {"session":{"sessionId":"s-1","fullPrompt":"do it","childSessions":["c1",{"id":"c2"},"c1",
        null,"s-1",7],"metadata":{"requesterSession":"agent:main","model":"m","host":"h"}}}
        """);

    Session session = fixture.gateway.details(ID, Purpose.PERSON);

    assertThat(session.prompt()).isEqualTo("do it");
    assertThat(session.family().children())
        .extracting(SessionId::value)
        .containsExactly("c1", "c2", "7");
    assertThat(session.origin()).isEqualTo(new Session.Origin(null, null, "h", "m", "agent:main"));
  }

  @Test
  void readsDetailsWithoutAFrameOrAnId() {
    fixture.answers("{\"name\":\"n\"}", "{\"session\":{\"id\":\"other\"}}");

    assertThat(fixture.gateway.details(ID, Purpose.PERSON).id()).isEqualTo(ID);
    assertThatThrownBy(() -> fixture.gateway.details(ID, Purpose.PERSON))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .hasMessageContaining("not the session asked for");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, /api/sessions/a%2Fb",
    "'a b?c#d%e', /api/sessions/a%20b%3Fc%23d%25e",
    "%2e%2e, /api/sessions/%252e%252e",
    "ü, /api/sessions/%C3%BC",
    "'a;b:c@d', '/api/sessions/a;b:c@d'",
  })
  void idsAreEncoded(String id, String target) {
    fixture.answers("{\"session\":{\"name\":\"n\"}}");

    assertThat(fixture.gateway.details(new SessionId(id), Purpose.PERSON).id().value())
        .isEqualTo(id);
    assertThat(fixture.request().getTarget()).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void idsThatNoAddressCanHoldAreNotFoundAndNeverSent(String id) {
    assertThatThrownBy(() -> fixture.gateway.details(new SessionId(id), Purpose.PERSON))
        .isInstanceOf(SessionApiException.NotFound.class);
    assertThat(fixture.requests()).isZero();
  }

  @Test
  void readsLogs() {
    fixture.answers(
        """
        {"logs":[{"timestamp":"2026-02-12T20:25:00Z","level":"INFO","message":"m",
        "context":{"tokensUsed":5,"deep":{"a":[1]},"none":null}},
        "bare line",null,{"level":null,"msg":"second","context":"c"}],"total":45,"hasMore":true}
        """);

    LogPage page = fixture.gateway.logs(ID, new LogQuery("warn", 100, 20), Purpose.PERSON);

    assertThat(page)
        .isEqualTo(
            new LogPage(
                List.of(
                    new LogEntry(
                        Instant.parse("2026-02-12T20:25:00Z"),
                        "info",
                        "m",
                        Map.of("tokensUsed", "5", "deep", "{\"a\":[1]}", "none", "null")),
                    new LogEntry(null, "info", "bare line", Map.of()),
                    new LogEntry(null, "info", "second", Map.of("context", "c"))),
                45L,
                true));
    assertThat(fixture.request().getTarget())
        .isEqualTo("/api/sessions/s-1/logs?limit=100&offset=20&level=warn");
  }

  @ParameterizedTest
  @CsvSource({
    "'[1,2]', 2, 0, true",
    "'[\"a\"]', 2, 0, false",
    "'{\"logs\":[\"a\"],\"total\":3}', 2, 0, true",
    "'{\"logs\":[\"a\"],\"total\":3}', 2, 2, false",
    "'{\"logs\":[\"a\",\"b\",\"c\"],\"hasMore\":false}', 2, 0, true",
    "'{\"logs\":null}', 2, 0, false",
  })
  void logsKnowWhetherThereIsMore(String body, int limit, int offset, boolean more) {
    fixture.answers(body);

    LogPage page = fixture.gateway.logs(ID, new LogQuery(null, limit, offset), Purpose.PERSON);

    assertThat(page.hasMore()).isEqualTo(more);
    assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
  }

  @Test
  void readsMetrics() {
    fixture.answers(
        """
        {"metrics":{"tokens":{"used":15420,"limit":50000,"percentage":30.84,"ratePer60s":245.2},
        "timing":{"startTime":"2026-02-12T20:16:00Z","duration":720000,
        "expectedDuration":4500000,"estimatedCompletion":"2026-02-12T21:30:00Z"},
        "progress":{"percentage":"65","tasksCompleted":7,"tasksTotal":12,"currentTask":"t"},
        "performance":{"memoryUsage":245.7,"cpuTime":12.3,"ioOperations":156}}}
        """,
        "{}");

    assertThat(fixture.gateway.metrics(ID, Purpose.PERSON))
        .isEqualTo(
            new SessionMetrics(
                new SessionMetrics.TokenUse(15420L, 50000L, 30.84, 245.2),
                new SessionMetrics.Timing(
                    Instant.parse("2026-02-12T20:16:00Z"),
                    Duration.ofMinutes(12),
                    Duration.ofMinutes(75),
                    Instant.parse("2026-02-12T21:30:00Z")),
                new SessionMetrics.Work(65.0, 7, 12, "t"),
                new SessionMetrics.Performance(245.7, 12.3, 156L)));
    assertThat(fixture.gateway.metrics(ID, Purpose.PERSON).tokens().used()).isNull();
  }

  /** Before anything is cut: half a key is still half a key. */
  @Test
  void secretsInAgentsWordsAreGoneBeforeAnybodySeesThem() {
    String key = "ghp_Zq9wX7Zq9wX7Zq9wX7Zq9wX7";
    String session =
        """
        {"sessionId":"s-1","name":"n KEY","taskDescription":"t KEY","outputPath":"/o/KEY",
        "fullPrompt":"use KEY","error":{"message":"bad KEY"},
        "metadata":{"host":"KEY","model":"KEY","requester":"KEY"}}
        """
            .replace("KEY", key);

    Session listed = list("[" + session + "]").sessions().get(0);
    fixture.answers("{\"session\":" + session + "}");
    Session detailed = fixture.gateway.details(ID, Purpose.PERSON);
    fixture.answers(
        """
        {"logs":[{"message":"got KEY","context":{"api_key":"ab cd","note":"KEY","tokensUsed":5}},
        "bare KEY"]}
        """
            .replace("KEY", key));
    LogPage logs = fixture.gateway.logs(ID, new LogQuery(null, 100, 0), Purpose.PERSON);
    fixture.answers("{\"progress\":{\"currentTask\":\"push with KEY\"}}".replace("KEY", key));
    String task = fixture.gateway.metrics(ID, Purpose.PERSON).work().currentTask();
    List<SessionEvent> events =
        new EventReader(new Oddities(), new Redactor(List.of()))
            .read(
                """
                {"type":"session_failed","data":{"sessionId":"s-1","error":"no KEY"}}
                """
                    .replace("KEY", key));

    assertThat(listed.name()).isEqualTo("n ***");
    assertThat(detailed.prompt()).isEqualTo("use ***");
    assertThat(List.of(listed, detailed, logs, task, events).toString()).doesNotContain("Zq9wX7");
    assertThat(logs.entries().get(0).context())
        .containsEntry("api_key", "***")
        .containsEntry("tokensUsed", "5");
  }

  @Test
  void readsTenThousandSessions() {
    fixture.answers(
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    "{\"sessionId\":\"s-"
                        + i
                        + "\",\"name\":\"n\",\"tokensUsed\":5,"
                        + "\"lastActivity\":\"2026-02-12T20:25:00Z\"}")
            .collect(Collectors.joining(",", "{\"sessions\":[", "]}")));

    assertThat(fixture.gateway.list(Purpose.PERSON).sessions()).hasSize(10_000);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    Buffer body = new Buffer().writeUtf8("{\"sessions\":[],\"x\":\"");
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 'x');
    for (int i = 0; i < 33; i++) {
      body.write(block);
    }
    fixture.server.enqueue(new MockResponse.Builder().body(body).build());

    assertThatThrownBy(() -> fixture.gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .hasMessageContaining("too large");
    assertThat(fixture.requests()).isEqualTo(1);
  }

  @Test
  void theClockOffsetComesFromTheTimestampAndElseFromTheDate() {
    assertThat(fixture.gateway.clockOffset()).isZero();

    fixture.answers(status(200, "[]").addHeader("Date", "Thu, 12 Feb 2026 12:05:00 GMT").build());
    list0();
    assertThat(fixture.gateway.clockOffset()).isEqualTo(Duration.ofMillis(300_500));

    list("{\"sessions\":[],\"timestamp\":\"2026-02-12T11:58:00Z\"}");
    assertThat(fixture.gateway.clockOffset()).isEqualTo(Duration.ofSeconds(-123));
  }

  private void list0() {
    assertThat(fixture.gateway.list(Purpose.PERSON).sessions()).isEmpty();
    fixture.clock.advance(Duration.ofSeconds(3));
  }

  private SessionList list(String body) {
    fixture.answers(body);
    SessionList list = fixture.gateway.list(Purpose.PERSON);
    fixture.clock.advance(Duration.ofSeconds(3));
    return list;
  }
}
