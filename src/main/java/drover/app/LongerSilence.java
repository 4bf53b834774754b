package drover.app;

import drover.base.Transactor;
import drover.incident.FalseAlarms;
import drover.monitor.Board;
import drover.monitor.StallPatience;
import drover.session.Agent;
import drover.session.AgentLife;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Keeps that agents of a name may be silent for longer, and has the board know it once it is kept.
 *
 * @param bePatient tells the board by how much longer agents of a name may be silent
 * @param takeBack tells the board that the stall of a life was none
 * @param threshold how long agents may be silent that never had a false alarm
 */
record LongerSilence(
    Board board,
    BiConsumer<String, Integer> bePatient,
    Consumer<AgentLife> takeBack,
    StallPatience patience,
    Transactor transactor,
    Duration threshold)
    implements FalseAlarms {

  @Override
  public Raise of(AgentLife life) {
    Agent agent = board.snapshot().find(life).orElse(null);
    if (agent == null) {
      return Raise.GONE;
    }
    String name = agent.session().name();
    if (name == null || name.isBlank()) {
      return Raise.NAMELESS;
    }
    int now = patience.factors().getOrDefault(name, 1);
    int then = Math.min(StallPatience.MOST, 2 * now);
    return new Raise(
        then > now ? Effect.LONGER : Effect.LONGEST, name, threshold.multipliedBy(then));
  }

  @Override
  public void make(AgentLife life, Raise raise) {
    String name = raise.name();
    Duration silence = raise.silence();
    if (raise.effect() == Effect.LONGER && name != null && silence != null) {
      int factor = (int) silence.dividedBy(threshold);
      if (patience.factors().getOrDefault(name, 1) < factor) {
        patience.save(name, factor);
      }
      transactor.afterCommit(() -> bePatient.accept(name, factor));
    }
    transactor.afterCommit(() -> takeBack.accept(life));
  }
}
