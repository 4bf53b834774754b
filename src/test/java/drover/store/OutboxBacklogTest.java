package drover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many facts wait while the program has little memory. */
class OutboxBacklogTest {
  @TempDir private Path directory;

  @Test
  @Timeout(120)
  void tellsThousandsWithASmallHeap() throws Exception {
    Process run = start(48, 6_000, 10);
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(run.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("told 6000 in ");
    assertThat(run.exitValue()).isZero();
  }

  private Process start(int megabytes, int facts, int chats) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-Xmx" + megabytes + "m",
            "-DtestLog=store-child",
            "-cp",
            System.getProperty("java.class.path"),
            BacklogRun.class.getName(),
            directory.toString(),
            String.valueOf(facts),
            String.valueOf(chats));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
