package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
  private static final String FILE = "openclaw-simulator.json";

  private final Path directory;
  private final TestClock clock = new TestClock();

  StateTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void agentsOutliveTheServer() {
    SimulatedServer first = server(WorldKind.QUIET);
    first.start();
    first.world().addAgent(AgentSpec.named("Ann").withId("a").withPriority("high"));
    first.world().addAgent(AgentSpec.named("Kid \u202e\u0000").withId("k/1").withParent("a"));
    first.world().log("a", "error", "<b>", Map.of("n", 1, "deep", List.of("x")));
    first.world().makeStubborn("a", true);
    first.world().fail("k/1", "broken");
    List<AgentView> before = first.world().agents();
    List<LogLine> log = first.world().logs("a");
    first.stop();

    SimulatedServer second = server(WorldKind.QUIET);

    assertThat(second.world().agents()).isEqualTo(before);
    assertThat(second.world().logs("a")).hasToString(log.toString());
  }

  @Test
  void aKillInProgressIsFinishedByTheNextServer() throws Exception {
    SimulatedServer first = server(WorldKind.QUIET);
    first.start();
    first.world().addAgent(AgentSpec.named("Ann").withId("a"));
    Caller.Reply kill = new Caller(first, null).post("/api/sessions/a/kill", "{\"reason\":\"x\"}");
    first.stop();
    clock.advance(Duration.ofMinutes(1));

    SimulatedServer second = server(WorldKind.QUIET);

    assertThat(kill.status()).isEqualTo(200);
    assertThat(second.world().find("a").orElseThrow().status()).isEqualTo(AgentStatus.TERMINATED);
  }

  @Test
  void aBusyWorldGoesOnInsteadOfBeginningAgain() {
    SimulatedServer first = server(WorldKind.BUSY);
    List<String> before = ids(first);
    first.start();
    first.stop();
    clock.advance(Duration.ofHours(8));

    SimulatedServer second = server(WorldKind.BUSY);
    second.world().tick(clock.instant());
    clock.advance(Duration.ofSeconds(1));
    second.world().tick(clock.instant());

    assertThat(ids(second)).containsAll(before);
    assertThat(second.world().agents())
        .filteredOn(agent -> agent.status() == AgentStatus.WORKING)
        .isNotEmpty()
        .allMatch(agent -> agent.progress() < 100);
  }

  @Test
  void idsOfTheNextServerAreNew() {
    SimulatedServer first = server(WorldKind.QUIET);
    String one = first.world().addAgent(AgentSpec.named("Ann"));
    first.start();
    first.world().removeAgent(one);
    first.stop();

    String two = server(WorldKind.QUIET).world().addAgent(AgentSpec.named("Bob"));

    assertThat(two).isNotEqualTo(one);
  }

  @Test
  void aDamagedFileIsMovedAsideAndTheServerStartsAfresh() throws IOException {
    List<String> damages =
        List.of(
            "",
            "null",
            "\u0000\u0000\u0000",
            "{\"version\":1,\"agents\":[{",
            "[]",
            "{\"version\":9}",
            "{\"version\":1,\"agents\":null}",
            "{\"version\":1,\"agents\":[null]}",
            "{\"version\":1,\"agents\":[{\"name\":null}]}",
            "{\"version\":1,\"agents\":[{\"startTime\":\"yesterday\"}]}",
            "{\"version\":1,\"agents\":[{\"logs\":[{\"level\":\"info\"}]}]}",
            "{\"version\":1,\"agents\":[{\"id\":\"a\"},{\"id\":\"a\"}]}");
    for (String damage : damages) {
      Path written = Files.writeString(directory.resolve(FILE), damage);
      clock.advance(Duration.ofSeconds(1));

      SimulatedServer server = server(WorldKind.QUIET);

      assertThat(server.world().agents()).as(damage).isEmpty();
      assertThat(written).doesNotExist();
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .hasSize(damages.size())
          .allMatch(file -> file.toString().contains(".damaged-"));
    }
  }

  @Test
  void stateIsSavedWhileTheServerRuns() {
    SimulatedServer first = server(WorldKind.QUIET);
    first.world().addAgent(AgentSpec.named("Ann").withId("a"));

    Duration pause = first.turn();

    assertThat(pause).isPositive();
    assertThat(server(WorldKind.QUIET).world().find("a")).isPresent();
    assertThat(directory.resolve(FILE + ".new")).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeWrittenDoesNotStopTheServer() throws IOException {
    Path blocked = Files.writeString(directory.resolve("file"), "x");
    SimulatedServer server =
        new SimulatedServer(
            SimulatorConfig.quiet().withStateDirectory(blocked.resolve("deeper")), clock);
    server.start();

    server.stop();

    assertThat(blocked).hasContent("x");
  }

  private SimulatedServer server(WorldKind kind) {
    return new SimulatedServer(
        SimulatorConfig.quiet()
            .withWorld(kind)
            .withKillDelay(Duration.ofSeconds(2))
            .withStateDirectory(directory),
        clock);
  }

  private static List<String> ids(SimulatedServer server) {
    return server.world().agents().stream().map(AgentView::id).toList();
  }
}
