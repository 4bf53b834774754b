package drover.subscription;

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
import org.jspecify.annotations.Nullable;
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

  @ParameterizedTest
  @CsvSource({
    "lead, true",
    "LEAD w, true",
    "writer, false",
    "p000-1, true",
    "P000, true",
    "p00, false",
    "id:p000-1111, true",
    "id:p000-1, false",
  })
  void findsTheParentByHowNameOrIdBegins(String typed, boolean expected) {
    AgentFilter filter = AgentFilter.of(CommandCall.of("filter", "parent:" + typed).text());

    assertThat(filter.matches(child(new SessionId("p000-1111"), "Lead Writer")))
        .isEqualTo(expected);
    assertThat(filter.matches(child(null, null))).isFalse();
  }

  @Test
  void hasOneSpellingWhateverTheOrder() throws Exception {
    assertThat(parse("b a status:done name:x a").text()).isEqualTo("a b name:x status:done");
    assertThat(parse("name:x a status:DONE b")).isEqualTo(parse("b a status:done name:x"));
    assertThat(parse("").isAll()).isTrue();
    assertThat(parse("").text()).isEmpty();
  }

  private static Traits child(@Nullable SessionId parent, @Nullable String parentName) {
    return new Traits("n", null, "normal", null, parent, parentName, SessionStatus.WORKING);
  }

  private static AgentFilter parse(String typed) throws AgentFilter.Malformed {
    return AgentFilter.parse(new CommandCall("agents", typed).words(), AgentFilterTest::parent);
  }

  private static Optional<String> parent(String typed) {
    return typed.startsWith("id:") ? Optional.of(typed) : Optional.empty();
  }
}
