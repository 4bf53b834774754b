package drover.app;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.outbox.Delivery;
import drover.outbox.GroupPage;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Hands each fact to the one that has words for its kind. Filled while the house is put together.
 */
final class RenderersByKind implements Renderer {
  private final Map<String, Renderer> byKind = new ConcurrentHashMap<>();
  private final Consumer<ChatAddress> reached;

  /**
   * @param reached takes each lane in which a notice arrived
   */
  RenderersByKind(Consumer<ChatAddress> reached) {
    this.reached = reached;
  }

  void add(Renderer renderer, Iterable<String> kinds) {
    kinds.forEach(kind -> byKind.put(kind, renderer));
  }

  @Override
  public Rendering render(Delivery delivery) {
    return of(delivery).render(delivery);
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    reached.accept(message.chat());
    of(delivery).told(delivery, message);
  }

  @Override
  public OutgoingMessage group(List<Delivery> members, GroupPage page) {
    return of(members.get(0)).group(members, page);
  }

  private Renderer of(Delivery delivery) {
    String kind = delivery.fact().key().kind();
    Renderer renderer = byKind.get(kind);
    if (renderer == null) {
      throw new IllegalStateException("nobody has words for a fact of kind " + kind);
    }
    return renderer;
  }
}
