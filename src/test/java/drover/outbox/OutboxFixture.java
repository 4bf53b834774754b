package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.testing.CountingMint;
import drover.testing.DirectTransactor;
import drover.testing.MemoryOutboxStore;
import drover.testing.ScriptedSender;
import drover.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An outbox between fakes, turned by hand: sends happen inside {@link #turn}. */
final class OutboxFixture {
  final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  final MemoryOutboxStore store = new MemoryOutboxStore();
  final ScriptedSender sender = new ScriptedSender();
  final CountingMint mint = new CountingMint();
  final DirectTransactor transactor = new DirectTransactor();
  private final RecordedChanges changes = new RecordedChanges(store);
  final List<String> news = changes.news;
  final List<String> told = new ArrayList<>();
  final List<String> gone = new ArrayList<>();

  /** What changes in the rows of groups. */
  String rows = "";

  boolean grouping;
  Function<Delivery, Rendering> words =
      delivery -> new Rendering.Send(OutgoingMessage.of(text(delivery)), !grouping);
  boolean groupingFails;
  boolean tellingFails;
  private int sends;
  Outbox outbox = create(Runnable::run);

  Outbox create(@Nullable Executor executor) {
    return create(executor, clock, OutboxPolicy.standard());
  }

  Outbox create(@Nullable Executor executor, Clock time, OutboxPolicy policy) {
    // The longest wait of every back-off, so that times can be foretold.
    RandomGenerator longest = () -> -1L;
    return new Outbox(
        new Outbox.Parts(
            transactor,
            store,
            sender,
            mint,
            new FixtureRenderer(),
            changes,
            time,
            longest,
            new SimpleMeterRegistry()),
        policy,
        executor == null ? null : task -> execute(executor, task));
  }

  private void execute(Executor executor, Runnable task) {
    sends++;
    executor.execute(task);
  }

  static String text(Delivery delivery) {
    return delivery.fact().key().subject() + (delivery.maybeRepeat() ? " (may be a repeat)" : "");
  }

  static SendResult refused(Refusal reason) {
    return new SendResult.Refused(reason, "words");
  }

  static SendResult tooMany(int seconds) {
    return new SendResult.Refused(
        Refusal.TOO_MANY_REQUESTS, "too many", Duration.ofSeconds(seconds), null);
  }

  void post(String subject, long... chats) {
    post(subject, Fact.Urgency.NORMAL, chats);
  }

  void post(String subject, Fact.Urgency urgency, long... chats) {
    List<ChatAddress> to = new ArrayList<>();
    for (long chat : chats) {
      to.add(ChatAddress.of(chat));
    }
    post(subject, urgency, to);
  }

  void post(String subject, Fact.Urgency urgency, List<ChatAddress> to) {
    outbox.post(
        new Fact(new FactKey(subject, "stalled", 1), clock.instant(), urgency, Map.of()), to);
  }

  /** Turns until nothing more can go at this time, or so soon that no loop would tell. */
  void turn() {
    int idle = 0;
    for (int turns = 0; turns < 10_000; turns++) {
      int before = sends;
      Duration wait = outbox.turn();
      idle = sends == before ? idle + 1 : 0;
      if (idle > 0 && wait.compareTo(Duration.ofMillis(1)) > 0) {
        return;
      }
      if (idle > 10) {
        clock.advance(wait);
      }
    }
    throw new IllegalStateException("turns in a circle");
  }

  void advance(Duration step) {
    clock.advance(step);
    turn();
  }

  private final class FixtureRenderer implements Renderer {
    @Override
    public Rendering render(Delivery delivery) {
      return words.apply(delivery);
    }

    @Override
    public OutgoingMessage group(List<Delivery> members, GroupPage page) {
      if (groupingFails) {
        throw new IllegalStateException("no words for so many");
      }
      String head = (page.held() ? "muted " : "") + "page " + page.page() + ": ";
      return OutgoingMessage.of(head + joined(members) + rows);
    }

    @Override
    public void told(Delivery delivery, MessageRef message) {
      if (tellingFails) {
        throw new IllegalStateException("a listener fails");
      }
      told.add(delivery.fact().key().subject());
    }

    @Override
    public void gone(Delivery delivery, MessageRef message) {
      gone.add(delivery.fact().key().subject() + " " + message.message());
    }
  }

  private static String joined(List<Delivery> members) {
    return members.stream().map(OutboxFixture::text).collect(Collectors.joining(","));
  }
}
