package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.GROUP;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.ChatStore;
import drover.access.QuietHours;
import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.subscription.MuteStore;
import drover.subscription.SubscriptionStore;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That nobody reads what was so before: of one database, by stores that remember. */
class CacheTest {
  private static final UserId ADA = new UserId(7);
  private static final AgentFilter BUILDS = AgentFilter.of("name:build*");
  private static final long MOVED = -200;
  private static final List<ChatAddress> CHATS =
      List.of(CHAT, GROUP, TOPIC, ChatAddress.of(MOVED), new ChatAddress(MOVED, 3));

  /** All ways to change what is remembered. */
  private static final List<Consumer<Stores>> CHANGES =
      List.of(
          stores -> stores.users().grant(ADA, Role.ADMIN),
          stores -> stores.users().grant(ADA, Role.VIEWER),
          stores -> stores.users().grant(ADA, Role.STRANGER),
          stores -> stores.users().seen(ADA, "Ada", "ada", NOON),
          stores -> stores.users().called(ADA, "Countess", null),
          stores -> stores.users().knocked(ADA, "Lovelace", null, NOON),
          stores -> stores.history().deleteBefore(noonPlus(1)),
          stores -> stores.chats().setZone(TOPIC, ZoneId.of("Asia/Tokyo")),
          stores -> stores.chats().setZone(CHAT, ZoneId.of("Europe/Berlin")),
          stores -> stores.chats().setQuietHours(GROUP, QuietHours.parse("22:00-07:00").get()),
          stores -> stores.chats().setQuietHours(GROUP, null),
          stores -> stores.chats().setChildren(TOPIC, true),
          stores -> stores.chats().setChildren(TOPIC, false),
          stores -> stores.chats().setLooked(CHAT, noonPlus(9)),
          stores -> stores.chats().disable(GROUP.chat(), "kicked"),
          stores -> stores.chats().revive(GROUP.chat()),
          stores -> stores.chats().move(GROUP.chat(), MOVED),
          stores -> stores.chats().move(MOVED, GROUP.chat()),
          stores -> stores.chats().leave(TOPIC),
          stores -> stores.subscriptions().put(TOPIC, Level.EVERYTHING, ADA, NOON),
          stores -> stores.subscriptions().put(TOPIC, Level.PROBLEMS, ADA, NOON),
          stores -> stores.subscriptions().put(CHAT, Level.PROBLEMS, BUILDS, ADA, NOON),
          stores ->
              stores.subscriptions().active().stream()
                  .findFirst()
                  .ifPresent(one -> stores.subscriptions().remove(one.id())),
          stores -> stores.mutes().put(new Mute(TOPIC, BUILDS, noonPlus(60))),
          stores -> stores.mutes().put(new Mute(TOPIC, BUILDS, noonPlus(30))),
          stores -> stores.mutes().remove(TOPIC, BUILDS, NOON));

  private final OpenStores open = OpenStores.inMemory();
  private final UserStore users = open.stores.users();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void afterAnyChangesItReadsWhatTheDatabaseHas() {
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      int which = random.nextInt(CHANGES.size());
      CHANGES.get(which).accept(open.stores);

      assertThat(all(open.stores)).as("after change %d", which).isEqualTo(all(uncached()));
    }
  }

  @Test
  void whoChangesReadsItsOwnAndOthersReadItOnceItIsKept() {
    assertThat(role(users)).isEqualTo(Role.STRANGER);
    open.stores
        .transactor()
        .run(
            () -> {
              users.grant(ADA, Role.OPERATOR);
              assertThat(role(users)).isEqualTo(Role.OPERATOR);
              assertThat(inAnotherThread(() -> role(users))).isEqualTo(Role.STRANGER);
            });

    assertThat(inAnotherThread(() -> role(users))).isEqualTo(Role.OPERATOR);
  }

  @Test
  void whatWasRolledBackIsNotRemembered() {
    users.grant(ADA, Role.VIEWER);

    assertThatThrownBy(
            () ->
                open.stores
                    .transactor()
                    .run(
                        () -> {
                          users.grant(ADA, Role.ADMIN);
                          assertThat(role(users)).isEqualTo(Role.ADMIN);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(role(users)).isEqualTo(Role.VIEWER);
  }

  @Test
  void whatWasReadWhileItChangedIsNotRemembered() {
    Cache cache = open.stores.cache;
    Cache.Rows<String, String> rows = cache.rows();

    String old =
        rows.get(
            "key",
            () -> {
              users.grant(ADA, Role.VIEWER);
              return "old";
            });

    assertThat(old).isEqualTo("old");
    assertThat(rows.get("key", () -> "new")).isEqualTo("new");
    assertThat(rows.get("key", () -> "newer")).as("now it is remembered").isEqualTo("new");
  }

  @Test
  void whatIsReadAgainIsNotAskedOfTheDatabase() {
    users.grant(ADA, Role.VIEWER);
    assertThat(role(users)).isEqualTo(Role.VIEWER);
    open.database.current().jdbi().useHandle(h -> h.execute("UPDATE person SET role = 'ADMIN'"));

    assertThat(role(users)).isEqualTo(Role.VIEWER);
  }

  private Stores uncached() {
    return new Stores(open.database, open.clock, new SecureRandom());
  }

  private static List<Object> all(Stores stores) {
    ChatStore chats = stores.chats();
    SubscriptionStore subscriptions = stores.subscriptions();
    MuteStore mutes = stores.mutes();
    return Stream.<Stream<Object>>of(
            Stream.of(stores.users().find(ADA), subscriptions.active(), chats.wantingChildren()),
            CHATS.stream().map(chats::settings),
            CHATS.stream().map(subscriptions::of),
            CHATS.stream().map(chat -> mutes.of(chat, NOON)),
            CHATS.stream().map(chat -> mutes.of(chat, noonPlus(30))))
        .flatMap(each -> each)
        .toList();
  }

  private static Role role(UserStore users) {
    return users.find(ADA).map(User::role).orElse(Role.STRANGER);
  }

  private static <T> T inAnotherThread(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read).orTimeout(20, TimeUnit.SECONDS).join();
  }
}
