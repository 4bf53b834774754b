package drover.proof;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Tap;
import drover.emulator.TapAnswer;
import drover.story.House;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The people of a house, with the chats in which they are told everything. */
public final class Crowd {
  private static final int AT_ONCE = 25;
  private static final String NEXT = "›";

  private static final String UNKNOWN = "What this message told is no longer kept";

  private record Seat(Chat chat, Person person) {}

  private final House house;
  private final List<Seat> seats = new ArrayList<>();
  private final Set<String> unknown = new HashSet<>();

  /** Makes the people up; they have subscribed to nothing yet. */
  public Crowd(House house, int people, int groups) {
    this.house = house;
    for (int i = 0; i < people; i++) {
      long id = House.ADMIN + i;
      Person person =
          i == 0 ? house.admin() : house.telegram().person(id, "Person " + i, "p" + i, "en");
      seats.add(new Seat(person.privateChat(), person));
    }
    for (int i = 0; i < groups; i++) {
      Chat group = house.telegram().supergroup("Group " + i, false, house.admin());
      seats.add(new Seat(group, house.admin()));
    }
  }

  /** The value of {@code telegram.admins} that lets so many in. */
  public static String admins(int people) {
    return LongStream.range(House.ADMIN, House.ADMIN + people)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", "));
  }

  public List<Chat> chats() {
    return seats.stream().map(Seat::chat).toList();
  }

  /** Everyone subscribes; returns when everyone was told so. */
  public void subscribe() {
    allType("/subscribe", "Notices here");
  }

  /** Everyone does so and has the answer when this returns. */
  public void allType(String command, String answer) {
    for (int from = 0; from < seats.size(); from += AT_ONCE) {
      List<Seat> some = seats.subList(from, Math.min(seats.size(), from + AT_ONCE));
      some.forEach(
          seat -> {
            Message unused = seat.person().types(seat.chat(), command);
          });
      house.awaitTrue(
          "all have an answer to " + command,
          () -> some.stream().noneMatch(seat -> house.telling(seat.chat(), answer).isEmpty()));
    }
  }

  /**
   * Turns every message that has further pages to its next one; what it said before stays among its
   * versions. One that arrived though the bot never learned so says that it cannot be turned: what
   * it told is told again.
   *
   * @return whether there was any
   */
  public boolean turnPages() {
    List<Page> turning = new ArrayList<>();
    for (Seat seat : seats) {
      for (Message message : seat.chat().fromBot()) {
        if (message.labels().contains(NEXT)
            && message.text().contains(" notices\n")
            && !unknown.contains(message.chat() + "/" + message.id())) {
          Tap tap = seat.person().taps(message, NEXT);
          turning.add(new Page(seat.chat(), message, tap));
        }
      }
    }
    // A group takes twenty edits a minute, and other messages count among them.
    Duration patience = Duration.ofMinutes(3).plusSeconds(6L * turning.size());
    try {
      Awaitility.await().atMost(patience).until(() -> turning.stream().allMatch(Page::isTurned));
    } catch (ConditionTimeoutException e) {
      List<Page> left = turning.stream().filter(page -> !page.isTurned()).toList();
      throw new AssertionError(
          "%d of %d pages were not turned within %s: %s"
              .formatted(left.size(), turning.size(), patience, left),
          e);
    }
    turning.stream()
        .filter(Page::isUnknown)
        .forEach(page -> unknown.add(page.before().chat() + "/" + page.before().id()));
    return !turning.isEmpty();
  }

  /** Turns all pages; returns how many of these ends were not told in a chat, over all chats. */
  public int untold(Collection<String> ends) {
    List<Set<String>> told = new ArrayList<>();
    seats.forEach(seat -> told.add(new HashSet<>()));
    do {
      for (int i = 0; i < told.size(); i++) {
        told.get(i).addAll(Books.of(seats.get(i).chat()).told());
      }
    } while (turnPages());
    return told.stream()
        .mapToInt(one -> (int) ends.stream().filter(end -> !one.contains(end)).count())
        .sum();
  }

  private record Page(Chat chat, Message before, Tap tap) {
    boolean isUnknown() {
      TapAnswer answer = tap.answer().getNow(null);
      return answer != null && UNKNOWN.equals(answer.text());
    }

    boolean isTurned() {
      Message now = chat.message(before.id()).orElse(before);
      return isUnknown() || !now.text().equals(before.text());
    }

    @Override
    public String toString() {
      return "message %d of chat %d, answered %s, with %s"
          .formatted(before.id(), before.chat(), tap.answer().getNow(null), before.labels());
    }
  }
}
