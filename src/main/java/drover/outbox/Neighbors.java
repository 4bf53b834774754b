package drover.outbox;

import drover.chat.MessageRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits in a lane beside the notice that may go now, put into words to see what it has become:
 * a message, a change of one that stands, or nothing. One thread.
 */
final class Neighbors {
  private static final Logger log = LoggerFactory.getLogger(Neighbors.class);

  private final List<Delivery> messages = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Runnable> aside = new ArrayList<>();
  private final Ends ends;
  private boolean allSilent = true;
  private int wordless;

  private record Change(Delivery delivery, Rendering.Edit edit) {}

  /** How what is not to be told ends. */
  record Ends(OutboxStore store, Runnable elsewhere, Instant now) {
    private void drop(Delivery delivery, String reason) {
      if (!store.drop(delivery, reason, now)) {
        elsewhere.run();
      }
    }
  }

  private Neighbors(Ends ends) {
    this.ends = ends;
  }

  /**
   * @param head has its rendering already
   */
  static Neighbors of(
      List<Delivery> lane, Delivery head, Rendering rendered, Renderer renderer, Ends ends) {
    Neighbors all = new Neighbors(ends);
    boolean there = false;
    for (Delivery delivery : lane) {
      if (delivery.id() == head.id()) {
        there = true;
        var unused = rendered.accept(all.new Sorting(head));
      } else {
        all.add(delivery, renderer);
      }
    }
    if (!there) {
      var unused = rendered.accept(all.new Sorting(head));
    }
    if (all.wordless > 0) {
      log.warn("{} notices cannot be put into words now", all.wordless);
    }
    return all;
  }

  /** All that may be told together, in order. */
  List<Delivery> messages() {
    return List.copyOf(messages);
  }

  boolean allSilent() {
    return allSilent;
  }

  /** Writes down what became of those that are not to be told now. */
  Runnable aside() {
    List<Runnable> all = List.copyOf(aside);
    return () -> all.forEach(Runnable::run);
  }

  /** All that change this message, the newest last. */
  List<Delivery> changesOf(MessageRef target) {
    return changes.stream()
        .filter(change -> change.edit.target().equals(target))
        .map(Change::delivery)
        .sorted((a, b) -> Long.compare(a.id(), b.id()))
        .toList();
  }

  Rendering.Edit change(Delivery delivery) {
    return changes.stream()
        .filter(change -> change.delivery.equals(delivery))
        .findFirst()
        .orElseThrow()
        .edit();
  }

  private void add(Delivery delivery, Renderer renderer) {
    Rendering rendering;
    try {
      rendering = renderer.render(delivery);
    } catch (RuntimeException e) {
      // Told in the log once it is the first of its lane.
      log.debug("Notice {} cannot be put into words now", delivery.fact().key(), e);
      wordless++;
      return;
    }
    var unused = rendering.accept(new Sorting(delivery));
  }

  /** Returns whether it is to be told now. */
  private final class Sorting implements Rendering.Visitor<Boolean> {
    private final Delivery delivery;

    Sorting(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public Boolean send(Rendering.Send rendering) {
      if (!rendering.alone()) {
        messages.add(delivery);
        allSilent &= rendering.message().silent();
      }
      return true;
    }

    @Override
    public Boolean edit(Rendering.Edit rendering) {
      changes.add(new Change(delivery, rendering));
      return true;
    }

    @Override
    public Boolean drop(Rendering.Drop rendering) {
      aside.add(() -> ends.drop(delivery, rendering.reason()));
      return false;
    }

    @Override
    public Boolean hold(Rendering.Hold rendering) {
      aside.add(() -> ends.store.hold(delivery.id(), rendering.until(), rendering.why()));
      return false;
    }
  }
}
