package drover.monitor;

import drover.session.AgentLife;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back stalls of which a person says that they are none. The board's thread only. */
final class FalseAlarms {
  private static final Logger log = LoggerFactory.getLogger(FalseAlarms.class);

  private final Roster roster;
  private final Reckoner reckoner;
  private final Patience patience;
  private final BeliefsTable table;

  FalseAlarms(Roster roster, Reckoner reckoner, Patience patience, BeliefsTable table) {
    this.roster = roster;
    this.reckoner = reckoner;
    this.patience = patience;
    this.table = table;
  }

  /** Takes back the stall that a life is in, if it still is. */
  void takeBack(AgentLife life) {
    Known agent = roster.find(life.session());
    if (agent == null || !isStalled(agent.belief, life)) {
      return;
    }
    agent.belief = reckoner.excuse(agent.belief);
    agent.unsaved = true;
    roster.change();
    if (table.save(List.of(agent.belief))) {
      agent.unsaved = false;
    }
    log.info(
        "A false alarm: {} may be silent for {}",
        life,
        patience.of(agent.belief.agent().session()));
  }

  private static boolean isStalled(Belief belief, AgentLife life) {
    return belief.agent().life().equals(life)
        && belief.isLiving()
        && belief.stalls().since() != null;
  }
}
