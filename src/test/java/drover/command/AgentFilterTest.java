package drover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.chat.CommandCall;
import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Verdict;
import drover.testing.Agents;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentFilterTest {
  private final Agent agent =
      Agents.agent(
          Agents.session("a1", "Nightly Build (x+y)")
              .withTask("Compile everything")
              .withPriority("high")
              .withOrigin(new Session.Origin("telegram", null, null, null, null))
              .withFamily(new Session.Family(new SessionId("p 1"), List.of())),
          Verdict.reported(SessionStatus.WORKING));

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "build, true",
    "BUILD compile, true",
    "build nothing, false",
    "(x+y), true",
    "name:nightly*, true",
    "name:*y*build*, true",
    "name:build, true",
    "name:build*, false",
    "name:.*, false",
    "priority:high, true",
    "priority:HIGH, true",
    "priority:low, false",
    "channel:telegram, true",
    "channel:web, false",
    "status:working, true",
    "status:running, true",
    "status:done, false",
    "'\"parent:id:p 1\"', true",
    "parent:id:other, false",
    "build status:failed, false"
  })
  void matches(String typed, boolean expected) throws Exception {
    assertThat(parse(typed).matches(agent)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status:wroking", "status:", "name:", "parent:nobody"})
  void saysWhatIsWrong(String typed) {
    assertThatThrownBy(() -> parse(typed)).isInstanceOf(AgentFilter.Malformed.class);
  }

  @Test
  void readsBackFromItsOwnWords() throws Exception {
    AgentFilter filter =
        parse("build name:n* priority:high channel:x \"parent:id:p 1\" status:done");

    CommandCall stored = CommandCall.of("agents", filter.words().toArray(String[]::new));

    assertThat(AgentFilter.parse(stored.words(), AgentFilterTest::parent)).isEqualTo(filter);
  }

  private static AgentFilter parse(String typed) throws AgentFilter.Malformed {
    return AgentFilter.parse(new CommandCall("agents", typed).words(), AgentFilterTest::parent);
  }

  private static Optional<SessionId> parent(String typed) {
    return typed.startsWith("id:")
        ? Optional.of(new SessionId(typed.substring(3)))
        : Optional.empty();
  }
}
