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
    // It was cut off while it wrote: nothing in it ends by itself so early, nor with another value.
    assertThat(child.exitValue()).isNotZero();
    assertThat(acknowledged).isBetween(COMMITS, ChildProcess.MOST - 1);

    try (OpenStores open = OpenStores.at(url)) {
      assertThat(DatabaseUrl.parse(url).full())
          .startsWith("jdbc:h2:async:")
          .contains(";WRITE_DELAY=0", ";RETENTION_TIME=1000", ";DB_CLOSE_ON_EXIT=FALSE");
      long people = Long.parseLong(open.ask("SELECT COUNT(*) FROM person").get(0));
      long chats = Long.parseLong(open.ask("SELECT COUNT(*) FROM disabled_chat").get(0));
      assertThat(people).isGreaterThanOrEqualTo(acknowledged).isEqualTo(chats);
    }
  }
}
