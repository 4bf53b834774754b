package drover.telegram;

import drover.chat.ChatAddress;
import drover.chat.Inbox;
import drover.chat.Incoming;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.emulator.ApiCall;
import drover.emulator.Chat;
import drover.emulator.EmulatorConfig;
import drover.emulator.Person;
import drover.emulator.TelegramEmulator;
import drover.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The real adapter before an emulated Telegram with one person in it, who has pressed Start. */
final class EmulatorFixture implements AutoCloseable {
  private static final RandomGenerator LONGEST = () -> -1L;

  final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  final TelegramEmulator emulator =
      new TelegramEmulator(EmulatorConfig.inMemory(clock).withLimits(false));
  final MemoryInbox inbox = new MemoryInbox();
  final AtomicInteger wakes = new AtomicInteger();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TelegramConfig config;
  final BotAccount account;
  final TelegramSender sender;
  final List<String> pollNews = new CopyOnWriteArrayList<>();
  final PollListener listener =
      new PollListener() {
        @Override
        public void cutOff(String why) {
          pollNews.add(why);
        }

        @Override
        public void polled() {
          pollNews.add("polled");
        }
      };
  final Person ada;

  EmulatorFixture() {
    emulator.start();
    config = new TelegramConfig(emulator.config().token(), emulator.apiUrl());
    account = new BotAccount(config);
    sender = new TelegramSender(config, account, Duration.ofMillis(2_500));
    ada = emulator.person("Ada", "ada", "en");
    ada.starts();
  }

  /** A poller that does not wait for updates. */
  TelegramPoller poller() {
    return poller(Duration.ZERO);
  }

  TelegramPoller poller(Duration longPoll) {
    return new TelegramPoller(
        new TelegramPoller.Parts(
            config, account, inbox, wakes::incrementAndGet, listener, clock, LONGEST, meters),
        longPoll);
  }

  SendResult send(Chat chat, String html) {
    return sender.send(ChatAddress.of(chat.id()), OutgoingMessage.of(html));
  }

  /** Sends what must succeed. */
  MessageRef sent(ChatAddress to, OutgoingMessage message) {
    SendResult result = sender.send(to, message);
    if (result instanceof SendResult.Sent sent) {
      return sent.message();
    }
    throw new AssertionError("not sent: " + result);
  }

  /** Mistakes of the bot's that no state of the chats would make right. */
  List<ApiCall> violations() {
    return emulator.calls().violations();
  }

  @Override
  public void close() {
    sender.stop();
    emulator.stop();
  }

  /** Keeps updates by their numbers; can refuse. */
  static final class MemoryInbox implements Inbox {
    private final Map<Long, Incoming> updates = new LinkedHashMap<>();
    private boolean broken;

    synchronized void broken(boolean now) {
      broken = now;
    }

    synchronized List<Incoming> all() {
      return List.copyOf(updates.values());
    }

    synchronized List<String> texts() {
      return updates.values().stream().map(Incoming::text).toList();
    }

    @Override
    public synchronized int store(List<Incoming> batch) {
      if (broken) {
        throw new IllegalStateException("the disk is full");
      }
      int before = updates.size();
      batch.forEach(update -> updates.putIfAbsent(update.updateId(), update));
      return updates.size() - before;
    }

    @Override
    public List<Incoming> waiting(int limit) {
      return List.of();
    }

    @Override
    public void done(long updateId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int sweep(Instant before) {
      return 0;
    }
  }
}
