package drover.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.QuietHours;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.testing.MemoryChats;
import drover.testing.MemoryMutes;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of every decision, whatever happened and whoever wishes what. */
class RuleEnginePropertyTest {
  private static final Instant NOW = Instant.parse("2026-03-02T11:00:00Z");
  private static final UserId ANNA = new UserId(7);
  private static final List<ChatAddress> CHATS =
      List.of(ChatAddress.of(-1), new ChatAddress(-1, 5), ChatAddress.of(-2));

  @Property
  void eachLevelTellsAllThatTheNarrowerOneTells(
      @ForAll("news") News news, @ForAll("filters") AgentFilter filter, @ForAll boolean children) {
    boolean problems = wants(news, Level.PROBLEMS, filter, children);
    boolean normal = wants(news, Level.NORMAL, filter, children);
    boolean everything = wants(news, Level.EVERYTHING, filter, children);

    assertThat(!problems || normal).isTrue();
    assertThat(!normal || everything).isTrue();
  }

  @Property
  void moreSubscriptionsAndChildrenNeverTellLess(
      @ForAll("news") News news,
      @ForAll("wishes") ChatWishes wishes,
      @ForAll("subscriptions") Subscription more) {
    List<Subscription> all =
        Stream.concat(wishes.subscriptions().stream(), Stream.of(more)).toList();

    boolean wanted = RuleEngine.wants(news, wishes.subscriptions(), wishes.children());

    assertThat(!wanted || RuleEngine.wants(news, all, wishes.children())).isTrue();
    assertThat(!wanted || RuleEngine.wants(news, wishes.subscriptions(), true)).isTrue();
  }

  @Property
  void whatIsMutedIsHeldUntilAMuteEndsAndNothingElseIs(
      @ForAll("news") News news, @ForAll("wishes") ChatWishes wishes) {
    Traits agent = news.agent();
    boolean critical = agent != null && agent.isCritical();
    List<Instant> ends =
        wishes.mutes().stream()
            .filter(mute -> mute.until().isAfter(NOW))
            .filter(
                mute ->
                    mute.filter().isAll()
                        ? !critical
                        : agent != null && mute.filter().matches(agent))
            .map(Mute::until)
            .toList();

    Telling telling = RuleEngine.telling(news, wishes, NOW);

    assertThat(telling instanceof Telling.Hold).isEqualTo(!ends.isEmpty());
    if (telling instanceof Telling.Hold hold) {
      assertThat(hold.until()).isIn(ends).isAfter(NOW);
      assertThat(RuleEngine.telling(news, wishes, hold.until())).isInstanceOf(Telling.Tell.class);
    }
  }

  @Property
  void criticalAgentsRingUnlessMutedByName(
      @ForAll("agents") Traits agent, @ForAll Weight weight, @ForAll("wishes") ChatWishes wishes) {
    News news = new News(weight, critical(agent));
    List<Mute> unnamed = wishes.mutes().stream().filter(mute -> mute.filter().isAll()).toList();
    ChatWishes blanket =
        new ChatWishes(
            wishes.subscriptions(), wishes.children(), wishes.zone(), wishes.quiet(), unnamed);

    assertThat(RuleEngine.telling(news, blanket, NOW)).isEqualTo(new Telling.Tell(false));
    assertThat(RuleEngine.telling(news, wishes, NOW)).isNotEqualTo(new Telling.Tell(true));
  }

  @Property
  void troubleRingsInQuietHoursAndNothingIsSilentOutsideOfThem(
      @ForAll("news") News news, @ForAll("wishes") ChatWishes wishes) {
    Telling telling = RuleEngine.telling(news, wishes, NOW);

    if (telling.equals(new Telling.Tell(true))) {
      assertThat(news.weight()).isNotEqualTo(Weight.TROUBLE);
      QuietHours quiet = wishes.quiet();
      assertThat(quiet != null && quiet.covers(NOW, wishes.zone())).isTrue();
    }
  }

  /** Through the stores: however many subscriptions of a chat ask for it. */
  @Property(tries = 100)
  void noChatIsToldTwice(
      @ForAll("news") News news,
      @ForAll List<@IntRange(max = 2) Integer> where,
      @ForAll("filters") AgentFilter filter,
      @ForAll Level level) {
    MemorySubscriptions subscriptions = new MemorySubscriptions();
    MemoryChats chats = new MemoryChats();
    MemoryUsers users = new MemoryUsers();
    Wishes wishes =
        new Wishes(
            subscriptions,
            new MemoryMutes(),
            chats,
            new Access(users, chats, TestClock.at(NOW.toString())),
            id -> Optional.empty());
    for (int i : where) {
      subscriptions.put(CHATS.get(i), level, filter, ANNA, NOW);
      subscriptions.put(CHATS.get(i), Level.EVERYTHING, AgentFilter.ALL, ANNA, NOW);
      chats.setChildren(CHATS.get(i), true);
    }

    Set<ChatAddress> told = wishes.wanting(news);

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(where.stream().distinct().map(CHATS::get).toList());
  }

  @Provide
  Arbitrary<Traits> agents() {
    return Combinators.combine(
            Arbitraries.of("Builder", "Build <x>", "Painter", ""),
            Arbitraries.of("Compile", "Paint the wall").injectNull(0.3),
            Arbitraries.of("low", "normal", "high", "critical"),
            Arbitraries.of("telegram", "web").injectNull(0.3),
            Arbitraries.of("p000-1", "q111-2").map(SessionId::new).injectNull(0.5),
            Arbitraries.of("Lead", "Boss").injectNull(0.3),
            Arbitraries.of(SessionStatus.class))
        .as(Traits::new);
  }

  @Provide
  Arbitrary<News> news() {
    return Combinators.combine(Arbitraries.of(Weight.class), agents().injectNull(0.1))
        .as(News::new);
  }

  @Provide
  Arbitrary<AgentFilter> filters() {
    return Arbitraries.of(
            "",
            "build",
            "paint wall",
            "name:build*",
            "name:*er",
            "priority:critical",
            "priority:low",
            "channel:web",
            "parent:lead",
            "parent:id:q111-2",
            "status:failed",
            "status:done")
        .map(AgentFilter::of);
  }

  @Provide
  Arbitrary<Subscription> subscriptions() {
    return Combinators.combine(Arbitraries.of(Level.class), filters())
        .as((level, filter) -> subscription(level, filter));
  }

  @Provide
  Arbitrary<ChatWishes> wishes() {
    Arbitrary<Mute> mutes =
        Combinators.combine(filters(), Arbitraries.integers().between(-2, 3))
            .as(
                (filter, hours) ->
                    new Mute(CHATS.get(0), filter, NOW.plus(Duration.ofHours(hours))));
    Arbitrary<LocalTime> times =
        Arbitraries.integers().between(0, 24 * 60 - 1).map(m -> LocalTime.MIDNIGHT.plusMinutes(m));
    Arbitrary<QuietHours> quiet =
        Combinators.combine(times, times)
            .filter((from, to) -> !from.equals(to))
            .as(QuietHours::new);
    return Combinators.combine(
            subscriptions().list().ofMaxSize(4),
            Arbitraries.of(true, false),
            Arbitraries.of("Europe/Berlin", "Asia/Kathmandu", "America/St_Johns").map(ZoneId::of),
            quiet.injectNull(0.2),
            mutes.list().ofMaxSize(3))
        .as(ChatWishes::new);
  }

  private static boolean wants(News news, Level level, AgentFilter filter, boolean children) {
    return RuleEngine.wants(news, List.of(subscription(level, filter)), children);
  }

  private static Subscription subscription(Level level, AgentFilter filter) {
    return new Subscription(1, CHATS.get(0), level, filter, ANNA, Instant.EPOCH);
  }

  private static Traits critical(Traits agent) {
    return new Traits(
        agent.name(),
        agent.task(),
        "critical",
        agent.channel(),
        agent.parent(),
        agent.parentName(),
        agent.status());
  }
}
