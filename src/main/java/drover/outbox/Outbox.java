package drover.outbox;

import drover.base.HealthCheck;
import drover.base.Loop;
import drover.base.Managed;
import drover.base.Threads;
import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.chat.ChatSender;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.TokenMint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends all that leaves: notices from the store, answers to people from memory and first. One
 * dispatching thread decides who may go; a bounded number of sending threads goes, at most one for
 * each chat.
 */
public final class Outbox implements Managed, Answers, Notices, GroupPages {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final Duration LAST_ANSWERS = Duration.ofMillis(1500);
  private static final Duration LAST_TURN = Duration.ofMillis(400);
  private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);
  private static final SendResult STOPPING =
      new SendResult.Refused(Refusal.NOT_DONE, "the bot is stopping");

  private final Parts parts;
  private final OutboxPolicy policy;
  private final Parks parks;
  private final Backlog backlog;
  private final Dispatcher dispatcher;
  private final PressAnswers presses;
  private final Loop loop;
  private final @Nullable Executor executor;
  private @Nullable ExecutorService threads;

  /**
   * What the outbox works with.
   *
   * @param renderer is asked on sending threads
   */
  public record Parts(
      Transactor transactor,
      OutboxStore store,
      ChatSender sender,
      TokenMint mint,
      Renderer renderer,
      ChatChanges changes,
      Clock clock,
      RandomGenerator random,
      MeterRegistry meters) {
    Parts withRenderer(Renderer other) {
      return new Parts(transactor, store, sender, mint, other, changes, clock, random, meters);
    }
  }

  /** The clock, and how long to wait when something on our side does not work. */
  record Times(Clock clock, Duration afterTrouble) {}

  public Outbox(Parts parts, OutboxPolicy policy) {
    this(parts, policy, null);
  }

  /** For tests: sends on {@code executor}, and the hand crank is {@link #turn}. */
  Outbox(Parts given, OutboxPolicy policy, @Nullable Executor executor) {
    parts = given.withRenderer(new LeftOut(given.renderer(), given.store()));
    this.policy = policy;
    this.executor = executor;
    parks = new Parks(parts.store());
    backlog = new Backlog(parts, policy.bounds());
    Unknowns unknowns = new Unknowns(policy.afterUnknown().ceiling(), this::lookAgain);
    Aftermath aftermath = new Aftermath(parts, parks, policy, unknowns);
    dispatcher =
        new Dispatcher(
            parts,
            policy,
            parks,
            backlog,
            unknowns,
            new AnswerSending(parts, aftermath, policy),
            new NoticeSending(parts, aftermath, policy, unknowns, this::lookAgain),
            this::wake);
    presses = new PressAnswers(parts.sender());
    loop = new Loop("outbox", this::turn);
  }

  @Override
  public void start() {
    recover();
    threads = Executors.newFixedThreadPool(policy.threads(), Threads.named("outbox-send"));
    presses.start();
    loop.start();
  }

  /** Lets sends in flight end, and answers that wait leave; 3 seconds for all of it. */
  @Override
  public void stop() {
    long deadline = System.nanoTime() + STOP.minus(AFTER_INTERRUPT).toNanos();
    dispatcher.stopNotices();
    loop.wake();
    dispatcher.awaitAnswers(LAST_ANSWERS);
    loop.stop(LAST_TURN);
    List<Answer> left = dispatcher.close();
    if (!left.isEmpty()) {
      log.warn("{} answers were not sent before the stop", left.size());
      left.forEach(answer -> answer.finish(STOPPING));
    }
    presses.stop();
    ExecutorService pool = threads;
    Duration rest = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    if (pool != null && !Threads.stop(pool, rest)) {
      log.warn("Sends were cut off; they come again, marked, after the next start");
    }
  }

  @Override
  public CompletableFuture<SendResult> send(ChatAddress to, OutgoingMessage message) {
    return enqueue(new Answer(to, null, message, parts.clock().instant()));
  }

  @Override
  public CompletableFuture<SendResult> edit(MessageRef message, OutgoingMessage content) {
    return enqueue(new Answer(message.chat(), message, content, parts.clock().instant()));
  }

  @Override
  public void answerPress(String pressId, String text, boolean alert) {
    presses.answer(pressId, text, alert);
  }

  @Override
  public void post(Fact fact, Collection<ChatAddress> chats) {
    if (chats.isEmpty()) {
      return;
    }
    Transactor transactor = parts.transactor();
    transactor.run(
        () -> {
          if (parts.store().add(fact, chats) > 0) {
            transactor.afterCommit(() -> posted(fact, chats));
          }
        });
  }

  @Override
  public void withdraw(FactKey fact, ChatAddress chat) {
    boolean ignored = parts.store().withdraw(fact, chat, "told at once", parts.clock().instant());
  }

  @Override
  public Optional<OutgoingMessage> turnTo(MessageRef message, int page) {
    return parts
        .transactor()
        .call(
            () -> {
              OutboxStore store = parts.store();
              Optional<GroupPage> shown = store.group(message);
              List<Delivery> members = store.members(message);
              if (shown.isEmpty() || members.isEmpty()) {
                return Optional.empty();
              }
              GroupPage turned = new GroupPage(Math.max(1, page), shown.get().held());
              store.turnTo(message, turned.page());
              return Optional.of(parts.renderer().group(members, turned));
            });
  }

  /**
   * What was held back in this lane waits no longer: what is not to be held still goes out now, as
   * one message. In the caller's transaction when there is one.
   */
  public void release(ChatAddress lane) {
    Transactor transactor = parts.transactor();
    transactor.run(
        () -> {
          if (parts.store().release(lane) > 0) {
            transactor.afterCommit(this::lookAgain);
          }
        });
  }

  /**
   * That chat may be written to again, as far as is known: its lanes that rested for want of rights
   * go on at once. What the service asked for with "too many" stays. Any thread; returns at once.
   */
  public void unpark(long chat) {
    parks.unpark(chat);
    lookAgain();
  }

  /** The same for one lane: its topic was closed and takes messages again. */
  public void unpark(ChatAddress lane) {
    parks.unpark(lane);
    lookAgain();
  }

  /**
   * Something may wait in lanes to which nothing was posted: rows have moved to another chat. Any
   * thread; returns at once.
   */
  public void lookAgain() {
    dispatcher.lookAgain();
    wake();
  }

  /** The line "queue" of {@code /health}. */
  public HealthCheck healthCheck() {
    return new QueueHealth(dispatcher, backlog, parks, parts.clock());
  }

  /** Reads back what the last run left. Before the first turn. */
  void recover() {
    int interrupted = parts.store().recoverInterrupted();
    if (interrupted > 0) {
      log.warn("{} sends were cut off; they come again, marked", interrupted);
    }
    parks.load(parts.clock().instant());
  }

  /** One turn of the dispatching loop; returns how long until there is something to do. */
  Duration turn() {
    Executor on = executor != null ? executor : threads;
    if (on == null) {
      throw new IllegalStateException("not started");
    }
    return dispatcher.turn(on);
  }

  private CompletableFuture<SendResult> enqueue(Answer answer) {
    CompletableFuture<SendResult> future = new CompletableFuture<>();
    answer.futures.add(future);
    if (!dispatcher.add(answer)) {
      answer.finish(STOPPING);
    }
    wake();
    return future;
  }

  private void posted(Fact fact, Collection<ChatAddress> chats) {
    dispatcher.posted(fact, chats);
    wake();
  }

  private void wake() {
    loop.wake();
  }
}
