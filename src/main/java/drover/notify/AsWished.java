package drover.notify;

import drover.outbox.Rendering;
import drover.subscription.Telling;
import java.util.function.Supplier;

/** Gives words the sound that a chat wishes, or keeps them for later. */
final class AsWished {
  private AsWished() {}

  /**
   * @param words asked for only when they are to be told now
   */
  static Rendering of(Telling telling, Supplier<Rendering> words) {
    return telling.accept(
        new Telling.Visitor<>() {
          @Override
          public Rendering nothing(Telling.Nothing nothing) {
            return new Rendering.Drop("nobody there wants to hear it");
          }

          @Override
          public Rendering tell(Telling.Tell tell) {
            Rendering rendering = words.get();
            return tell.silent() && rendering instanceof Rendering.Send send
                ? new Rendering.Send(send.message().withSilent(true), send.alone())
                : rendering;
          }

          @Override
          public Rendering hold(Telling.Hold hold) {
            return new Rendering.Hold(hold.until(), "muted");
          }
        });
  }
}
