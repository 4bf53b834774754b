package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Tells a lane how many of its notices were left out because too many waited: once, with the number
 * as it is when it is sent. Everything else it leaves to another.
 */
final class LeftOut implements Renderer {
  /** The kind of the fact, which is never left out itself. */
  static final String KIND = "left-out";

  private final Renderer others;
  private final OutboxStore store;

  LeftOut(Renderer others, OutboxStore store) {
    this.others = others;
    this.store = store;
  }

  static Fact fact(ChatAddress lane, long episode, Instant at) {
    Integer topic = lane.topic();
    String subject = "lane " + lane.chat() + (topic == null ? "" : "/" + topic);
    return new Fact(new FactKey(subject, KIND, episode), at, Fact.Urgency.NORMAL, Map.of());
  }

  @Override
  public Rendering render(Delivery delivery) {
    if (!isOurs(delivery)) {
      return others.render(delivery);
    }
    long number = store.beginTellingLeftOut(delivery.to());
    if (number == 0) {
      return new Rendering.Drop("none was left out");
    }
    String text =
        "⚠️ <b>%d notice%s left out</b>: too many waited here. /history has what happened.%s"
            .formatted(
                number,
                number == 1 ? " was" : "s were",
                delivery.maybeRepeat() ? "\n<i>(may be a repeat)</i>" : "");
    return new Rendering.Send(OutgoingMessage.of(text), true);
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    if (isOurs(delivery)) {
      store.toldLeftOut(delivery.to());
    } else {
      others.told(delivery, message);
    }
  }

  @Override
  public void gone(Delivery delivery, MessageRef message) {
    if (!isOurs(delivery)) {
      others.gone(delivery, message);
    }
  }

  @Override
  public OutgoingMessage group(List<Delivery> members, GroupPage page) {
    return others.group(members, page);
  }

  private static boolean isOurs(Delivery delivery) {
    return delivery.fact().key().kind().equals(KIND);
  }
}
