package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.order.Draft;
import drover.order.DraftStore;
import drover.session.SessionId;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import drover.testing.MemoryDrafts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of the table and of its stand-in. */
class DraftStoreTest {
  private static final UserId ADA = new UserId(7);
  private static final UserId BOB = new UserId(8);
  private static final SessionPlan PLAN =
      new SessionPlan(
          "Merge",
          "merge | all",
          "Do\nit",
          "high",
          75_000L,
          Duration.ofMinutes(90),
          "/tmp/out",
          new SessionId("p-1"));
  private static final OpenStores OPEN = OpenStores.inMemory();

  static List<DraftStore> stores() {
    return List.of(OPEN.stores.drafts(), new MemoryDrafts());
  }

  @AfterEach
  void empty() {
    OPEN.tell("DELETE FROM draft");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void keepsAllThatWasSaid(DraftStore drafts) {
    Draft begun = drafts.begin(draft(ADA, TOPIC, NOON).withPlan(PLAN).withHeard(55));

    assertThat(drafts.find(begun.id())).contains(begun);
    assertThat(begun.plan()).isEqualTo(PLAN);
    assertThat(begun.heard()).isEqualTo(55);
    assertThat(drafts.of(ADA, TOPIC)).contains(begun);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void hasOneForAPersonChatAndTopic(DraftStore drafts) {
    Draft first = drafts.begin(draft(ADA, TOPIC, NOON));
    Draft elsewhere = drafts.begin(draft(ADA, CHAT, NOON));
    Draft ofBob = drafts.begin(draft(BOB, TOPIC, NOON));

    Draft second = drafts.begin(draft(ADA, TOPIC, NOON));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(drafts.find(first.id())).isEmpty();
    assertThat(drafts.of(ADA, TOPIC)).contains(second);
    assertThat(drafts.of(ADA, CHAT)).contains(elsewhere);
    assertThat(drafts.of(BOB, TOPIC)).contains(ofBob);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void savesOnlyWhatNobodyChangedMeanwhile(DraftStore drafts) {
    Draft read = drafts.begin(draft(ADA, CHAT, NOON));

    Draft saved = drafts.save(read.asking(Part.TASK, true, noonPlus(5))).orElseThrow();

    assertThat(saved.revision()).isEqualTo(read.revision() + 1);
    assertThat(drafts.find(read.id())).contains(saved);
    assertThat(drafts.save(read.withPlan(PLAN))).isEmpty();
    assertThat(drafts.find(read.id())).contains(saved);
    drafts.drop(read.id());
    assertThat(drafts.save(saved)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void knowsWhoHasBeenSilentAndForgetsTheOld(DraftStore drafts) {
    Draft old = drafts.begin(draft(ADA, CHAT, NOON));
    Draft ordered = drafts.begin(draft(BOB, CHAT, NOON));
    assertThat(drafts.save(ordered.withState(Draft.State.ORDERED))).isPresent();
    Draft fresh = drafts.begin(draft(BOB, TOPIC, noonPlus(60)));

    assertThat(drafts.silentSince(noonPlus(1))).containsExactly(old);
    assertThat(drafts.silentSince(NOON)).isEmpty();
    assertThat(drafts.sweep(noonPlus(60))).isEqualTo(2);
    assertThat(drafts.find(fresh.id())).isPresent();
    assertThat(drafts.find(old.id())).isEmpty();
  }

  private static Draft draft(UserId by, ChatAddress chat, Instant at) {
    return Draft.begun(by, chat, SessionPlan.EMPTY, Part.NAME, at);
  }
}
