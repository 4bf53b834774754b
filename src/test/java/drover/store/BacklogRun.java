package drover.store;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.ChatSender;
import drover.chat.Menus;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.outbox.ChatChanges;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.GroupPage;
import drover.outbox.Outbox;
import drover.outbox.OutboxPolicy;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Lets many facts wait in a database file for many chats, then sends them all: a program of its
 * own, so that its heap can be small. Arguments: directory, facts, chats. Each fact waits for one
 * chat. Prints how many messages told how many facts, in how many milliseconds, with what heap.
 */
final class BacklogRun {
  private static final List<Fact.Urgency> URGENCIES = List.of(Fact.Urgency.values());

  private static final String WORDS = "x".repeat(400);

  private final Stores stores;
  private final Clock clock = Clock.systemUTC();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong told = new AtomicLong();

  private BacklogRun(Stores stores) {
    this.stores = stores;
  }

  public static void main(String[] args) throws InterruptedException {
    String url = OpenStores.url(Path.of(args[0]));
    Database database = new Database(new Database.Config(url), new Random(1));
    database.start();
    Stores stores = new Stores(database, Clock.systemUTC(), new SecureRandom());
    new BacklogRun(stores).run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    database.stop();
  }

  private void run(int facts, int chats) throws InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < facts; i += 500) {
      int from = i;
      stores.transactor().run(() -> post(from, Math.min(facts, from + 500), chats));
    }
    System.out.println("posted " + facts + " in " + millisSince(begin) + " ms");
    Outbox outbox = outbox();
    begin = System.nanoTime();
    outbox.start();
    while (told.get() < facts) {
      Thread.sleep(20);
      if (millisSince(begin) > 300_000) {
        throw new IllegalStateException("only " + told + " were told");
      }
    }
    long took = millisSince(begin);
    outbox.stop();
    Runtime runtime = Runtime.getRuntime();
    System.out.println(
        "told %d in %d messages in %d ms, heap of %d MB"
            .formatted(told.get(), messages.get(), took, runtime.maxMemory() >> 20));
  }

  private void post(int from, int to, int chats) {
    for (int i = from; i < to; i++) {
      Fact.Urgency urgency = URGENCIES.get(i % 3);
      FactKey key = new FactKey("agent" + i, "end", 0);
      Fact fact = new Fact(key, clock.instant(), urgency, Map.of("error", WORDS));
      var unused = stores.outbox().add(fact, List.of(ChatAddress.of(1 + i % chats)));
    }
  }

  private static long millisSince(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  private Outbox outbox() {
    return new Outbox(
        new Outbox.Parts(
            stores.transactor(),
            stores.outbox(),
            new Counting(),
            stores.tokens(),
            new Words(),
            new NoChanges(),
            clock,
            RandomGenerator.getDefault(),
            new SimpleMeterRegistry()),
        OutboxPolicy.standard());
  }

  private final class Words implements Renderer {
    @Override
    public Rendering render(Delivery delivery) {
      return new Rendering.Send(OutgoingMessage.of(delivery.fact().key().subject()), false);
    }

    @Override
    public void told(Delivery delivery, MessageRef message) {
      told.incrementAndGet();
    }

    @Override
    public OutgoingMessage group(List<Delivery> members, GroupPage page) {
      List<String> subjects = new ArrayList<>();
      members.stream().limit(25).forEach(member -> subjects.add(member.fact().key().subject()));
      return OutgoingMessage.of(String.join("\n", subjects));
    }
  }

  private final class Counting implements ChatSender {
    @Override
    public SendResult send(ChatAddress to, OutgoingMessage message) {
      return new SendResult.Sent(new MessageRef(to, messages.incrementAndGet()));
    }

    @Override
    public SendResult edit(MessageRef message, OutgoingMessage content) {
      return new SendResult.Sent(message);
    }

    @Override
    public SendResult editKeyboard(MessageRef message, List<List<Button>> keyboard) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SendResult delete(MessageRef message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SendResult pin(MessageRef message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SendResult unpin(MessageRef message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void answerPress(String pressId, String text, boolean alert) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void publishMenus(Menus menus) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoChanges implements ChatChanges {
    @Override
    public void migrated(long from, long to) {}

    @Override
    public void chatGone(long chat, String why) {}

    @Override
    public void topicGone(ChatAddress topic) {}

    @Override
    public void noRights(ChatAddress lane, String why) {}

    @Override
    public void madeToWait(ChatAddress lane, Duration time) {}

    @Override
    public void neverStarted(long chat) {}
  }
}
