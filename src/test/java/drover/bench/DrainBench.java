package drover.bench;

import drover.bench.Bench.Row;
import drover.emulator.ApiCall;
import drover.emulator.Chat;
import drover.proof.Crowd;
import drover.proof.LeastTime;
import drover.simulator.World;
import drover.story.Child;
import drover.story.House;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** 1,000 notices at once to 200 chats, against what Telegram's limits allow at best. */
final class DrainBench implements Bench.Measurement {
  private static final int PEOPLE = 200;
  private static final int ENDS = 5;
  private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("bench.idle", 120));

  @Override
  public List<Row> run(Path directory) {
    try (House house = House.empty(directory, "telegram.admins", Crowd.admins(PEOPLE))) {
      try (Child bot = Child.botOf(house, directory, List.of("-Xmx256m"))) {
        Crowd crowd = new Crowd(house, PEOPLE, 0);
        crowd.subscribe();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ENDS; i++) {
          ids.add(house.agent("Draining-" + i + ";"));
        }
        house.awaitKnown();
        long before = house.server().counters().requests();
        Times.rest(IDLE);
        double minutes = IDLE.toSeconds() / 60.0;
        double requests = (house.server().counters().requests() - before) / minutes;

        house.telegram().calls().clear();
        World world = house.server().world();
        Instant from = Instant.now();
        ids.forEach(world::complete);
        List<ApiCall> sent = sent(house, crowd.chats());
        Instant last = sent.get(sent.size() - 1).at();
        Duration took = Duration.between(from, last);
        Duration least =
            LeastTime.of(
                sent.stream()
                    .map(c -> new LeastTime.Made(c.parameters().path("chat_id").asLong(), false))
                    .toList());
        long refused = house.telegram().limits().refused();
        bot.terminate();
        return List.of(
            new Row(
                "1,000 notices to 200 chats, against the least the limits allow",
                "1.05 x, no 429",
                Times.format(
                    "%.3f x (%.1f s against %.1f s), %d refused with 429",
                    Times.ratio(took, least),
                    took.toMillis() / 1e3,
                    least.toMillis() / 1e3,
                    refused)),
            new Row(
                "requests to the server, stream up, 200 subscribed chats",
                "2 a minute",
                Times.format("%.1f a minute", requests)));
      }
    }
  }

  /** All messages that tell, once every chat was told of every end. */
  private static List<ApiCall> sent(House house, List<Chat> chats) {
    while (true) {
      List<ApiCall> told =
          house.telegram().calls().of("sendMessage").stream()
              .filter(call -> call.parameters().path("text").asText().contains("Draining-"))
              .toList();
      int facts =
          told.stream()
              .mapToInt(c -> c.parameters().path("text").asText().split("Draining-", -1).length - 1)
              .sum();
      if (facts >= chats.size() * ENDS) {
        return told;
      }
      Times.rest(Duration.ofMillis(200));
    }
  }
}
