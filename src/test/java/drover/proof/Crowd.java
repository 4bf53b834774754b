package drover.proof;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.story.House;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The people of a house, with the chats in which they are told everything. */
final class Crowd {
  private static final int AT_ONCE = 25;

  private record Seat(Chat chat, Person person) {}

  private final House house;
  private final List<Seat> seats = new ArrayList<>();

  /** Makes the people up; they have subscribed to nothing yet. */
  Crowd(House house, int people, int groups) {
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
  static String admins(int people) {
    return LongStream.range(House.ADMIN, House.ADMIN + people)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", "));
  }

  List<Chat> chats() {
    return seats.stream().map(Seat::chat).toList();
  }

  /** Everyone subscribes; returns when everyone was told so. */
  void subscribe() {
    for (int from = 0; from < seats.size(); from += AT_ONCE) {
      List<Seat> some = seats.subList(from, Math.min(seats.size(), from + AT_ONCE));
      some.forEach(
          seat -> {
            Message unused = seat.person().types(seat.chat(), "/subscribe");
          });
      house.awaitTrue("all are subscribed", () -> some.stream().allMatch(this::isSubscribed));
    }
  }

  private boolean isSubscribed(Seat seat) {
    return !house.telling(seat.chat(), "Notices here").isEmpty();
  }
}
