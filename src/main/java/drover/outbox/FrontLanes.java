package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to people that wait, in the order of their coming in each lane. Not thread-safe. */
final class FrontLanes {
  private static final SendResult TOO_MANY =
      new SendResult.Refused(Refusal.REJECTED, "too many answers wait in this chat");

  private final int mostPerLane;
  private final Map<ChatAddress, ArrayDeque<Answer>> lanes = new HashMap<>();
  private long count;

  FrontLanes(int mostPerLane) {
    this.mostPerLane = mostPerLane;
  }

  /** Returns what the caller is to do once it holds no lock. */
  Runnable add(Answer answer) {
    Answer standing = waitingEdit(answer);
    if (standing != null) {
      standing.content = answer.content;
      standing.since = answer.since;
      standing.failures = 0;
      standing.stamped = false;
      standing.plain = false;
      standing.futures.addAll(answer.futures);
      return () -> {};
    }
    answer.number = count++;
    ArrayDeque<Answer> lane = lanes.computeIfAbsent(answer.to, to -> new ArrayDeque<>());
    lane.addLast(answer);
    if (lane.size() <= mostPerLane) {
      return () -> {};
    }
    Answer dropped = lane.removeFirst();
    return () -> dropped.finish(TOO_MANY);
  }

  /** The first of each lane, oldest first. */
  List<Answer> heads() {
    List<Answer> heads = new ArrayList<>(lanes.size());
    for (ArrayDeque<Answer> lane : lanes.values()) {
      heads.add(lane.getFirst());
    }
    heads.sort(Comparator.comparingLong(answer -> answer.number));
    return heads;
  }

  /** Takes the first of a lane out. */
  void take(Answer head) {
    ArrayDeque<Answer> lane = lanes.get(head.to);
    if (lane == null || lane.pollFirst() != head) {
      throw new IllegalStateException("not the first of its lane");
    }
    if (lane.isEmpty()) {
      lanes.remove(head.to);
    }
  }

  /** Back to the head of its lane; an edit that a newer one has overtaken joins that. */
  void putBack(Answer answer) {
    Answer newer = waitingEdit(answer);
    if (newer != null) {
      newer.futures.addAll(answer.futures);
      return;
    }
    lanes.computeIfAbsent(answer.to, to -> new ArrayDeque<>()).addFirst(answer);
  }

  /** Empties all lanes of a chat. */
  List<Answer> takeAll(long chat) {
    List<Answer> taken = new ArrayList<>();
    lanes
        .entrySet()
        .removeIf(lane -> lane.getKey().chat() == chat && taken.addAll(lane.getValue()));
    return taken;
  }

  List<Answer> takeAll() {
    List<Answer> taken = new ArrayList<>();
    lanes.values().forEach(taken::addAll);
    lanes.clear();
    return taken;
  }

  int size() {
    return lanes.values().stream().mapToInt(ArrayDeque::size).sum();
  }

  private @Nullable Answer waitingEdit(Answer other) {
    if (!other.isEdit()) {
      return null;
    }
    for (Answer answer : lanes.getOrDefault(other.to, new ArrayDeque<>())) {
      if (other.target != null && other.target.equals(answer.target)) {
        return answer;
      }
    }
    return null;
  }
}
