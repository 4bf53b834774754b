package drover.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.Transition;
import drover.testing.Agents;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleEngineTest {
  private static final UserId ANNA = new UserId(7);

  @ParameterizedTest
  @CsvSource({
    "APPEARED, everything, false, true",
    "APPEARED, everything, true, false",
    "APPEARED, normal, false, false",
    "APPEARED, problems, false, false",
    "COMPLETED, everything, false, true",
    "COMPLETED, everything, true, false",
    "COMPLETED, normal, false, true",
    "COMPLETED, normal, true, false",
    "COMPLETED, problems, false, false",
    "STALLED, everything, true, true",
    "STALLED, normal, true, true",
    "STALLED, problems, true, true",
    "RECOVERED, problems, true, true",
    "RECOVERED, normal, false, true",
    "FAILED, problems, true, true",
    "FAILED, normal, false, true",
    "TERMINATED, problems, true, true",
    "TERMINATED, normal, false, true",
  })
  void tellsEachLevelWhatItIsFor(
      Transition.Kind kind, String level, boolean child, boolean wanted) {
    Subscription one = subscription(1, ChatAddress.of(10), Level.parse(level).orElseThrow());

    assertThat(RuleEngine.wanting(transition(kind, child), List.of(one)))
        .isEqualTo(wanted ? Set.of(one.chat()) : Set.of());
  }

  @Test
  void namesEachChatAndTopicOnceAndInOrder() {
    ChatAddress topic = new ChatAddress(-20, 5);
    List<Subscription> subscriptions =
        List.of(
            subscription(1, ChatAddress.of(-20), Level.NORMAL),
            subscription(2, topic, Level.PROBLEMS),
            subscription(3, topic, Level.EVERYTHING),
            subscription(4, ChatAddress.of(3), Level.NORMAL));

    assertThat(RuleEngine.wanting(transition(Transition.Kind.FAILED, false), subscriptions))
        .containsExactly(ChatAddress.of(-20), topic, ChatAddress.of(3));
  }

  @Test
  void tellsNobodyWhenNobodySubscribed() {
    assertThat(RuleEngine.wanting(transition(Transition.Kind.FAILED, false), List.of())).isEmpty();
  }

  @Test
  void readsLevelsInAnySpellingAndNoOthers() {
    assertThat(Level.parse("PROBLEMS")).contains(Level.PROBLEMS);
    assertThat(Level.parse("")).isEmpty();
    assertThat(Level.parse("everything ")).isEmpty();
  }

  private static Transition transition(Transition.Kind kind, boolean child) {
    Session.Family family = new Session.Family(new SessionId("parent"), List.of());
    UnaryOperator<Session> change = s -> child ? s.withFamily(family) : s;
    return Agents.transition(kind, 0, "2026-03-02T11:42:00Z", change);
  }

  private static Subscription subscription(long id, ChatAddress chat, Level level) {
    return new Subscription(id, chat, level, ANNA, Instant.EPOCH);
  }
}
