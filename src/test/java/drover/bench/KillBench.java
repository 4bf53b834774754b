package drover.bench;

import drover.bench.Bench.Row;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Tap;
import drover.proof.Crowd;
import drover.simulator.ApiCall;
import drover.story.Child;
import drover.story.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * From the tap on {@code Yes, kill} to the request at the server, on an idle bot and while 2,000
 * notices drain. Rounds stay within what the server allows in a minute, so that no kill waits for
 * that.
 */
final class KillBench implements Bench.Measurement {
  private static final int PEOPLE = 200;
  private static final int ENDS = 10;
  private static final int KILLS = 12;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
  private static final int IDLE_ROUNDS = (ROUNDS + 3) / 4;
  private static final Duration BETWEEN_TAPS = Duration.ofMillis(2_500);
  private static final Duration A_MINUTE = Duration.ofSeconds(61);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> victims = new ArrayList<>();
  private final List<String> ending = new ArrayList<>();

  @Override
  public List<Row> run(Path directory) {
    try (House house = House.empty(directory, "telegram.admins", Crowd.admins(PEOPLE))) {
      // Known from the first list on: to ask for each would use up what the server allows.
      for (int i = 0; i < (ROUNDS + IDLE_ROUNDS + 1) * KILLS; i++) {
        victims.add("Victim-" + i + ";");
        String unused = house.agent(victims.get(i));
      }
      for (int i = 0; i < ROUNDS * ENDS; i++) {
        ending.add(house.agent("Ending-" + i + ";"));
      }
      try (Child bot = Child.botOf(house, directory, List.of("-Xmx256m"))) {
        Crowd crowd = new Crowd(house, PEOPLE, 0);
        crowd.subscribe();
        Times warm = new Times();
        Times idle = new Times();
        Times busy = new Times();
        round(house, 0, warm);
        int sentWhileBusy = 0;
        for (int i = 0; i < IDLE_ROUNDS; i++) {
          round(house, 0, idle);
        }
        for (int i = 0; i < ROUNDS; i++) {
          house.telegram().calls().clear();
          round(house, ENDS, busy);
          sentWhileBusy += house.telegram().calls().of("sendMessage").size();
        }
        bot.terminate();
        return List.of(
            row("idle, median", idle.median()),
            row("idle, p99", idle.quantile(0.99)),
            row("while 2,000 notices drain, median", busy.median(), idle.median()),
            row("while 2,000 notices drain, p99", busy.quantile(0.99), idle.quantile(0.99)),
            new Row(
                "requests to the server in the busiest minute of it",
                "100",
                Integer.toString(busiestMinute(house))),
            new Row(
                "messages that left between the taps of a round",
                "–",
                Integer.toString(sentWhileBusy / ROUNDS)));
      }
    }
  }

  /**
   * Everyone asked, then one after the other says yes.
   *
   * @param ends how many others end just before the first tap, for everyone to be told
   */
  private void round(House house, int ends, Times times) {
    Instant began = Instant.now();
    List<Message> questions = questions(house);
    for (int i = 0; i < ends; i++) {
      house.server().world().complete(ending.remove(0));
    }
    for (int i = 0; i < KILLS; i++) {
      times.add(kill(house, person(house, i), questions.get(i)));
      Times.rest(BETWEEN_TAPS);
    }
    Duration left = A_MINUTE.minus(Duration.between(began, Instant.now()));
    Times.rest(left.isNegative() ? Duration.ZERO : left);
  }

  private List<Message> questions(House house) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      names.add(victims.remove(0));
      Person person = person(house, i);
      Message unused = person.types(person.privateChat(), "/kill " + names.get(i));
    }
    List<Message> questions = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      questions.add(house.message(person(house, i).privateChat(), "Kill " + names.get(i)));
    }
    return questions;
  }

  private static Duration kill(House house, Person person, Message question) {
    int before = house.server().counters().times(ApiCall.KILL).size();
    Instant tapped = Instant.now();
    Tap unused = person.taps(question, "Yes, kill");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<Instant> arrived = house.server().counters().times(ApiCall.KILL);
      if (arrived.size() > before) {
        return Duration.between(tapped, arrived.get(before));
      }
      Times.rest(Duration.ofMillis(5));
    }
    String now =
        person.privateChat().message(question.id()).map(Message::text).orElse("no message");
    throw new IllegalStateException("a kill never left; its message says: " + now);
  }

  private static int busiestMinute(House house) {
    List<Instant> all =
        Stream.of(ApiCall.values())
            .flatMap(call -> house.server().counters().times(call).stream())
            .sorted()
            .toList();
    int most = 0;
    for (int from = 0, to = 0; to < all.size(); to++) {
      while (all.get(from).plusSeconds(60).isBefore(all.get(to))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  private static Person person(House house, int i) {
    return house.telegram().findPerson(House.ADMIN + i).orElseThrow();
  }

  private static Row row(String how, Duration busy, Duration idle) {
    Row plain = row(how, busy);
    String ratio = Times.format(", %.2f x idle", Times.ratio(busy, idle));
    return new Row(plain.what(), plain.budget(), plain.measured() + ratio);
  }

  private static Row row(String how, Duration time) {
    return new Row(
        "tap on `Yes, kill` to the request at the server, " + how, "–", Times.millis(time));
  }
}
