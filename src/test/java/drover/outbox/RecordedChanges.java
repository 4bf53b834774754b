package drover.outbox;

import drover.chat.ChatAddress;
import drover.testing.MemoryOutboxStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Moves what waits for a chat with a new number, and notes what sending found out. */
final class RecordedChanges implements ChatChanges {
  final List<String> news = new ArrayList<>();
  private final MemoryOutboxStore store;

  RecordedChanges(MemoryOutboxStore store) {
    this.store = store;
  }

  @Override
  public void migrated(long from, long to) {
    news.add("migrated " + from + " " + to);
    store.move(from, to);
  }

  @Override
  public void chatGone(long chat, String why) {
    news.add("gone " + chat);
  }

  @Override
  public void topicGone(ChatAddress topic) {
    news.add("topic gone " + topic.topic());
  }

  @Override
  public void noRights(ChatAddress lane, String why) {
    news.add("no rights " + lane.chat());
  }

  @Override
  public void madeToWait(ChatAddress lane, Duration time) {
    news.add("made to wait " + lane.chat() + " " + time);
  }

  @Override
  public void neverStarted(long chat) {
    news.add("never started " + chat);
  }
}
