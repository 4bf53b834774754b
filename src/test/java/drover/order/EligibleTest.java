package drover.order;

import static org.assertj.core.api.Assertions.assertThat;

import drover.session.Agent;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibleTest {
  @ParameterizedTest
  @CsvSource({
    "spawning, SPAWNING, REPORTED, true, false",
    "working, WORKING, REPORTED, true, false",
    "working, STALLED, REPORTED, true, true",
    "stalled, STALLED, REPORTED, true, true",
    "working, STALLED, DERIVED, true, false",
    "working, FAILED, DERIVED, true, true",
    "invented, WORKING, DERIVED, true, false",
    "failed, FAILED, REPORTED, false, true",
    "terminated, TERMINATED, REPORTED, false, true",
    "completed, COMPLETED, REPORTED, false, false"
  })
  void ordersFollowTheReportedStatus(
      String reported, SessionStatus status, Verdict.Source source, boolean kill, boolean respawn) {
    Agent agent =
        Agents.agent(
            Agents.session("a1", "A").withStatus(reported), new Verdict(status, source, "reason"));

    assertThat(Eligible.forKill(agent)).isEqualTo(kill);
    assertThat(Eligible.forRespawn(agent)).isEqualTo(respawn);
  }
}
