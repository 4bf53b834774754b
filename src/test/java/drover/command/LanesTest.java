package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final Lanes lanes = new Lanes(tasks::add);

  @Test
  void oneLaneGoesInOrderAndLanesGoSideBySide() {
    lanes.submit("a", () -> done.add("a1"));
    lanes.submit("a", () -> done.add("a2"));
    lanes.submit("b", () -> done.add("b1"));

    assertThat(tasks).hasSize(2);
    run();

    assertThat(done).containsExactly("a1", "b1", "a2");
  }

  @Test
  void aTaskThatFailsDoesNotStopItsLane() {
    lanes.submit(
        "a",
        () -> {
          throw new IllegalStateException("broken");
        });
    lanes.submit("a", () -> done.add("a2"));

    run();

    assertThat(done).containsExactly("a2");
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
