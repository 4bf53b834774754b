package drover.app;

import drover.access.ChatStore;
import drover.access.Trouble;
import drover.base.HealthCheck;
import drover.base.Spans;
import drover.chat.ChatAddress;
import drover.outbox.ChatChanges;
import drover.outbox.OutboxStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what sending found out about chats, and says so in {@code /health}. Any thread. */
final class ChatBook implements ChatChanges, HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(ChatBook.class);
  private static final int MOST_NAMED = 3;

  /** A topic never comes back, so health stops to name it one day. */
  private static final Duration NEWS = Duration.ofDays(1);

  /** A wait that people notice. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(5);

  private final ChatStore chats;
  private final OutboxStore outbox;
  private final Clock clock;
  private final Set<Long> neverStarted = ConcurrentHashMap.newKeySet();
  private final OpenTroubles troubles;
  private volatile Instant waitOver = Instant.MIN;

  /**
   * @param chats knows the disabled ones from memory
   */
  ChatBook(ChatStore chats, OutboxStore outbox, OpenTroubles troubles, Clock clock) {
    this.chats = chats;
    this.outbox = outbox;
    this.troubles = troubles;
    this.clock = clock;
  }

  @Override
  public void migrated(long from, long to) {
    log.info("Chat {} is now {}", from, to);
    chats.move(from, to);
  }

  @Override
  public void chatGone(long chat, String why) {
    if (chats.disable(chat, why)) {
      int dropped = outbox.giveUpChat(chat, why, clock.instant());
      log.info("Chat {} cannot be written to ({}); {} notices dropped", chat, why, dropped);
    }
  }

  @Override
  public void topicGone(ChatAddress topic) {
    troubles.open(Trouble.Kind.TOPIC_GONE, topic, "");
    chats.leave(topic);
  }

  @Override
  public void noRights(ChatAddress lane, String why) {
    troubles.open(Trouble.Kind.NO_RIGHTS, lane, why);
  }

  @Override
  public synchronized void madeToWait(ChatAddress lane, Duration time) {
    if (time.compareTo(LONG_WAIT) <= 0) {
      return;
    }
    Instant until = clock.instant().plus(time);
    waitOver = until.isAfter(waitOver) ? until : waitOver;
    troubles.open(Trouble.Kind.MADE_TO_WAIT, Trouble.NOWHERE, Spans.of(time));
  }

  @Override
  public void neverStarted(long chat) {
    if (neverStarted.add(chat)) {
      log.warn("Person {} has never pressed Start; nothing can be sent there", chat);
    }
  }

  /** A message arrived there: what was wrong in that lane is over. */
  void reached(ChatAddress lane) {
    neverStarted.remove(lane.chat());
    troubles.close(Trouble.Kind.NO_RIGHTS, lane);
    troubles.close(Trouble.Kind.TOPIC_GONE, lane);
    if (!clock.instant().isBefore(waitOver)) {
      troubles.close(Trouble.Kind.MADE_TO_WAIT, Trouble.NOWHERE);
    }
  }

  /** Somebody brought the bot back: what was wrong in all lanes of that chat is over. */
  void revived(long chat) {
    neverStarted.remove(chat);
    troubles.closeAll(Trouble.Kind.NO_RIGHTS, chat);
  }

  @Override
  public String name() {
    return "chats";
  }

  @Override
  public Health check() {
    List<String> disabled = chats.disabled();
    if (!neverStarted.isEmpty()) {
      return Health.degraded(
          "Never pressed Start: " + named(neverStarted.stream().map(String::valueOf).toList()),
          "They have to open the bot and press Start.");
    }
    List<String> forbidden = lanes(Trouble.Kind.NO_RIGHTS, Instant.MIN);
    if (!forbidden.isEmpty()) {
      return Health.degraded(
          "No right to write: " + named(forbidden), "Let the bot write in those groups.");
    }
    if (!disabled.isEmpty()) {
      return Health.degraded(
          "Cannot be written to: " + named(disabled),
          "/start there, or adding the bot again, brings one back.");
    }
    List<String> gone = lanes(Trouble.Kind.TOPIC_GONE, clock.instant().minus(NEWS));
    return gone.isEmpty()
        ? Health.ok("All can be written to.")
        : Health.degraded(
            "Topics are gone: " + named(gone), "What was for them goes to their groups.");
  }

  private List<String> lanes(Trouble.Kind kind, Instant after) {
    return troubles.all().stream()
        .filter(trouble -> trouble.kind() == kind && trouble.since().isAfter(after))
        .map(trouble -> lane(trouble.where()))
        .toList();
  }

  private static String lane(ChatAddress where) {
    return where.chat() + (where.topic() == null ? "" : " topic " + where.topic());
  }

  private static String named(List<String> all) {
    String some = String.join("; ", all.subList(0, Math.min(MOST_NAMED, all.size())));
    return all.size() <= MOST_NAMED ? some : some + " and " + (all.size() - MOST_NAMED) + " more";
  }
}
