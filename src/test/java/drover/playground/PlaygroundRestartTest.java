package drover.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.simulator.AgentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundRestartTest {
  private static final long ADMIN = Scene.ADMIN;
  private static final double FROZEN = 0;

  @TempDir private Path directory;

  @Test
  void keepsAgentsChatsSubscriptionAndButtonsUntilToldToForget() throws IOException {
    List<String> agents = firstRun();
    Path foreign = Files.writeString(directory.resolve("notes.txt"), "not the playground's");

    run(false, playground -> assertNothingIsLost(playground, agents));
    run(true, playground -> assertAllIsNew(playground, agents));

    assertThat(foreign).hasContent("not the playground's");
  }

  private List<String> firstRun() {
    List<String> ids = new ArrayList<>();
    run(
        false,
        playground -> {
          Asker asker = new Asker(playground.address());
          asker.type(ADMIN, ADMIN, "/start");
          JsonNode greeting = PlaygroundTest.awaitFromBot(asker, "Subscribe");
          asker.tap(ADMIN, ADMIN, greeting, "Subscribe");
          PlaygroundTest.awaitFromBot(asker, "Notices here");
          asker.type(ADMIN, ADMIN, "/revoke @viewer");
          PlaygroundTest.awaitFromBot(asker, "is no viewer any more");
          asker.type(ADMIN, ADMIN, "/agents");
          PlaygroundTest.awaitFromBot(asker, "Refresh");
          ids.addAll(ids(playground));
        });
    return ids;
  }

  private static void assertNothingIsLost(Playground playground, List<String> agents) {
    Asker asker = new Asker(playground.address());
    assertThat(ids(playground)).isEqualTo(agents);
    JsonNode list = asker.lastFromBot(ADMIN, ADMIN).orElseThrow();

    JsonNode told = asker.tap(ADMIN, ADMIN, list, "Done 1");

    assertThat(told.path("answered").asBoolean()).isTrue();
    PlaygroundTest.awaitFromBot(asker, "• Done 1");
    asker.type(Scene.VIEWER, Scene.VIEWER, "/whoami");
    PlaygroundTest.awaitFromBot(asker, "A stranger writes to me");
    asker.type(ADMIN, ADMIN, "/users");
    PlaygroundTest.awaitFromBot(asker, "People");
    assertThat(asker.lastFromBot(Scene.VIEWER, Scene.VIEWER)).as("still revoked").isEmpty();
    AgentView photos = named(playground, "Photo Tags");
    playground.server().world().complete(photos.id());
    PlaygroundTest.awaitFromBot(asker, "<b>Completed</b> · <b>Photo Tags</b>");
  }

  private static void assertAllIsNew(Playground playground, List<String> agents) {
    Asker asker = new Asker(playground.address());
    assertThat(ids(playground)).hasSameSizeAs(agents);
    assertThat(named(playground, "Photo Tags").status().isOver()).isFalse();
    assertThat(asker.lastFromBot(ADMIN, ADMIN)).isEmpty();
    asker.type(ADMIN, ADMIN, "/subscriptions");
    JsonNode answer = PlaygroundTest.awaitFromBot(asker, "html");
    assertThat(answer.path("html").asText()).contains("No notices come here");
  }

  private void run(boolean fresh, Consumer<Playground> visit) {
    Playground playground =
        new Playground(new PlaygroundConfig(0, directory, fresh, FROZEN), Clock.systemUTC());
    playground.start();
    try {
      visit.accept(playground);
    } finally {
      playground.stop();
    }
  }

  private static List<String> ids(Playground playground) {
    return playground.server().world().agents().stream().map(AgentView::id).toList();
  }

  private static AgentView named(Playground playground, String name) {
    return playground.server().world().agents().stream()
        .filter(agent -> agent.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
