package drover.testing;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.ChatSender;
import drover.chat.Menus;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link ChatSender} that answers by a script, and with success after its end. Any thread. */
public final class ScriptedSender implements ChatSender {
  private final List<Call> calls = new ArrayList<>();
  private final List<String> presses = new ArrayList<>();
  private final Map<Long, ArrayDeque<SendResult>> scripts = new HashMap<>();
  private Function<Call, @Nullable SendResult> rule = call -> null;
  private final Map<Long, MessageRef> last = new HashMap<>();
  private long number = 100;

  /**
   * A call that came.
   *
   * @param edited null for a new message
   */
  public record Call(ChatAddress to, @Nullable MessageRef edited, OutgoingMessage message) {
    public String html() {
      return message.html();
    }
  }

  /** The next calls to this chat end so. */
  public synchronized void answer(long chat, SendResult... results) {
    scripts.computeIfAbsent(chat, c -> new ArrayDeque<>()).addAll(List.of(results));
  }

  /** Is asked after the scripts; null means success. Called without a lock; may block. */
  public synchronized void rule(Function<Call, @Nullable SendResult> newRule) {
    rule = newRule;
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public synchronized List<String> texts() {
    return calls.stream().map(Call::html).toList();
  }

  /** The last new message that arrived in this chat. */
  public synchronized MessageRef last(long chat) {
    MessageRef message = last.get(chat);
    if (message == null) {
      throw new IllegalStateException("nothing arrived in " + chat);
    }
    return message;
  }

  public synchronized List<String> presses() {
    return List.copyOf(presses);
  }

  @Override
  public SendResult send(ChatAddress to, OutgoingMessage message) {
    return answer(new Call(to, null, message));
  }

  @Override
  public SendResult edit(MessageRef message, OutgoingMessage content) {
    return answer(new Call(message.chat(), message, content));
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
  public synchronized void answerPress(String pressId, String text, boolean alert) {
    presses.add(pressId + ":" + text);
  }

  @Override
  public void publishMenus(Menus menus) {
    throw new UnsupportedOperationException();
  }

  private SendResult answer(Call call) {
    Function<Call, @Nullable SendResult> ask;
    synchronized (this) {
      calls.add(call);
      ArrayDeque<SendResult> script = scripts.get(call.to().chat());
      if (script != null && !script.isEmpty()) {
        return script.removeFirst();
      }
      ask = rule;
    }
    SendResult ruled = ask.apply(call);
    if (ruled != null) {
      return ruled;
    }
    synchronized (this) {
      MessageRef edited = call.edited();
      if (edited != null) {
        return new SendResult.Sent(edited);
      }
      MessageRef message = new MessageRef(call.to(), number++);
      last.put(call.to().chat(), message);
      return new SendResult.Sent(message);
    }
  }
}
