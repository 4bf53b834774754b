package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.session.Agent;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.testing.Agents;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceResolverTest {
  private static final ChatAddress CHAT = ChatAddress.of(1);

  private final List<Agent> agents =
      List.of(
          agent("aaaa1111", "Build"),
          agent("aaaa2222", "Build error handler"),
          agent("bbbb3333", "Deploy  Prod"),
          agent("cccc4444", "Twin"),
          agent("cccc5555", "Twin"),
          agent("4242", "7"),
          agent("dddd 6\"6", "Odd \"id\""));
  private final ListMemory lists = new ListMemory();
  private final ReferenceResolver resolver = new ReferenceResolver(lists);

  ReferenceResolverTest() {
    lists.shown(
        CHAT, 1, List.of(new SessionId("bbbb3333"), new SessionId("gone")), List.of(), true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Build                 | aaaa1111",
        "BUILD                 | aaaa1111",
        "build error           | aaaa2222",
        "build error 20        | aaaa2222 + 20",
        "build warn 20         | aaaa1111 + warn 20",
        "\"Build error\" error | aaaa2222 + error",
        "buil                  | several: aaaa1111 aaaa2222",
        "aaaa1                 | aaaa1111",
        "AAAA1                 | aaaa1111",
        "aaaa                  | several: aaaa1111 aaaa2222",
        "aaa                   | unknown",
        "bbbb3333              | bbbb3333",
        "deploy prod           | bbbb3333",
        "deploy                | bbbb3333",
        "1                     | bbbb3333",
        "1 error               | bbbb3333 + error",
        "2                     | gone, not known",
        "3                     | unknown",
        "7                     | 4242",
        "4242                  | 4242",
        "Twin                  | several: cccc4444 cccc5555",
        "id:cccc5555           | cccc5555",
        "id:nobody x           | nobody, not known + x",
        "\"id:dddd 6\\\"6\"    | dddd 6\"6",
        "Biuld                 | unknown, near Build",
        "zzzzzz                | unknown"
      })
  void findsWhatIsMeant(String typed, String expected) {
    List<String> words = new CommandCall("agent", typed).words();

    assertThat(describe(resolver.resolve(CHAT, words, agents))).isEqualTo(expected);
  }

  @Test
  void numbersBelongToTheirChatAndTopic() {
    Reference other = resolver.resolve(new ChatAddress(1, 5), List.of("1"), agents);

    assertThat(other).isInstanceOf(Reference.Unknown.class);
  }

  private static String describe(Reference reference) {
    return reference.accept(
        new Reference.Visitor<>() {
          @Override
          public String found(Reference.Found found) {
            return found.id()
                + (found.agent() == null ? ", not known" : "")
                + (found.rest().isEmpty() ? "" : " + " + String.join(" ", found.rest()));
          }

          @Override
          public String ambiguous(Reference.Ambiguous several) {
            return several.matches().stream()
                .map(agent -> agent.id().value())
                .collect(Collectors.joining(" ", "several: ", ""));
          }

          @Override
          public String unknown(Reference.Unknown unknown) {
            return unknown.near().isEmpty()
                ? "unknown"
                : "unknown, near " + unknown.near().get(0).name();
          }

          @Override
          public String missing(Reference.Missing missing) {
            return "missing";
          }
        });
  }

  private static Agent agent(String id, String name) {
    return Agents.agent(id, name, SessionStatus.WORKING);
  }
}
