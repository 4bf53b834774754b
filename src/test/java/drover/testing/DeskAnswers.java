package drover.testing;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.outbox.Answers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Chats as they look to the people in them. Any thread. */
public final class DeskAnswers implements Answers {
  private final Map<MessageRef, OutgoingMessage> shown = new LinkedHashMap<>();
  private final List<String> toasts = new ArrayList<>();
  private final List<OutgoingMessage> told = new ArrayList<>();
  private @Nullable MessageRef lastRef;
  private long ids = 100;
  private boolean away;

  @Override
  public synchronized CompletableFuture<SendResult> send(ChatAddress to, OutgoingMessage message) {
    MessageRef ref = new MessageRef(to, ++ids);
    keep(ref, message);
    return CompletableFuture.completedFuture(new SendResult.Sent(ref));
  }

  @Override
  public synchronized CompletableFuture<SendResult> edit(
      MessageRef message, OutgoingMessage content) {
    if (away) {
      return CompletableFuture.completedFuture(
          new SendResult.Refused(SendResult.Refusal.NOT_DONE, "nobody answers"));
    }
    if (!shown.containsKey(message)) {
      return CompletableFuture.completedFuture(
          new SendResult.Refused(SendResult.Refusal.MESSAGE_GONE, "not found"));
    }
    keep(message, content);
    return CompletableFuture.completedFuture(new SendResult.Sent(message));
  }

  @Override
  public synchronized void answerPress(String pressId, String text, boolean alert) {
    toasts.add(pressId + ": " + text);
  }

  /** From now on no edit is done, as while the chat service is away for long. */
  public synchronized void away(boolean isAway) {
    away = isAway;
  }

  /** Loses a message. */
  public synchronized void delete(MessageRef message) {
    shown.remove(message);
  }

  /** What stands in the chats, oldest first. */
  public synchronized Map<MessageRef, OutgoingMessage> shown() {
    return new LinkedHashMap<>(shown);
  }

  /** All that was ever sent or edited, in order. */
  public synchronized List<OutgoingMessage> told() {
    return List.copyOf(told);
  }

  public synchronized List<String> toasts() {
    return List.copyOf(toasts);
  }

  /** The message that changed last. */
  public synchronized OutgoingMessage last() {
    if (told.isEmpty()) {
      throw new NoSuchElementException("nothing was said");
    }
    return told.get(told.size() - 1);
  }

  /** Where it stands. */
  public synchronized MessageRef lastRef() {
    MessageRef ref = lastRef;
    if (ref == null || !shown.containsKey(ref)) {
      throw new NoSuchElementException("the last message is gone");
    }
    return ref;
  }

  /** The token behind a button of a message. */
  public static String token(OutgoingMessage message, String label) {
    return message.keyboard().stream()
        .flatMap(List::stream)
        .filter(button -> button.label().equals(label))
        .map(button -> ((Button.Call) button).token())
        .filter(token -> token != null)
        .findFirst()
        .orElseThrow(
            () -> new NoSuchElementException("no button " + label + " in " + message.keyboard()));
  }

  private void keep(MessageRef ref, OutgoingMessage message) {
    shown.put(ref, message);
    told.add(message);
    lastRef = ref;
  }
}
