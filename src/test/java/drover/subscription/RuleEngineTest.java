package drover.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.QuietHours;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.Transition;
import drover.testing.Agents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleEngineTest {
  private static final ChatAddress CHAT = ChatAddress.of(10);
  private static final UserId ANNA = new UserId(7);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String NOON = "2026-03-02T11:00:00Z";
  private static final String NIGHT = "2026-03-02T23:00:00Z";

  /**
   * What happened to which agent; what the chat wishes: levels with filters, parted by commas; who
   * is muted until when; and what becomes of it. Quiet hours are from ten to seven.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # kind           | agent            | subscriptions                | mutes | at    | told
          # levels
          APPEARED         | Builder          | everything                   |       | noon  | sound
          APPEARED         | Builder          | normal                       |       | noon  | no
          APPEARED         | Builder          | problems                     |       | noon  | no
          COMPLETED        | Builder          | everything                   |       | noon  | sound
          COMPLETED        | Builder          | normal                       |       | noon  | sound
          COMPLETED        | Builder          | problems                     |       | noon  | no
          STALLED          | Builder          | problems                     |       | noon  | sound
          RECOVERED        | Builder          | problems                     |       | noon  | sound
          FAILED           | Builder          | problems                     |       | noon  | sound
          TERMINATED       | Builder          | problems                     |       | noon  | sound
          LATE             | Builder          | problems                     |       | noon  | sound
          STUCK_STARTING   | Builder          | problems                     |       | noon  | sound
          TOKENS_LOW       | Builder          | problems                     |       | noon  | sound
          TOKENS_USED_UP   | Builder          | problems                     |       | noon  | sound
          VANISHED         | Builder          | problems                     |       | noon  | sound
          FAILED           | Builder          |                              |       | noon  | no
          # children tell of problems only, unless switched on
          APPEARED         | Builder child    | everything                   |       | noon  | no
          COMPLETED        | Builder child    | normal                       |       | noon  | no
          FAILED           | Builder child    | normal                       |       | noon  | sound
          TOKENS_LOW       | Builder child    | normal                       |       | noon  | sound
          APPEARED         | Builder child    | everything children          |       | noon  | sound
          COMPLETED        | Builder child    | normal children              |       | noon  | sound
          COMPLETED        | Builder child    | problems children            |       | noon  | no
          # who names an agent means it, child or not
          COMPLETED        | Builder child    | normal name:build*           |       | noon  | sound
          COMPLETED        | Builder child    | normal parent:parent         |       | noon  | sound
          COMPLETED        | Builder child    | normal builder               |       | noon  | no
          # filters: any subscription is enough
          FAILED           | Builder          | normal name:build*           |       | noon  | sound
          FAILED           | Painter          | normal name:build*           |       | noon  | no
          COMPLETED        | Builder          | problems, normal name:build* |       | noon  | sound
          COMPLETED        | Painter          | problems, normal name:build* |       | noon  | no
          FAILED           | Painter          | problems, normal name:build* |       | noon  | sound
          FAILED           | Builder          | normal status:failed         |       | noon  | sound
          COMPLETED        | Builder          | normal status:failed         |       | noon  | no
          COMPLETED        | Builder critical | normal priority:critical     |       | noon  | sound
          # quiet hours: below failed and stalled without sound
          STALLED          | Builder          | normal                       |       | night | sound
          FAILED           | Builder          | normal                       |       | night | sound
          STUCK_STARTING   | Builder          | normal                       |       | night | sound
          TOKENS_USED_UP   | Builder          | normal                       |       | night | sound
          VANISHED         | Builder          | normal                       |       | night | sound
          APPEARED         | Builder          | everything                   |       | night | quiet
          COMPLETED        | Builder          | normal                       |       | night | quiet
          TERMINATED       | Builder          | normal                       |       | night | quiet
          LATE             | Builder          | normal                       |       | night | quiet
          TOKENS_LOW       | Builder          | normal                       |       | night | quiet
          COMPLETED        | Builder critical | normal                       |       | night | sound
          COMPLETED        | Builder critical | problems                     |       | night | no
          # mutes hold until they end; who is critical rings unless muted by name
          FAILED           | Builder          | normal                       | all 2 | noon  | held 2
          FAILED           | Builder critical | normal                       | all 2 | noon  | sound
          FAILED           | Builder critical | normal                       | build 2 | noon | held 2
          FAILED           | Builder          | normal                       | build 2 | noon | held 2
          FAILED           | Painter          | normal                       | build 2 | noon | sound
          FAILED           | Builder          | normal             | build 2, all 1  | noon | held 2
          FAILED           | Builder          | normal             | build 1, all 2  | noon | held 2
          FAILED           | Builder critical | normal             | build 1, all 2  | noon | held 1
          COMPLETED        | Builder          | problems                     | all 2 | noon  | no
          FAILED           | Builder          | normal                       | all 0 | noon  | sound
          COMPLETED        | Builder          | normal                       | all 0 | night | quiet
          """)
  void decides(
      Transition.Kind kind,
      String agent,
      @Nullable String subscriptions,
      @Nullable String mutes,
      String at,
      String told) {
    Instant now = Instant.parse(at.equals("night") ? NIGHT : NOON);

    Telling telling = RuleEngine.decide(news(kind, agent), wishes(subscriptions, mutes, now), now);

    assertThat(words(telling, now)).isEqualTo(told);
  }

  @Test
  void newsOfTheServerConcernsEveryoneWhoSubscribedToAnything() {
    Instant night = Instant.parse(NIGHT);
    News news = News.ofServer();

    assertThat(words(RuleEngine.decide(news, wishes("problems name:x", null, night), night), night))
        .isEqualTo("sound");
    assertThat(words(RuleEngine.decide(news, wishes(null, null, night), night), night))
        .isEqualTo("no");
    assertThat(words(RuleEngine.decide(news, wishes("normal", "all 1", night), night), night))
        .isEqualTo("held 1");
    assertThat(words(RuleEngine.decide(news, wishes("normal", "x 1", night), night), night))
        .isEqualTo("sound");
  }

  @Test
  void withoutQuietHoursTheNightIsAsTheDay() {
    Instant night = Instant.parse(NIGHT);
    ChatWishes wishes = wishes("normal", null, night);
    ChatWishes loud = new ChatWishes(wishes.subscriptions(), false, BERLIN, null, wishes.mutes());

    assertThat(RuleEngine.decide(news(Transition.Kind.COMPLETED, "Builder"), loud, night))
        .isEqualTo(new Telling.Tell(false));
  }

  @Test
  void readsLevelsInAnySpellingAndNoOthers() {
    assertThat(Level.parse("PROBLEMS")).contains(Level.PROBLEMS);
    assertThat(Level.parse("")).isEmpty();
    assertThat(Level.parse("everything ")).isEmpty();
  }

  private static News news(Transition.Kind kind, String agent) {
    List<String> words = List.of(agent.split(" "));
    Session.Family family = new Session.Family(new SessionId("parent"), List.of());
    Transition transition =
        Agents.transition(
            kind,
            0,
            NOON,
            s -> {
              Session named = s.withName(words.get(0));
              Session ranked = words.contains("critical") ? named.withPriority("Critical") : named;
              return words.contains("child") ? ranked.withFamily(family) : ranked;
            });
    return new News(Weight.of(kind), Traits.of(transition.after(), id -> Optional.empty()));
  }

  private static ChatWishes wishes(
      @Nullable String subscriptions, @Nullable String mutes, Instant now) {
    List<Subscription> all = new ArrayList<>();
    boolean children = false;
    for (String one : parts(subscriptions)) {
      List<String> words = new ArrayList<>(List.of(one.split(" ")));
      children |= words.remove("children");
      Level level = Level.parse(words.remove(0)).orElseThrow();
      AgentFilter filter = AgentFilter.of(String.join(" ", words));
      all.add(new Subscription(all.size(), CHAT, level, filter, ANNA, Instant.EPOCH));
    }
    List<Mute> silences = new ArrayList<>();
    for (String one : parts(mutes)) {
      List<String> words = List.of(one.split(" "));
      AgentFilter filter = AgentFilter.of(words.get(0).replace("all", ""));
      silences.add(new Mute(CHAT, filter, now.plusSeconds(3600 * Long.parseLong(words.get(1)))));
    }
    QuietHours quiet = QuietHours.parse("22:00-07:00").orElseThrow();
    return new ChatWishes(all, children, BERLIN, quiet, silences);
  }

  private static List<String> parts(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(", *"));
  }

  private static String words(Telling telling, Instant now) {
    return telling.accept(
        new Telling.Visitor<>() {
          @Override
          public String nothing(Telling.Nothing nothing) {
            return "no";
          }

          @Override
          public String tell(Telling.Tell tell) {
            return tell.silent() ? "quiet" : "sound";
          }

          @Override
          public String hold(Telling.Hold hold) {
            long hours = Duration.between(now, hold.until()).toHours();
            return String.format(Locale.ROOT, "held %d", hours);
          }
        });
  }
}
