package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.Fact.Urgency;
import drover.outbox.FactKey;
import drover.outbox.GroupPage;
import drover.outbox.OutboxStore;
import drover.outbox.ToldAs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link OutboxStore} keeps to. */
public abstract class OutboxStoreContract {
  protected static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  protected static final ChatAddress CHAT = ChatAddress.of(7);
  protected static final ChatAddress GROUP = ChatAddress.of(-100);
  protected static final ChatAddress TOPIC = new ChatAddress(-100, 3);

  protected OutboxStore outbox;

  /** An empty one, for one test. */
  protected abstract OutboxStore create();

  @BeforeEach
  final void begin() {
    outbox = create();
  }

  @Test
  void returnsAFactAsItWasStored() {
    Fact fact =
        new Fact(
            new FactKey("r1#" + "s".repeat(10_000), "end", Long.MAX_VALUE),
            NOON,
            Urgency.FIRST,
            Map.of("error", "\u0000<b>\uD800\"'; DROP TABLE fact" + "x".repeat(50_000), "", ""));

    outbox.add(fact, List.of(TOPIC));

    assertThat(outbox.find(fact.key())).contains(fact);
    Delivery delivery = waiting().get(0);
    assertThat(delivery.fact()).isEqualTo(fact);
    assertThat(delivery.to()).isEqualTo(TOPIC);
    assertThat(delivery.attempts()).isZero();
    assertThat(delivery.maybeRepeat()).isFalse();
  }

  @Test
  void tellsAFactOnceToEachChatAndTopic() {
    assertThat(outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, CHAT))).isEqualTo(2);
    assertThat(outbox.add(fact("a", Urgency.FIRST), List.of(CHAT, TOPIC))).isEqualTo(1);

    assertThat(waiting()).extracting(Delivery::to).containsExactly(CHAT, GROUP, TOPIC);
    assertThat(outbox.find(key("a")).orElseThrow().urgency()).isEqualTo(Urgency.NORMAL);
    assertThat(outbox.add(fact("b", Urgency.NORMAL), List.of())).isZero();
    assertThat(outbox.find(key("b"))).isPresent();
  }

  @Test
  void urgentGoFirstThenOldest() {
    for (int i = 0; i < 3; i++) {
      outbox.add(fact("last" + i, Urgency.LAST), List.of(CHAT));
    }
    outbox.add(fact("normal", Urgency.NORMAL), List.of(CHAT, TOPIC));
    outbox.add(fact("first", Urgency.FIRST), List.of(CHAT, GROUP));

    assertThat(outbox.waiting(CHAT, NOON, 4))
        .extracting(d -> d.fact().key().subject())
        .containsExactly("first", "normal", "last0", "last1");
    assertThat(outbox.oldest(CHAT, NOON).orElseThrow().fact().key().subject()).isEqualTo("last0");
    assertThat(outbox.oldest(ChatAddress.of(8), NOON)).isEmpty();
    assertThat(outbox.lanes()).isEqualTo(Map.of(CHAT, 5L, TOPIC, 1L, GROUP, 1L));
  }

  @Test
  void theOldestIsOneThatIsDue() {
    outbox.add(fact("first", Urgency.FIRST), List.of(CHAT));
    outbox.add(fact("normal", Urgency.NORMAL), List.of(CHAT));
    outbox.retryLater(subject("first").id(), after(30), false, "busy");

    assertThat(outbox.oldest(CHAT, NOON).orElseThrow().fact().key().subject()).isEqualTo("normal");
    assertThat(outbox.lanes()).containsEntry(CHAT, 2L);
  }

  @Test
  void leavesOutTheLeastUrgentFirstAndEndsLast() {
    outbox.add(fact("failed", Urgency.FIRST), List.of(CHAT));
    outbox.add(fact("end", Urgency.NORMAL), List.of(CHAT, GROUP));
    Fact late = new Fact(new FactKey("late", "late", 0), NOON, Urgency.NORMAL, Map.of());
    outbox.add(late, List.of(CHAT));
    outbox.add(fact("edit1", Urgency.LAST), List.of(CHAT));
    outbox.add(fact("edit2", Urgency.LAST), List.of(CHAT));

    assertThat(outbox.leaveOut(CHAT, 1, "too many", NOON)).isEqualTo(1);
    assertThat(subjects()).containsExactly("failed", "end", "late", "edit2");
    assertThat(outbox.leaveOut(CHAT, 2, "too many", NOON)).isEqualTo(2);
    assertThat(subjects()).containsExactly("failed", "end");
    assertThat(outbox.leaveOut(CHAT, 9, "too many", NOON)).isEqualTo(2);
    assertThat(outbox.leaveOut(CHAT, 9, "too many", NOON)).isZero();
    assertThat(waiting()).extracting(Delivery::to).containsExactly(GROUP);
  }

  @Test
  void neverLeavesOutHowManyWereLeftOut() {
    Fact fact = new Fact(new FactKey("lane", "left-out", 1), NOON, Urgency.LAST, Map.of());
    outbox.add(fact, List.of(CHAT));

    assertThat(outbox.leaveOut(CHAT, 9, "too many", NOON)).isZero();
  }

  @Test
  void countsWhatWasLeftOutUntilItIsTold() {
    assertThat(outbox.beginTellingLeftOut(TOPIC)).isZero();
    assertThat(outbox.leftOut(TOPIC, 300)).isEqualTo(1);
    assertThat(outbox.leftOut(TOPIC, 12)).isEqualTo(1);
    assertThat(outbox.beginTellingLeftOut(TOPIC)).isEqualTo(312);
    assertThat(outbox.leftOut(TOPIC, 5)).isEqualTo(1);

    outbox.toldLeftOut(TOPIC);

    assertThat(outbox.leftOut(TOPIC, 1)).isEqualTo(2);
    assertThat(outbox.beginTellingLeftOut(TOPIC)).isEqualTo(6);
    assertThat(outbox.beginTellingLeftOut(GROUP)).isZero();
  }

  private List<String> subjects() {
    return outbox.waiting(CHAT, NOON, 9).stream().map(d -> d.fact().key().subject()).toList();
  }

  @Test
  void whatWasBeingSentAtTheEndComesAgainMarked() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP));
    long id = waiting().get(0).id();
    assertThat(outbox.markSending(List.of(id))).isNotEmpty();

    assertThat(outbox.recoverInterrupted()).isEqualTo(1);
    assertThat(outbox.recoverInterrupted()).isZero();

    assertThat(waiting()).extracting(Delivery::maybeRepeat).containsExactly(true, false);
    assertThat(waiting()).extracting(Delivery::attempts).containsExactly(1, 0);
  }

  @Test
  void aDoubtOnceRaisedStays() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();

    outbox.retryLater(id, NOON, true, "cut off");
    outbox.retryLater(id, NOON, false, "429");

    assertThat(waiting().get(0).maybeRepeat()).isTrue();
  }

  @Test
  void aRetryWaitsForItsTime() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();
    assertThat(outbox.nextDue(NOON)).isEmpty();

    outbox.retryLater(id, after(30), false, "busy");

    assertThat(waiting()).isEmpty();
    assertThat(outbox.nextDue(NOON)).contains(after(30));
    assertThat(Waiting.in(outbox, after(30))).hasSize(1);
    assertThat(outbox.depth()).isEqualTo(1);
  }

  @Test
  void whatWasToldIsFoundAndNeverToldAgain() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC));
    long id = waiting().get(0).id();
    assertThat(outbox.wasTold(key("a"), TOPIC)).isFalse();
    assertThat(outbox.markSending(List.of(id))).isNotEmpty();

    outbox.markSent(List.of(id), new MessageRef(TOPIC, 55), ToldAs.MESSAGE, NOON);
    outbox.retryLater(id, NOON, true, "late answer");
    outbox.giveUp(id, "late answer", NOON);

    assertThat(outbox.wasTold(key("a"), TOPIC)).isTrue();
    assertThat(outbox.wasTold(key("a"), GROUP)).isFalse();
    assertThat(outbox.wasTold(key("x"), TOPIC)).isFalse();
    assertThat(waiting()).isEmpty();
    assertThat(outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC))).isZero();
  }

  @Test
  void dropsWhatStillWaitsWhereItWasRead() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    Delivery read = waiting().get(0);
    Delivery elsewhere = new Delivery(read.id(), read.fact(), GROUP, 0, false);

    assertThat(outbox.drop(elsewhere, "unsubscribed", NOON)).isFalse();
    assertThat(waiting()).extracting(Delivery::id).containsExactly(read.id());
    assertThat(outbox.drop(read, "unsubscribed", NOON)).isTrue();
    assertThat(outbox.drop(read, "unsubscribed", NOON)).isFalse();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void withdrawsWhatOneChatKnowsAlready() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP));
    outbox.add(fact("b", Urgency.NORMAL), List.of(CHAT));

    assertThat(outbox.withdraw(key("a"), CHAT, "told at once", NOON)).isTrue();
    assertThat(outbox.withdraw(key("a"), CHAT, "told at once", NOON)).isFalse();
    assertThat(outbox.withdraw(key("c"), CHAT, "told at once", NOON)).isFalse();
    assertThat(waiting())
        .extracting(delivery -> delivery.fact().key().subject() + " " + delivery.to())
        .containsExactly("a " + GROUP, "b " + CHAT);
  }

  @Test
  void givesUpOneAndAWholeChat() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, TOPIC));
    outbox.add(fact("b", Urgency.NORMAL), List.of(GROUP));
    outbox.giveUp(waiting().get(0).id(), "rejected", NOON);

    assertThat(outbox.giveUpChat(-100, "kicked", NOON)).isEqualTo(3);
    assertThat(outbox.giveUpChat(-100, "kicked", NOON)).isZero();
    assertThat(waiting()).isEmpty();
    assertThat(outbox.wasTold(key("a"), CHAT)).isFalse();
  }

  @Test
  void parksLastAsLongAsTheLongest() {
    outbox.park(TOPIC, after(60), "429");
    outbox.park(TOPIC, after(30), "429");
    outbox.park(CHAT, after(-1), "429");

    assertThat(outbox.parked(NOON)).isEqualTo(Map.of(TOPIC, after(60)));
    assertThat(outbox.parked(after(60))).isEmpty();

    assertThat(outbox.parkedAll(NOON)).isEmpty();
    outbox.parkAll(after(20));
    outbox.parkAll(after(10));
    assertThat(outbox.parkedAll(NOON)).contains(after(20));
    assertThat(outbox.parkedAll(after(20))).isEmpty();
  }

  @Test
  void sweepsOnlyFactsThatAreOver() {
    outbox.add(fact("waits", Urgency.NORMAL), List.of(CHAT));
    outbox.add(fact("half", Urgency.NORMAL), List.of(CHAT, GROUP));
    outbox.add(fact("over", Urgency.NORMAL), List.of(GROUP));
    outbox.add(fact("late", Urgency.NORMAL), List.of(GROUP));
    outbox.add(fact("nobody", Urgency.NORMAL), List.of());
    for (Delivery delivery : waiting()) {
      boolean late = delivery.fact().key().subject().equals("late");
      if (delivery.to().equals(GROUP)) {
        outbox.markSent(
            List.of(delivery.id()),
            new MessageRef(GROUP, 1),
            ToldAs.MESSAGE,
            after(late ? 500 : 1));
      }
    }

    assertThat(outbox.sweep(after(100))).isEqualTo(2);

    assertThat(outbox.find(key("over"))).isEmpty();
    assertThat(outbox.find(key("nobody"))).isEmpty();
    assertThat(List.of("waits", "half", "late")).allMatch(s -> outbox.find(key(s)).isPresent());
    assertThat(outbox.depth()).isEqualTo(2);
    assertThat(outbox.add(fact("over", Urgency.NORMAL), List.of(GROUP))).isEqualTo(1);
  }

  @Test
  void whatWasGivenUpStaysSo() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();
    outbox.giveUp(id, "rejected", NOON);

    outbox.retryLater(id, NOON, true, "late answer");

    assertThat(waiting()).isEmpty();
    assertThat(outbox.markSending(List.of(id))).isEmpty();
  }

  @Test
  void takesADeliveryOnce() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();

    assertThat(outbox.markSending(List.of(id))).isNotEmpty();
    assertThat(outbox.markSending(List.of(id))).isEmpty();
  }

  @Test
  void readsOneLaneWhateverElseWaits() {
    outbox.add(fact("last", Urgency.LAST), List.of(TOPIC, GROUP));
    outbox.add(fact("first", Urgency.FIRST), List.of(TOPIC, CHAT));
    outbox.add(fact("later", Urgency.NORMAL), List.of(TOPIC));
    outbox.retryLater(subject("later").id(), after(30), false, "busy");
    outbox.park(TOPIC, after(60), "429");

    assertThat(outbox.waiting(TOPIC, NOON, 10))
        .extracting(d -> d.fact().key().subject())
        .containsExactly("first", "last");
    assertThat(outbox.waiting(TOPIC, after(30), 2))
        .extracting(d -> d.fact().key().subject())
        .containsExactly("first", "later");
  }

  @Test
  void whatWaitsForOneReasonGoesAtOnce() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, TOPIC));
    List<Delivery> all = waiting();
    outbox.retryLater(all.get(0).id(), after(60), true, "UNKNOWN: a time-out");
    outbox.retryLater(all.get(1).id(), after(60), false, "words");
    outbox.hold(all.get(2).id(), after(60), "UNKNOWN as well");

    assertThat(outbox.retryAtOnce("UNKNOWN", NOON)).isEqualTo(1);
    assertThat(outbox.retryAtOnce("UNKNOWN", NOON)).isZero();
    assertThat(waiting())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(all.get(0).id());
              assertThat(one.maybeRepeat()).isTrue();
            });
  }

  @Test
  void whatIsHeldDoesNotWaitBeforeItsTime() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP));
    outbox.hold(waiting().get(0).id(), after(60), "muted");

    assertThat(waiting()).extracting(Delivery::to).containsExactly(GROUP);
    assertThat(outbox.nextDue(NOON)).contains(after(60));
    assertThat(outbox.wakeHeld(after(59))).isZero();
    assertThat(outbox.wakeHeld(after(60))).isEqualTo(1);
    assertThat(outbox.wakeHeld(after(60))).isZero();
    assertThat(Waiting.in(outbox, after(60)))
        .extracting(Delivery::held)
        .containsExactly(true, false);
  }

  @Test
  void whatIsHeldIsReleasedByLane() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, TOPIC));
    waiting().forEach(d -> outbox.hold(d.id(), after(60), "muted"));

    assertThat(outbox.release(GROUP)).isEqualTo(1);
    assertThat(outbox.release(GROUP)).isZero();

    assertThat(waiting()).extracting(Delivery::to).containsExactly(GROUP);
    assertThat(waiting().get(0).held()).isTrue();
    assertThat(outbox.giveUpChat(CHAT.chat(), "blocked", NOON)).isEqualTo(1);
    assertThat(outbox.release(CHAT)).isZero();
  }

  @Test
  void whatIsToldTogetherIsFoundByItsMessage() {
    outbox.add(fact("a", Urgency.LAST), List.of(TOPIC, CHAT));
    outbox.add(fact("b", Urgency.FIRST), List.of(TOPIC));
    outbox.add(fact("c", Urgency.NORMAL), List.of(TOPIC));
    MessageRef message = new MessageRef(TOPIC, 55);
    outbox.addGroup(message, true, NOON);
    outbox.markSent(List.of(subject("a").id()), message, ToldAs.ROW, NOON);
    outbox.markSent(List.of(subject("b").id()), message, ToldAs.ROW, NOON);
    outbox.markSent(List.of(subject("c").id()), message, ToldAs.EDIT, NOON);

    assertThat(outbox.members(message))
        .extracting(d -> d.fact().key().subject())
        .containsExactly("a", "b");
    assertThat(outbox.members(new MessageRef(CHAT, 55))).isEmpty();
    assertThat(outbox.group(message)).contains(new GroupPage(1, true));
    outbox.turnTo(message, 3);
    assertThat(outbox.group(message)).contains(new GroupPage(3, true));
    assertThat(outbox.group(new MessageRef(TOPIC, 56))).isEmpty();
  }

  @Test
  void knowsWhetherALaterEditWasTold() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    outbox.add(fact("b", Urgency.NORMAL), List.of(CHAT));
    outbox.add(fact("c", Urgency.NORMAL), List.of(CHAT));
    long a = subject("a").id();
    long b = subject("b").id();
    MessageRef message = new MessageRef(CHAT, 5);
    outbox.markSent(List.of(subject("c").id()), message, ToldAs.ROW, NOON);
    assertThat(outbox.editedSince(message, a)).isFalse();

    outbox.markSent(List.of(b), message, ToldAs.EDIT, NOON);

    assertThat(outbox.editedSince(message, a)).isTrue();
    assertThat(outbox.editedSince(message, b)).isFalse();
    assertThat(outbox.editedSince(new MessageRef(CHAT, 6), a)).isFalse();
  }

  @Test
  void remembersWhatGoesAlone() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));

    outbox.separate(waiting().get(0).id());

    assertThat(waiting().get(0).alone()).isTrue();
  }

  private Delivery subject(String subject) {
    return waiting().stream()
        .filter(d -> d.fact().key().subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  protected final List<Delivery> waiting() {
    return Waiting.in(outbox, NOON);
  }

  protected static Instant after(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  protected static FactKey key(String subject) {
    return new FactKey(subject, "end", 0);
  }

  protected static Fact fact(String subject, Urgency urgency) {
    return new Fact(key(subject), NOON, urgency, Map.of("k", "v"));
  }
}
