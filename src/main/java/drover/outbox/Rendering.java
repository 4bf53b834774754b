package drover.outbox;

import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.time.Instant;

/** What to do about a delivery now. */
public sealed interface Rendering {
  <R> R accept(Visitor<R> visitor);

  /** One method for each. */
  interface Visitor<R> {
    R send(Send rendering);

    R edit(Edit rendering);

    R drop(Drop rendering);

    R hold(Hold rendering);
  }

  /**
   * A new message.
   *
   * @param alone it is not to be told with others in one message, however many wait; the rule,
   *     since few renderers have words for many
   */
  record Send(OutgoingMessage message, boolean alone) implements Rendering {
    public Send(OutgoingMessage message) {
      this(message, true);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.send(this);
    }
  }

  /**
   * A change of one that stands there.
   *
   * @param elseSend whether to send it as a new message when the old one is gone
   */
  record Edit(MessageRef target, OutgoingMessage message, boolean elseSend) implements Rendering {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.edit(this);
    }
  }

  /**
   * Nothing: it no longer matters.
   *
   * @param reason for the delivery's row
   */
  record Drop(String reason) implements Rendering {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.drop(this);
    }
  }

  /**
   * Not now: that chat wants to hear nothing until then.
   *
   * @param why for the delivery's row
   */
  record Hold(Instant until, String why) implements Rendering {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.hold(this);
    }
  }
}
