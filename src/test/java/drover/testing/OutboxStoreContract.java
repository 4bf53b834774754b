package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.Fact.Urgency;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
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
  void urgentGoFirstThenOldestAndNoLaneTakesAll() {
    for (int i = 0; i < 5; i++) {
      outbox.add(fact("last" + i, Urgency.LAST), List.of(CHAT));
    }
    outbox.add(fact("normal", Urgency.NORMAL), List.of(CHAT, TOPIC));
    outbox.add(fact("first", Urgency.FIRST), List.of(CHAT, GROUP));

    assertThat(outbox.waiting(NOON, 3, 100))
        .extracting(d -> d.fact().key().subject() + "@" + d.to().chat())
        .containsExactly("first@7", "first@-100", "normal@7", "normal@-100", "last0@7");
    assertThat(outbox.waiting(NOON, 3, 2)).hasSize(2);
  }

  @Test
  void whatWasBeingSentAtTheEndComesAgainMarked() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP));
    long id = waiting().get(0).id();
    assertThat(outbox.markSending(id, NOON)).isTrue();

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
    assertThat(outbox.waiting(after(30), 5, 5)).hasSize(1);
    assertThat(outbox.depth()).isEqualTo(1);
  }

  @Test
  void whatWasToldIsFoundAndNeverToldAgain() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC));
    long id = waiting().get(0).id();
    assertThat(outbox.messageOf(key("a"), TOPIC)).isEmpty();
    assertThat(outbox.markSending(id, NOON)).isTrue();

    outbox.markSent(id, new MessageRef(TOPIC, 55), NOON);
    outbox.retryLater(id, NOON, true, "late answer");
    outbox.giveUp(id, "late answer", NOON);

    assertThat(outbox.messageOf(key("a"), TOPIC)).contains(new MessageRef(TOPIC, 55));
    assertThat(outbox.messageOf(key("a"), GROUP)).isEmpty();
    assertThat(outbox.messageOf(key("x"), TOPIC)).isEmpty();
    assertThat(waiting()).isEmpty();
    assertThat(outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC))).isZero();
  }

  @Test
  void givesUpOneAndAWholeChat() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, TOPIC));
    outbox.add(fact("b", Urgency.NORMAL), List.of(GROUP));
    outbox.giveUp(waiting().get(0).id(), "rejected", NOON);

    assertThat(outbox.giveUpChat(-100, "kicked", NOON)).isEqualTo(3);
    assertThat(outbox.giveUpChat(-100, "kicked", NOON)).isZero();
    assertThat(waiting()).isEmpty();
    assertThat(outbox.messageOf(key("a"), CHAT)).isEmpty();
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
        outbox.markSent(delivery.id(), new MessageRef(GROUP, 1), after(late ? 500 : 1));
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
  void leavesParkedLanesOut() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT, GROUP, TOPIC));

    outbox.park(TOPIC, after(60), "429");

    assertThat(waiting()).extracting(Delivery::to).containsExactly(CHAT, GROUP);
    assertThat(outbox.waiting(after(60), 5, 5)).hasSize(3);
    assertThat(outbox.depth()).isEqualTo(3);
  }

  @Test
  void aParkedChatHoldsItsTopicsBack() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC, CHAT));

    outbox.park(GROUP, after(60), "429");

    assertThat(waiting()).extracting(Delivery::to).containsExactly(CHAT);
  }

  @Test
  void parkedBacklogsStarveNobody() {
    for (int lane = 1; lane <= 50; lane++) {
      ChatAddress parked = lane % 2 == 0 ? ChatAddress.of(-1000 - lane) : new ChatAddress(-1, lane);
      outbox.park(parked, after(60), "429");
      for (int i = 0; i < 4; i++) {
        outbox.add(fact("lane" + lane + "." + i, Urgency.FIRST), List.of(parked));
      }
    }
    outbox.add(fact("a", Urgency.LAST), List.of(CHAT, new ChatAddress(-1, 51)));

    assertThat(outbox.waiting(NOON, 4, 10))
        .extracting(Delivery::to)
        .containsExactly(CHAT, new ChatAddress(-1, 51));
  }

  @Test
  void tellsWhenAParkEndsBehindWhichSomethingWaits() {
    outbox.park(GROUP, after(20), "429");
    outbox.park(ChatAddress.of(8), after(10), "429");
    assertThat(outbox.nextDue(NOON)).isEmpty();

    outbox.add(fact("a", Urgency.NORMAL), List.of(TOPIC));
    assertThat(outbox.nextDue(NOON)).contains(after(20));
    assertThat(outbox.nextDue(after(20))).isEmpty();

    outbox.add(fact("b", Urgency.NORMAL), List.of(CHAT));
    outbox.retryLater(waiting().get(0).id(), after(15), false, "busy");
    assertThat(outbox.nextDue(NOON)).contains(after(15));
  }

  @Test
  void whatWasGivenUpStaysSo() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();
    outbox.giveUp(id, "rejected", NOON);

    outbox.retryLater(id, NOON, true, "late answer");

    assertThat(waiting()).isEmpty();
    assertThat(outbox.markSending(id, NOON)).isFalse();
  }

  @Test
  void takesADeliveryOnce() {
    outbox.add(fact("a", Urgency.NORMAL), List.of(CHAT));
    long id = waiting().get(0).id();

    assertThat(outbox.markSending(id, NOON)).isTrue();
    assertThat(outbox.markSending(id, NOON)).isFalse();
  }

  protected final List<Delivery> waiting() {
    return outbox.waiting(NOON, 100, 100);
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
