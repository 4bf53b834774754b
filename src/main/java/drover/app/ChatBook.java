package drover.app;

import drover.access.ChatStore;
import drover.base.HealthCheck;
import drover.chat.ChatAddress;
import drover.outbox.ChatChanges;
import drover.outbox.OutboxStore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what sending found out about chats, and says so in {@code /health}. Any thread. */
final class ChatBook implements ChatChanges, HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(ChatBook.class);
  private static final int MOST_NAMED = 3;

  private final ChatStore chats;
  private final OutboxStore outbox;
  private final Clock clock;
  private final Set<Long> neverStarted = ConcurrentHashMap.newKeySet();
  private final Set<Long> withoutRights = ConcurrentHashMap.newKeySet();

  /**
   * @param chats knows the disabled ones from memory
   */
  ChatBook(ChatStore chats, OutboxStore outbox, Clock clock) {
    this.chats = chats;
    this.outbox = outbox;
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
    log.warn(
        "Topic {} of chat {} is gone; writing to the chat itself", topic.topic(), topic.chat());
  }

  @Override
  public void noRights(ChatAddress lane, String why) {
    if (withoutRights.add(lane.chat())) {
      log.warn("The bot may not write to chat {}: {}", lane.chat(), why);
    }
  }

  @Override
  public void neverStarted(long chat) {
    if (neverStarted.add(chat)) {
      log.warn("Person {} has never pressed Start; nothing can be sent there", chat);
    }
  }

  /** A message arrived there, or somebody brought the bot back: what was wrong is over. */
  void reached(long chat) {
    neverStarted.remove(chat);
    withoutRights.remove(chat);
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
    if (!withoutRights.isEmpty()) {
      return Health.degraded(
          "No right to write: " + named(withoutRights.stream().map(String::valueOf).toList()),
          "Let the bot write in those groups.");
    }
    return disabled.isEmpty()
        ? Health.ok("All can be written to.")
        : Health.degraded(
            "Cannot be written to: " + named(disabled),
            "/start there, or adding the bot again, brings one back.");
  }

  private static String named(List<String> all) {
    String some = String.join("; ", all.subList(0, Math.min(MOST_NAMED, all.size())));
    return all.size() <= MOST_NAMED ? some : some + " and " + (all.size() - MOST_NAMED) + " more";
  }
}
