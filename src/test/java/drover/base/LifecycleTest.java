package drover.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> seen = new ArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void startsInOrderAndStopsInReverseOnce() {
    lifecycle.add(part("a", null, () -> {}));
    lifecycle.add(part("b", null, () -> {}));

    lifecycle.start();
    lifecycle.stop();
    lifecycle.stop();

    assertThat(seen).containsExactly("start a", "start b", "stop b", "stop a");
  }

  @Test
  void aPartThatFailsToStartStopsThoseBeforeIt() {
    lifecycle.add(part("a", null, () -> {}));
    lifecycle.add(
        part(
            "b",
            null,
            () -> {
              throw new IllegalStateException("no");
            }));
    lifecycle.add(part("c", null, () -> {}));

    assertThatThrownBy(lifecycle::start).hasMessage("no");

    assertThat(seen).containsExactly("start a", "start b", "stop a");
  }

  @Test
  void anErrorAtTheStartStopsThoseBeforeItToo() {
    lifecycle.add(part("a", null, () -> {}));
    lifecycle.add(
        part(
            "b",
            null,
            () -> {
              throw new NoClassDefFoundError("gone");
            }));

    assertThatThrownBy(lifecycle::start).isInstanceOf(NoClassDefFoundError.class);

    assertThat(seen).containsExactly("start a", "start b", "stop a");
  }

  @Test
  void aPartThatFailsToStopDoesNotKeepTheOthersRunning() {
    lifecycle.add(part("a", null, () -> {}));
    lifecycle.add(part("b", new IllegalStateException("stuck"), () -> {}));
    lifecycle.start();

    lifecycle.stop();

    assertThat(seen).containsExactly("start a", "start b", "stop b", "stop a");
  }

  private Managed part(String name, @Nullable RuntimeException atStop, Runnable start) {
    return new Managed() {
      @Override
      public void start() {
        seen.add("start " + name);
        start.run();
      }

      @Override
      public void stop() {
        seen.add("stop " + name);
        if (atStop != null) {
          throw atStop;
        }
      }
    };
  }
}
