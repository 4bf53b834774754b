package drover.proof;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.outbox.Answers;
import drover.testing.Markup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Chats that take everything at once, and notice what Telegram would refuse. Any thread. */
final class FuzzedAnswers implements Answers {
  private static final int TOKENS = 300;

  /** An order is worth more tries than a look. */
  private static final int OF_AN_ORDER = 15;

  private static final int MOST_TEXT = 4096;
  private static final int MOST_CAPTION = 1024;

  /** A button's token and where it was shown. */
  record Seen(String token, long chat) {}

  private final Deque<Seen> tokens = new ArrayDeque<>();
  private final Deque<String> said = new ArrayDeque<>();
  private final Set<String> offences = new TreeSet<>();
  private final Set<Long> spokenTo = new TreeSet<>();
  private long messages;
  private long presses;

  @Override
  public synchronized CompletableFuture<SendResult> send(ChatAddress to, OutgoingMessage message) {
    MessageRef ref = new MessageRef(to, ++messages);
    spokenTo.add(to.chat());
    look(to, message);
    return CompletableFuture.completedFuture(new SendResult.Sent(ref));
  }

  @Override
  public synchronized CompletableFuture<SendResult> edit(
      MessageRef message, OutgoingMessage content) {
    messages++;
    spokenTo.add(message.chat().chat());
    look(message.chat(), content);
    return CompletableFuture.completedFuture(new SendResult.Sent(message));
  }

  @Override
  public synchronized void answerPress(String pressId, String text, boolean alert) {
    presses++;
    if (text.length() > 200) {
      offences.add("a toast of " + text.length() + " characters: " + text);
    }
  }

  synchronized void forget() {
    said.clear();
  }

  /** The newest since then, a thousand at most. */
  synchronized List<String> said() {
    return new ArrayList<>(said);
  }

  /** Tokens of the buttons shown last. */
  synchronized List<Seen> tokens() {
    return new ArrayList<>(tokens);
  }

  /** What Telegram would not have taken. */
  synchronized Set<String> offences() {
    return new TreeSet<>(offences);
  }

  synchronized Set<Long> spokenTo() {
    return new TreeSet<>(spokenTo);
  }

  synchronized long messages() {
    return messages;
  }

  synchronized long presses() {
    return presses;
  }

  private void look(ChatAddress chat, OutgoingMessage message) {
    said.add(message.html());
    if (said.size() > 1_000) {
      String unused = said.remove();
    }
    try {
      int length = Markup.visible(message.html()).length();
      if (length > (message.attachment() == null ? MOST_TEXT : MOST_CAPTION)) {
        offences.add(length + " characters: " + message.html());
      }
    } catch (AssertionError e) {
      offences.add(e.getMessage());
    }
    List<Button> buttons = message.keyboard().stream().flatMap(List::stream).toList();
    if (buttons.size() > 100 || message.keyboard().stream().anyMatch(row -> row.size() > 8)) {
      offences.add("too many buttons: " + message.keyboard());
    }
    for (Button button : buttons) {
      if (button.label().isBlank()) {
        offences.add("a button without a label: " + message.html());
      }
      if (button instanceof Button.Call call && call.token() != null) {
        int weight = call.spec().once() ? OF_AN_ORDER : 1;
        tokens.addAll(Collections.nCopies(weight, new Seen(call.token(), chat.chat())));
      }
    }
    while (tokens.size() > TOKENS) {
      tokens.remove();
    }
  }
}
