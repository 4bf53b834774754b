package drover.playground;

import java.nio.file.Path;
import java.time.Clock;

/** A playground whose agents are frozen, so only what a test does happens, and a browser on it. */
final class OpenPage implements AutoCloseable {
  private static final double FROZEN = 0;

  private final Browser browser;
  private final Playground playground;

  /**
   * @param directory where both keep their state
   */
  OpenPage(Path directory) {
    browser = Browser.open(directory.resolve("profile"));
    playground =
        new Playground(
            new PlaygroundConfig(0, directory.resolve("play"), false, FROZEN), Clock.systemUTC());
    playground.start();
  }

  /** Opens the page afresh. */
  void visit() {
    browser.visit(playground.address());
  }

  Browser browser() {
    return browser;
  }

  Playground playground() {
    return playground;
  }

  @Override
  public void close() {
    browser.close();
    playground.stop();
  }
}
