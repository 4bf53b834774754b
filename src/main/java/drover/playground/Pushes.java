package drover.playground;

import drover.base.Loop;
import drover.base.Managed;
import drover.emulator.ChangeFeed;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells open pages what changed: the chats as they change, the agents every second. */
final class Pushes implements Managed {
  private static final Duration SERVER_EVERY = Duration.ofSeconds(1);

  private final Queue<SseClient> pages = new ConcurrentLinkedQueue<>();
  private final ChangeFeed chats;
  private final Loop chatLoop = new Loop("playground-chats", this::awaitChats);
  private final Loop serverLoop = new Loop("playground-agents", this::tellServer);
  private long seen;

  Pushes(ChangeFeed chats) {
    this.chats = chats;
  }

  @Override
  public void start() {
    chatLoop.start();
    serverLoop.start();
  }

  @Override
  public void stop() {
    chatLoop.stop();
    serverLoop.stop();
    pages.forEach(SseClient::close);
    pages.clear();
  }

  void admit(SseClient page) {
    page.keepAlive();
    page.onClose(() -> pages.remove(page));
    pages.add(page);
  }

  private Duration awaitChats() throws InterruptedException {
    long version = chats.awaitBeyond(seen, SERVER_EVERY);
    if (version > seen) {
      seen = version;
      tell("chats");
    }
    return Duration.ZERO;
  }

  private Duration tellServer() {
    tell("server");
    return SERVER_EVERY;
  }

  /** Browsers drop events without data. */
  private void tell(String event) {
    pages.forEach(page -> page.sendEvent(event, "changed"));
  }
}
