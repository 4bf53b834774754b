package drover.testing;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.OutboxStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An {@link OutboxStore} in memory, which can be told to fail. Any thread. */
public final class MemoryOutboxStore implements OutboxStore {
  private final Map<FactKey, Fact> facts = new HashMap<>();
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private final Map<ChatAddress, Instant> parks = new HashMap<>();
  private Instant all = Instant.EPOCH;
  private long lastId;
  private boolean broken;

  /** Where a delivery stands. */
  public enum Status {
    WAITING,
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
    @Nullable Instant settled;
    String why = "";

    Row(long id, Fact fact, ChatAddress to) {
      this.id = id;
      this.fact = fact;
      this.to = to;
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
  public synchronized List<Delivery> waiting(Instant now, int perLane, int limit) {
    check();
    Map<ChatAddress, Integer> taken = new HashMap<>();
    List<Delivery> due = new ArrayList<>();
    rows.values().stream()
        .filter(row -> row.status == Status.WAITING && !row.due.isAfter(now))
        .filter(row -> !isParked(row.to, now) && !isParked(ChatAddress.of(row.to.chat()), now))
        .sorted(
            Comparator.<Row, Fact.Urgency>comparing(row -> row.fact.urgency())
                .thenComparing(row -> row.id))
        .filter(row -> taken.merge(row.to, 1, Integer::sum) <= perLane)
        .limit(limit)
        .forEach(
            row -> due.add(new Delivery(row.id, row.fact, row.to, row.attempts, row.maybeRepeat)));
    return due;
  }

  @Override
  public synchronized Optional<Instant> nextDue(Instant now) {
    check();
    List<Row> waiting = rows.values().stream().filter(row -> row.status == Status.WAITING).toList();
    Stream<Instant> due = waiting.stream().map(row -> row.due);
    Stream<Instant> parkEnds =
        parks.entrySet().stream()
            .filter(p -> waiting.stream().anyMatch(row -> row.to.chat() == p.getKey().chat()))
            .map(Map.Entry::getValue);
    return Stream.concat(due, parkEnds)
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private boolean isParked(ChatAddress lane, Instant now) {
    return parks.getOrDefault(lane, Instant.EPOCH).isAfter(now);
  }

  @Override
  public synchronized boolean markSending(long delivery, Instant at) {
    Row row = row(delivery);
    if (row.status != Status.WAITING) {
      return false;
    }
    row.status = Status.SENDING;
    row.attempts++;
    return true;
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
  public synchronized void markSent(long delivery, MessageRef message, Instant at) {
    Row row = row(delivery);
    row.status = Status.SENT;
    row.settled = at;
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
      if (row.to.chat() == chat && row.status == Status.WAITING) {
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
