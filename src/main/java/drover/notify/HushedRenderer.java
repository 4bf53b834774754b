package drover.notify;

import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.subscription.News;
import drover.subscription.Telling;
import drover.subscription.Weight;
import drover.subscription.Wishes;
import java.time.Clock;

/**
 * Takes the sound from what a chat ordered for a fixed time, as a digest, in its quiet hours and
 * while it is muted. It is not held: it was wanted just then. Any thread.
 */
public final class HushedRenderer implements Renderer {
  private static final News ORDERED = new News(Weight.COMPLETION, null);

  private final Renderer renderer;
  private final Wishes wishes;
  private final Clock clock;

  public HushedRenderer(Renderer renderer, Wishes wishes, Clock clock) {
    this.renderer = renderer;
    this.wishes = wishes;
    this.clock = clock;
  }

  @Override
  public Rendering render(Delivery delivery) {
    Rendering rendering = renderer.render(delivery);
    Telling telling = wishes.telling(ORDERED, delivery.to(), clock.instant());
    boolean loud = telling.equals(new Telling.Tell(false));
    return !loud && rendering instanceof Rendering.Send send
        ? new Rendering.Send(send.message().withSilent(true), send.alone())
        : rendering;
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    renderer.told(delivery, message);
  }

  @Override
  public void gone(Delivery delivery, MessageRef message) {
    renderer.gone(delivery, message);
  }
}
