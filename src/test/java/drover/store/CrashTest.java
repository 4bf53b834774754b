package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that everything else rests on. A newer H2 breaks it: see its version in the build.
 */
class CrashTest {
  private static final long COMMITS = 1_000;

  @TempDir Path directory;

  @RepeatedTest(3)
  void losesNoAcknowledgedCommitWhenTheProcessIsKilled() throws Exception {
    String url = OpenStores.url(directory);
    Process child = ChildProcess.start("write", url);
    long acknowledged = 0;
    try (BufferedReader said = child.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        acknowledged = line.equals("open") ? 0 : Long.parseLong(line);
        if (acknowledged == COMMITS) {
          // Not the process itself: that would close what it still has to say.
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
      }
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged).isGreaterThanOrEqualTo(COMMITS);

    try (OpenStores open = OpenStores.at(url)) {
      long people = Long.parseLong(open.ask("SELECT COUNT(*) FROM person").get(0));
      long chats = Long.parseLong(open.ask("SELECT COUNT(*) FROM disabled_chat").get(0));
      assertThat(people).isGreaterThanOrEqualTo(acknowledged).isEqualTo(chats);
    }
  }
}
