package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorldTest {
  private final TestClock clock = new TestClock();
  private final List<WorldEvent> events = new ArrayList<>();
  private int restarts;
  private final World world = world(SimulatorConfig.quiet());

  @Test
  void anAgentSpawnsWorksAndCompletes() {
    String id =
        world.addAgent(
            AgentSpec.named("Ann")
                .withStatus(AgentStatus.SPAWNING)
                .withProgress(0)
                .withTokens(0, 500_000)
                .withLively(true));
    world.tick(clock.instant());

    turn(Duration.ofSeconds(3), 1);
    assertThat(view(id).status()).isEqualTo(AgentStatus.SPAWNING);
    turn(Duration.ofSeconds(30), 10);
    AgentView early = view(id);
    turn(Duration.ofSeconds(30), 10);
    AgentView later = view(id);
    turn(Duration.ofMinutes(1), 30);

    assertThat(early.status()).isEqualTo(AgentStatus.WORKING);
    assertThat(later.progress()).isGreaterThan(early.progress());
    assertThat(later.tokensUsed()).isGreaterThan(early.tokensUsed());
    assertThat(later.lastActivity()).isAfter(early.lastActivity());
    assertThat(later.figures().cpuSeconds()).isGreaterThan(early.figures().cpuSeconds());
    assertThat(later.figures().ioOperations()).isGreaterThan(early.figures().ioOperations());
    AgentView end = view(id);
    assertThat(end.status()).isEqualTo(AgentStatus.COMPLETED);
    assertThat(end.progress()).isEqualTo(100);
    assertThat(end.endTime()).isNotNull();
    assertThat(types(id)).startsWith(WorldEvent.Type.UPDATE).endsWith(WorldEvent.Type.COMPLETE);
    assertThat(world.logs(id)).extracting(LogLine::level).contains("info", "debug", "warn");
    assertThat(world.logs(id)).extracting(LogLine::timestamp).isSortedAccordingTo(newestFirst());
  }

  @Test
  void anAgentOutOfTokensFailsInThoseWords() {
    String id = world.addAgent(AgentSpec.named("Ann").withTokens(49_900, 50_000).withLively(true));
    world.tick(clock.instant());

    turn(Duration.ofSeconds(10), 3);

    assertThat(view(id).status()).isEqualTo(AgentStatus.FAILED);
    assertThat(view(id).error()).isEqualTo("Token limit exceeded");
    assertThat(view(id).tokensUsed()).isEqualTo(50_000);
    assertThat(world.logs(id).get(0).level()).isEqualTo("error");
    assertThat(types(id)).endsWith(WorldEvent.Type.FAILED);
  }

  @Test
  void aSilentAgentIsCalledStalledAfterTheThresholdOnce() {
    String id = world.addAgent(AgentSpec.named("Ann").withLively(true));
    world.tick(clock.instant());
    world.silence(id);

    turn(Duration.ofSeconds(10), 29);
    assertThat(view(id).status()).isEqualTo(AgentStatus.WORKING);
    turn(Duration.ofSeconds(10), 12);

    assertThat(view(id).status()).isEqualTo(AgentStatus.STALLED);
    assertThat(view(id).lastActivity()).isEqualTo(TestClock.START);
    assertThat(types(id)).containsExactly(WorldEvent.Type.STALLED);
  }

  @Test
  void silenceCountsByTheAgentsOwnTime() {
    String id = world.addAgent(AgentSpec.named("Ann").withLively(true));
    world.tick(clock.instant());
    world.setSpeed(10);
    world.silence(id);

    turn(Duration.ofSeconds(1), 29);
    assertThat(view(id).status()).isEqualTo(AgentStatus.WORKING);
    turn(Duration.ofSeconds(1), 2);

    assertThat(view(id).status()).isEqualTo(AgentStatus.STALLED);
  }

  @Test
  void aStalledAgentRecoversAndGoesOn() {
    String id = world.addAgent(AgentSpec.named("Ann").withTokens(0, 900_000).withLively(true));
    world.tick(clock.instant());
    world.stall(id);
    turn(Duration.ofMinutes(1), 5);
    int before = view(id).progress();

    world.recover(id);
    turn(Duration.ofMinutes(1), 3);

    assertThat(before).isEqualTo(25);
    assertThat(view(id).status()).isEqualTo(AgentStatus.WORKING);
    assertThat(view(id).progress()).isGreaterThan(25);
  }

  @Test
  void nothingMovesInAQuietWorld() {
    String id = world.addAgent(AgentSpec.named("Ann"));
    AgentView before = view(id);

    turn(Duration.ofHours(1), 10);

    assertThat(view(id).progress()).isEqualTo(before.progress());
    assertThat(view(id).lastActivity()).isEqualTo(before.lastActivity());
    assertThat(events).isEmpty();
  }

  @Test
  void speedMakesLivesShorterOrStopsThem() {
    String id = world.addAgent(AgentSpec.named("Ann").withTokens(0, 900_000).withLively(true));
    world.tick(clock.instant());
    world.setSpeed(0);
    turn(Duration.ofMinutes(5), 3);
    assertThat(view(id).progress()).isEqualTo(25);

    world.setSpeed(60);
    turn(Duration.ofSeconds(10), 3);

    assertThat(view(id).status()).isEqualTo(AgentStatus.COMPLETED);
    assertThatThrownBy(() -> world.setSpeed(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tokensCanBeBurntUpToTheLimit() {
    String id = world.addAgent(AgentSpec.named("Ann"));

    world.burnTokens(id, 0.5);
    assertThat(view(id).tokensUsed()).isEqualTo(35_000);
    world.burnTokens(id, 9);
    assertThat(view(id).tokensUsed()).isEqualTo(50_000);
    assertThat(view(id).status()).isEqualTo(AgentStatus.WORKING);
    assertThat(types(id)).hasSize(2);
  }

  @Test
  void onlyAnArrivalIsTold() {
    String quiet = world.addAgent(AgentSpec.named("Ann"));
    String told = world.arrive(AgentSpec.named("Bob").withStatus(AgentStatus.SPAWNING));

    assertThat(types(quiet)).isEmpty();
    assertThat(types(told)).containsExactly(WorldEvent.Type.UPDATE);
  }

  @Test
  void hostileAgentsAreHostileAndMany() {
    AgentView one = view(world.addHostileAgent());
    AgentView two = view(world.addHostileAgent());

    assertThat(one.id()).contains("/", "%2F", "<").isNotEqualTo(two.id());
    assertThat(one.name()).contains("<b>", "\u202e", "\u0000");
    assertThat(one.task().codePointCount(0, one.task().length())).isEqualTo(10_000);
  }

  @Test
  void whatIsOverStaysOver() {
    String id = world.addAgent(AgentSpec.named("Ann"));
    world.complete(id);

    assertThatThrownBy(() -> world.fail(id, "late")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> world.stall(id)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> world.stall("nobody")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> world.addAgent(AgentSpec.named("B").withId(id)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(types(id)).containsExactly(WorldEvent.Type.COMPLETE);
  }

  @Test
  void aRestartGivesAllNewIdsAndKeepsTheFamilies() {
    world.addAgent(AgentSpec.named("Ann").withId("a"));
    world.addAgent(AgentSpec.named("Kid").withId("k").withParent("a"));

    world.restartWithNewIds();

    List<AgentView> agents = world.agents();
    assertThat(agents).extracting(AgentView::id).doesNotContain("a", "k").hasSize(2);
    assertThat(agents.get(1).parent()).isEqualTo(agents.get(0).id());
    assertThat(agents.get(0).children()).containsExactly(agents.get(1).id());
    assertThat(restarts).isEqualTo(1);
  }

  @Test
  void aBusyWorldBeginsWithEveryKindOfAgent() {
    World busy = world(SimulatorConfig.busy());
    busy.populate();

    List<AgentView> agents = busy.agents();

    assertThat(agents).hasSize(12);
    assertThat(agents)
        .extracting(AgentView::status)
        .contains(
            AgentStatus.SPAWNING,
            AgentStatus.WORKING,
            AgentStatus.STALLED,
            AgentStatus.COMPLETED,
            AgentStatus.FAILED);
    assertThat(agents).anyMatch(agent -> agent.children().size() == 2);
    assertThat(agents).anyMatch(agent -> agent.tokensUsed() >= agent.tokensLimit() * 0.9);
    assertThat(agents).anyMatch(AgentView::stubborn);
  }

  @Test
  void aBusyWorldLivesForADayWithoutDyingOutOrOverflowing() {
    World busy = world(SimulatorConfig.busy());
    busy.populate();
    Set<AgentStatus> seen = new HashSet<>();
    Set<WorldEvent.Type> types = new HashSet<>();

    for (int i = 0; i < 24 * 60 * 2; i++) {
      clock.advance(Duration.ofSeconds(30));
      busy.tick(clock.instant());
      if (i % 20 == 0) {
        busy.agents().forEach(agent -> seen.add(agent.status()));
      }
      events.forEach(event -> types.add(event.type()));
      events.clear();
    }

    assertThat(busy.agents()).hasSizeBetween(20, 80);
    assertThat(busy.agents()).anyMatch(agent -> !agent.status().isOver());
    assertThat(seen).contains(AgentStatus.COMPLETED, AgentStatus.FAILED, AgentStatus.STALLED);
    assertThat(types).containsExactlyInAnyOrder(WorldEvent.Type.values());
  }

  @Test
  void theSameSeedAndTicksTellTheSameStory() {
    assertThat(story(5)).isEqualTo(story(5)).isNotEqualTo(story(6));
  }

  private List<String> story(long seed) {
    TestClock own = new TestClock();
    List<String> told = new ArrayList<>();
    SimulatorConfig config = SimulatorConfig.busy().withSeed(seed);
    Population population =
        new Population(
            new SplittableRandom(seed),
            event -> told.add(event.type() + " " + event.agent().id() + event.agent().progress()));
    World busy = new World(population, config, own, () -> {});
    busy.populate();
    for (int i = 0; i < 600; i++) {
      own.advance(Duration.ofSeconds(1));
      busy.tick(own.instant());
    }
    return told;
  }

  private World world(SimulatorConfig config) {
    Population population = new Population(new SplittableRandom(1), events::add);
    return new World(population, config, clock, () -> restarts++);
  }

  private void turn(Duration step, int times) {
    for (int i = 0; i < times; i++) {
      clock.advance(step);
      world.tick(clock.instant());
    }
  }

  private AgentView view(String id) {
    return world.find(id).orElseThrow();
  }

  private List<WorldEvent.Type> types(String id) {
    return events.stream()
        .filter(event -> event.agent().id().equals(id))
        .map(WorldEvent::type)
        .toList();
  }

  private static Comparator<Instant> newestFirst() {
    return Comparator.reverseOrder();
  }
}
