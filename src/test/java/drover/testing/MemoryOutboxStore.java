package drover.testing;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.GroupPage;
import drover.outbox.OutboxStore;
import drover.outbox.ToldAs;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An {@link OutboxStore} in memory, which can be told to fail. Any thread. */
public final class MemoryOutboxStore implements OutboxStore {
  private final Map<FactKey, Fact> facts = new HashMap<>();
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private final Map<ChatAddress, Instant> parks = new HashMap<>();
  private final Map<MessageRef, GroupPage> groups = new HashMap<>();
  private final Map<ChatAddress, Long> leftOut = new HashMap<>();
  private final Map<ChatAddress, Long> telling = new HashMap<>();
  private final Map<ChatAddress, Long> tellings = new HashMap<>();
  private Instant all = Instant.EPOCH;
  private long lastId;
  private boolean broken;

  /** Where a delivery stands. */
  public enum Status {
    WAITING,
    HELD,
    SENDING,
    SENT,
    GIVEN_UP
  }

  private static final class Row {
    final long id;
    final Fact fact;
    ChatAddress to;
    Status status = Status.WAITING;
    Instant due = Instant.EPOCH;
    int attempts;
    boolean maybeRepeat;
    boolean held;
    boolean alone;
    @Nullable MessageRef message;
    @Nullable ToldAs as;
    @Nullable Instant settled;
    String why = "";

    Row(long id, Fact fact, ChatAddress to) {
      this.id = id;
      this.fact = fact;
      this.to = to;
    }

    Delivery delivery() {
      return new Delivery(id, fact, to, attempts, maybeRepeat, held, alone);
    }

    boolean isTold(MessageRef by) {
      return message != null
          && message.chat().chat() == by.chat().chat()
          && message.message() == by.message();
    }

    boolean isSettled() {
      return settled != null;
    }
  }

  /** From now on every call throws, or works again. */
  public synchronized void broken(boolean now) {
    broken = now;
  }

  /** The state of each delivery, in the order of their coming. */
  public synchronized List<Status> statuses() {
    return rows.values().stream().map(row -> row.status).toList();
  }

  public synchronized String why(int index) {
    return List.copyOf(rows.values()).get(index).why;
  }

  public synchronized void move(long from, long to) {
    rows.values().stream()
        .filter(row -> row.to.chat() == from)
        .forEach(row -> row.to = new ChatAddress(to, row.to.topic()));
  }

  @Override
  public synchronized int add(Fact fact, Collection<ChatAddress> chats) {
    check();
    Fact known = facts.computeIfAbsent(fact.key(), key -> fact);
    int added = 0;
    for (ChatAddress chat : chats) {
      if (rows.values().stream()
          .noneMatch(row -> row.fact.key().equals(fact.key()) && row.to.equals(chat))) {
        rows.put(++lastId, new Row(lastId, known, chat));
        added++;
      }
    }
    return added;
  }

  @Override
  public synchronized List<Delivery> waiting(ChatAddress lane, Instant now, int limit) {
    check();
    return rows.values().stream()
        .filter(row -> row.status == Status.WAITING && !row.due.isAfter(now))
        .filter(row -> row.to.equals(lane))
        .sorted(
            Comparator.<Row, Fact.Urgency>comparing(row -> row.fact.urgency())
                .thenComparing(row -> row.id))
        .limit(limit)
        .map(Row::delivery)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> nextDue(Instant now) {
    check();
    return rows.values().stream()
        .filter(row -> row.status == Status.WAITING || row.status == Status.HELD)
        .map(row -> row.due)
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized Optional<Delivery> oldest(ChatAddress lane, Instant now) {
    return waiting(lane, now, Integer.MAX_VALUE).stream()
        .min(Comparator.comparingLong(Delivery::id));
  }

  @Override
  public synchronized Map<ChatAddress, Long> lanes() {
    check();
    return rows.values().stream()
        .filter(row -> row.status == Status.WAITING)
        .collect(Collectors.groupingBy(row -> row.to, Collectors.counting()));
  }

  @Override
  public synchronized int leaveOut(ChatAddress lane, int most, String why, Instant at) {
    check();
    List<Row> gone =
        rows.values().stream()
            .filter(row -> row.status == Status.WAITING && row.to.equals(lane))
            .filter(row -> !row.fact.key().kind().equals("left-out"))
            .sorted(
                Comparator.<Row, Fact.Urgency>comparing(row -> row.fact.urgency())
                    .reversed()
                    .thenComparing(row -> row.fact.key().kind().equals("end"))
                    .thenComparing(row -> row.id))
            .limit(most)
            .toList();
    gone.forEach(row -> giveUp(row.id, why, at));
    return gone.size();
  }

  @Override
  public synchronized long leftOut(ChatAddress lane, long number) {
    check();
    leftOut.merge(lane, number, Long::sum);
    return tellings.getOrDefault(lane, 1L);
  }

  @Override
  public synchronized long beginTellingLeftOut(ChatAddress lane) {
    check();
    telling.put(lane, leftOut.getOrDefault(lane, 0L));
    return leftOut.getOrDefault(lane, 0L);
  }

  @Override
  public synchronized void toldLeftOut(ChatAddress lane) {
    check();
    leftOut.merge(lane, -telling.getOrDefault(lane, 0L), Long::sum);
    telling.remove(lane);
    tellings.put(lane, tellings.getOrDefault(lane, 1L) + 1);
  }

  @Override
  public synchronized List<Long> markSending(List<Long> deliveries) {
    List<Long> waiting =
        deliveries.stream().filter(id -> row(id).status == Status.WAITING).toList();
    for (long id : waiting) {
      Row row = row(id);
      row.status = Status.SENDING;
      row.attempts++;
    }
    return waiting;
  }

  @Override
  public synchronized int recoverInterrupted() {
    check();
    int count = 0;
    for (Row row : rows.values()) {
      if (row.status == Status.SENDING) {
        row.status = Status.WAITING;
        row.maybeRepeat = true;
        count++;
      }
    }
    return count;
  }

  @Override
  public synchronized void markSent(
      List<Long> deliveries, MessageRef message, ToldAs as, Instant at) {
    for (long delivery : deliveries) {
      Row row = row(delivery);
      row.message = message;
      row.as = as;
      row.status = Status.SENT;
      row.settled = at;
    }
  }

  @Override
  public synchronized boolean editedSince(MessageRef message, long delivery) {
    check();
    return rows.values().stream()
        .anyMatch(row -> row.id > delivery && row.as == ToldAs.EDIT && row.isTold(message));
  }

  @Override
  public synchronized void separate(long delivery) {
    row(delivery).alone = true;
  }

  @Override
  public synchronized void hold(long delivery, Instant until, String why) {
    Row row = row(delivery);
    if (!row.isSettled()) {
      row.status = Status.HELD;
      row.held = true;
      row.due = until;
      row.why = why;
    }
  }

  @Override
  public synchronized int wakeHeld(Instant now) {
    check();
    return wake(row -> !row.due.isAfter(now));
  }

  @Override
  public synchronized int release(ChatAddress lane) {
    check();
    return wake(row -> row.to.equals(lane));
  }

  private int wake(Predicate<Row> which) {
    List<Row> woken =
        rows.values().stream().filter(row -> row.status == Status.HELD && which.test(row)).toList();
    woken.forEach(
        row -> {
          row.status = Status.WAITING;
          row.due = Instant.EPOCH;
        });
    return woken.size();
  }

  @Override
  public synchronized void addGroup(MessageRef message, boolean held, Instant at) {
    check();
    groups.put(message, new GroupPage(1, held));
  }

  @Override
  public synchronized Optional<GroupPage> group(MessageRef message) {
    check();
    return Optional.ofNullable(groups.get(message));
  }

  @Override
  public synchronized void turnTo(MessageRef message, int page) {
    check();
    groups.computeIfPresent(message, (m, shown) -> new GroupPage(page, shown.held()));
  }

  @Override
  public synchronized List<Delivery> members(MessageRef message) {
    check();
    return rows.values().stream()
        .filter(row -> row.as == ToldAs.ROW && row.isTold(message))
        .map(Row::delivery)
        .toList();
  }

  @Override
  public synchronized void retryLater(
      long delivery, Instant dueAt, boolean maybeRepeat, String why) {
    Row row = row(delivery);
    if (row.isSettled()) {
      return;
    }
    row.status = Status.WAITING;
    row.due = dueAt;
    row.maybeRepeat |= maybeRepeat;
    row.why = why;
  }

  @Override
  public synchronized int retryAtOnce(String why, Instant now) {
    check();
    List<Row> later =
        rows.values().stream()
            .filter(row -> row.status == Status.WAITING && row.due.isAfter(now))
            .filter(row -> row.why.startsWith(why))
            .toList();
    later.forEach(row -> row.due = now);
    return later.size();
  }

  @Override
  public synchronized boolean drop(Delivery delivery, String why, Instant at) {
    Row row = row(delivery.id());
    if (row.isSettled() || !row.to.equals(delivery.to())) {
      return false;
    }
    giveUp(row.id, why, at);
    return true;
  }

  @Override
  public synchronized boolean withdraw(FactKey fact, ChatAddress chat, String why, Instant at) {
    List<Row> waiting =
        rows.values().stream()
            .filter(row -> row.fact.key().equals(fact) && row.to.equals(chat))
            .filter(row -> row.status == Status.WAITING || row.status == Status.HELD)
            .toList();
    waiting.forEach(row -> giveUp(row.id, why, at));
    return !waiting.isEmpty();
  }

  @Override
  public synchronized void giveUp(long delivery, String why, Instant at) {
    Row row = row(delivery);
    if (row.isSettled()) {
      return;
    }
    row.status = Status.GIVEN_UP;
    row.settled = at;
    row.why = why;
  }

  @Override
  public synchronized int giveUpChat(long chat, String why, Instant at) {
    check();
    int count = 0;
    for (Row row : rows.values()) {
      if (row.to.chat() == chat && (row.status == Status.WAITING || row.status == Status.HELD)) {
        giveUp(row.id, why, at);
        count++;
      }
    }
    return count;
  }

  @Override
  public synchronized boolean wasTold(FactKey key, ChatAddress chat) {
    return rows.values().stream()
        .filter(row -> row.fact.key().equals(key) && row.to.equals(chat))
        .anyMatch(row -> row.status == Status.SENT);
  }

  @Override
  public synchronized Optional<Fact> find(FactKey key) {
    return Optional.ofNullable(facts.get(key));
  }

  @Override
  public synchronized void park(ChatAddress lane, Instant until, String why) {
    check();
    parks.merge(lane, until, (a, b) -> a.isAfter(b) ? a : b);
  }

  @Override
  public synchronized Map<ChatAddress, Instant> parked(Instant now) {
    check();
    Map<ChatAddress, Instant> resting = new HashMap<>(parks);
    resting.values().removeIf(until -> !until.isAfter(now));
    return resting;
  }

  @Override
  public synchronized void parkAll(Instant until) {
    check();
    all = until.isAfter(all) ? until : all;
  }

  @Override
  public synchronized Optional<Instant> parkedAll(Instant now) {
    check();
    return Optional.of(all).filter(until -> until.isAfter(now));
  }

  @Override
  public synchronized long depth() {
    check();
    return rows.values().stream().filter(row -> row.status == Status.WAITING).count();
  }

  @Override
  public synchronized int sweep(Instant before) {
    check();
    Set<FactKey> kept =
        rows.values().stream()
            .filter(row -> row.settled == null || !row.settled.isBefore(before))
            .map(row -> row.fact.key())
            .collect(Collectors.toSet());
    int size = facts.size();
    facts.values().removeIf(fact -> fact.at().isBefore(before) && !kept.contains(fact.key()));
    rows.values().removeIf(row -> !facts.containsKey(row.fact.key()));
    return size - facts.size();
  }

  private Row row(long id) {
    check();
    Row row = rows.get(id);
    if (row == null) {
      throw new IllegalArgumentException("no delivery " + id);
    }
    return row;
  }

  private void check() {
    if (broken) {
      throw new IllegalStateException("the database is away");
    }
  }
}
