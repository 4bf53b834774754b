package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.simulator.AgentStatus;
import drover.simulator.ApiCall;
import drover.simulator.Misbehavior;
import drover.simulator.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** The bot in a process of its own, killed without warning where it hurts. */
class HardKillTest {
  private static final Duration TO_STOP = Duration.ofSeconds(5);
  private static final int SIGTERM = 128 + 15;

  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void everyEndIsToldInEveryChatThoughTheBotDiesTwiceWhileTelling() {
    String admins = House.ADMIN + ", 1002, 1003, 1004";
    try (House house = House.empty(directory, "telegram.admins", admins)) {
      World world = house.server().world();
      List<Chat> chats = new ArrayList<>(List.of(house.chat()));
      for (long id = 1002; id <= 1004; id++) {
        chats.add(house.telegram().person(id, "Admin " + id, null, "en").privateChat());
      }
      List<String> names = IntStream.range(0, 10).mapToObj("Worker-%02d;"::formatted).toList();
      List<String> ids = names.stream().map(house::agent).toList();
      try (Child first = Child.botOf(house, directory)) {
        for (Chat chat : chats) {
          Person person = house.telegram().findPerson(chat.id()).orElseThrow();
          Message unused = house.askIn(chat, person, "/subscribe", "Notices here");
        }
        house.awaitKnown();
        house.telegram().faults().latency(Duration.ofMillis(150), Duration.ofMillis(300));
        ids.forEach(world::complete);
        house.awaitTrue("some are told", () -> count(house, chats, names) >= 6);
        first.killHard();
      }
      long beforeSecond = count(house, chats, names);
      try (Child second = Child.botOf(house, directory)) {
        house.awaitTrue("more are told", () -> count(house, chats, names) >= beforeSecond + 4);
        second.killHard();
      }
      house.telegram().faults().clear();
      List<String> late = List.of("Late-1;", "Late-2;", "Late-3;");
      try (Child third = Child.botOf(house, directory)) {
        house.awaitTrue("all ends are told", () -> untold(house, chats, names).isEmpty());
        late.stream().map(house::agent).toList().forEach(world::complete);
        house.server().cutStream();
        house.awaitTrue("one of them", () -> count(house, chats, late) > 0);
        third.terminate();
        assertThat(third.exitCode(TO_STOP)).isIn(0, SIGTERM);
        assertThat(third.output()).contains("Drover stops");
      }
      try (Child fourth = Child.botOf(house, directory)) {
        house.awaitTrue("the late ends are told", () -> untold(house, chats, late).isEmpty());
        house.awaitQuiet(house.chat());
        assertThat(fourth.output()).contains("Drover is up");
      }

      for (Chat chat : chats) {
        List<Message> marked = house.telling(chat, "(may be a repeat)");
        assertThat(marked).as("the sends in flight at three ends").hasSizeLessThanOrEqualTo(3);
        for (String name : Stream.concat(names.stream(), late.stream()).toList()) {
          List<Message> told = telling(house, chat, name);
          assertThat(told.stream().filter(message -> !marked.contains(message)).count())
              .as("notices of %s that claim to be the first", name)
              .isLessThan(2);
        }
      }
    }
  }

  @Test
  @Execution(CONCURRENT)
  void ordersInFlightAreGivenOnceAndTheirMessagesSettle() {
    try (House house = House.empty(directory, "kill.verify-timeout", "2s")) {
      World world = house.server().world();
      String taken = house.agent("Taken");
      String lost = house.agent("Lost");
      String waiting = house.agent("Waiting");
      Message takenOrder;
      Message lostOrder;
      Message waitingOrder;
      try (Child first = Child.botOf(house, directory)) {
        house.subscribe();
        takenOrder = house.ask("/kill Taken", "Kill Taken ");
        lostOrder = house.ask("/kill Lost", "Kill Lost ");
        waitingOrder = house.ask("/kill Waiting", "Kill Waiting ");
        house.server().faults().next(ApiCall.KILL, 1, Misbehavior.hangAfterWork());
        house.tap(takenOrder, "Yes, kill");
        awaitKills(house, 1);
        house.server().faults().next(ApiCall.KILL, 1, Misbehavior.hang());
        house.tap(lostOrder, "Yes, kill");
        awaitKills(house, 2);
        first.killHard();
      }
      var press = house.admin().taps(waitingOrder, "Yes, kill");
      try (Child second = Child.botOf(house, directory)) {
        Message over = house.becomes(takenOrder, "Taken", " ended, ");
        Message alive = house.becomes(lostOrder, "Lost is still alive");
        Message again = house.becomes(waitingOrder, "while I was away: still do it?");
        house.tap(again, "Yes, kill");
        Message done = house.becomes(waitingOrder, "Waiting", " ended, ");
        house.awaitQuiet(house.chat());

        assertThat(alive.labels()).contains("Force kill");
        assertThat(List.of(over, alive, done)).doesNotHaveDuplicates();
        assertThat(press.id()).isNotEmpty();
        assertThat(house.server().counters().requests(ApiCall.KILL)).isEqualTo(3);
        assertThat(house.server().counters().kills()).isEqualTo(2);
        assertThat(world.find(taken).orElseThrow().status()).isEqualTo(AgentStatus.TERMINATED);
        assertThat(world.find(waiting).orElseThrow().status()).isEqualTo(AgentStatus.TERMINATED);
        assertThat(house.telling(house.chat(), "Terminated ·")).isEmpty();
        house.tap(alive, "Force kill");
        Message forced = house.becomes(alive, "Lost", " ended, ");
        assertThat(forced.labels()).contains("Respawn");
        assertThat(world.find(lost).orElseThrow().status()).isEqualTo(AgentStatus.TERMINATED);
        second.terminate();
        assertThat(second.exitCode(TO_STOP)).isIn(0, SIGTERM);
      }
    }
  }

  private static void awaitKills(House house, long count) {
    house.awaitTrue(
        count + " kills arrived", () -> house.server().counters().requests(ApiCall.KILL) >= count);
  }

  private static long count(House house, List<Chat> chats, List<String> names) {
    return chats.stream()
        .mapToLong(
            chat -> names.stream().filter(name -> !telling(house, chat, name).isEmpty()).count())
        .sum();
  }

  private static List<String> untold(House house, List<Chat> chats, List<String> names) {
    return chats.stream()
        .flatMap(chat -> names.stream().filter(name -> telling(house, chat, name).isEmpty()))
        .toList();
  }

  /** Notices with these words; lists of agents are none. */
  private static List<Message> telling(House house, Chat chat, String words) {
    return house.telling(chat, words).stream()
        .filter(message -> !message.text().startsWith("Agents · "))
        .toList();
  }
}
