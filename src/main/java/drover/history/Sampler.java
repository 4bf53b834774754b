package drover.history;

import drover.base.ScheduledTask;
import drover.session.Agent;
import drover.session.Progress;
import drover.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Notes once a minute how far every agent is that is not over. */
public final class Sampler implements ScheduledTask {
  private final Supplier<List<Agent>> agents;
  private final HistoryStore history;
  private final Clock clock;

  /**
   * @param agents what is believed now, from memory
   */
  public Sampler(Supplier<List<Agent>> agents, HistoryStore history, Clock clock) {
    this.agents = agents;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "samples";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    List<Sample> samples =
        agents.get().stream()
            .filter(agent -> !agent.isOver())
            .map(agent -> sample(agent, now))
            .filter(sample -> sample.progress() != null || sample.tokensUsed() != null)
            .toList();
    if (!samples.isEmpty()) {
      history.sample(samples);
    }
  }

  private static Sample sample(Agent agent, Instant now) {
    Progress progress = agent.progress();
    Session.Tokens tokens = agent.session().tokens();
    return new Sample(
        agent.life(),
        now,
        progress == null ? null : progress.percent(),
        tokens.used(),
        tokens.limit());
  }
}
