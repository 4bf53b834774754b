package drover.app;

import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.outbox.Delivery;
import drover.outbox.GroupPage;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.view.Redaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Hands each fact to the one that has words for its kind, and takes secrets out of the words.
 * Filled while the house is put together.
 */
final class RenderersByKind implements Renderer {
  private final Map<String, Renderer> byKind = new ConcurrentHashMap<>();
  private final Consumer<ChatAddress> reached;
  private final Redactor redactor;

  /**
   * @param reached takes each lane in which a notice arrived
   */
  RenderersByKind(Consumer<ChatAddress> reached, Redactor redactor) {
    this.reached = reached;
    this.redactor = redactor;
  }

  void add(Renderer renderer, Iterable<String> kinds) {
    kinds.forEach(kind -> byKind.put(kind, renderer));
  }

  @Override
  public Rendering render(Delivery delivery) {
    return of(delivery).render(delivery).accept(new Cleaning(redactor));
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    reached.accept(message.chat());
    of(delivery).told(delivery, message);
  }

  @Override
  public void gone(Delivery delivery, MessageRef message) {
    of(delivery).gone(delivery, message);
  }

  @Override
  public OutgoingMessage group(List<Delivery> members, GroupPage page) {
    return Redaction.of(of(members.get(0)).group(members, page), redactor);
  }

  private Renderer of(Delivery delivery) {
    String kind = delivery.fact().key().kind();
    Renderer renderer = byKind.get(kind);
    if (renderer == null) {
      throw new IllegalStateException("nobody has words for a fact of kind " + kind);
    }
    return renderer;
  }

  private record Cleaning(Redactor redactor) implements Rendering.Visitor<Rendering> {
    @Override
    public Rendering send(Rendering.Send rendering) {
      return new Rendering.Send(clean(rendering.message()), rendering.alone());
    }

    @Override
    public Rendering edit(Rendering.Edit rendering) {
      return new Rendering.Edit(
          rendering.target(), clean(rendering.message()), rendering.elseSend());
    }

    @Override
    public Rendering drop(Rendering.Drop rendering) {
      return rendering;
    }

    @Override
    public Rendering hold(Rendering.Hold rendering) {
      return rendering;
    }

    private OutgoingMessage clean(OutgoingMessage message) {
      return Redaction.of(message, redactor);
    }
  }
}
