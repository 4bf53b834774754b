package drover.bench;

import drover.bench.Bench.Row;
import drover.emulator.ApiCall;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.proof.Crowd;
import drover.simulator.AgentSpec;
import drover.simulator.World;
import drover.story.Child;
import drover.story.House;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * From an end at the server to its notice at Telegram, stored on disk twice on the way, against a
 * bare POST of the same message; taken in turns, so that both see the same machine.
 */
final class LatencyBench implements Bench.Measurement {
  /** A compiler that has not seen the code is what a bot has on its first minutes alone. */
  private static final int WARM_PEOPLE = 12;

  private static final int WARM = 60;
  private static final int SAMPLES = Integer.getInteger("bench.samples", 200);
  private static final Duration BETWEEN = Duration.ofMillis(1050);
  private static final MediaType JSON = MediaType.get("application/json");

  @Override
  public List<Row> run(Path directory) throws IOException {
    try (House house = House.empty(directory, "telegram.admins", Crowd.admins(WARM_PEOPLE))) {
      try (Child bot = Child.botOf(house, directory, List.of("-Xmx256m"))) {
        Crowd crowd = new Crowd(house, WARM_PEOPLE, 0);
        crowd.subscribe();
        Times told = new Times();
        Times bare = new Times();
        OkHttpClient client = new OkHttpClient();
        Person other = house.telegram().person(5000, "Other", null, "en");
        var started = other.starts();
        for (int i = 0; i < WARM + SAMPLES; i++) {
          if (i == WARM) {
            crowd.allType("/unsubscribe", "gets no more notices");
            Message unused = house.ask("/subscribe", "Notices here");
          }
          Duration one = tell(house, started.id() + i);
          Duration post = post(client, house, other.privateChat(), i);
          if (i >= WARM) {
            told.add(one);
            bare.add(post);
          }
        }
        bot.terminate();
        return List.of(row("median", 0.5, told, bare), row("p99", 0.99, told, bare));
      }
    }
  }

  private static Duration tell(House house, long number) {
    World world = house.server().world();
    String name = "Latency-" + number + ";";
    String id = world.arrive(AgentSpec.named(name));
    Times.rest(BETWEEN.dividedBy(2));
    Instant from = Instant.now();
    world.complete(id);
    ApiCall call = Watching.message(house.telegram(), House.ADMIN, name);
    house.telegram().calls().clear();
    world.removeAgent(id);
    Times.rest(BETWEEN.dividedBy(2));
    return Duration.between(from, call.at());
  }

  private static Duration post(OkHttpClient client, House house, Chat chat, int i)
      throws IOException {
    String body =
        "{\"chat_id\":\"%d\",\"text\":\"<b>Completed</b> %d\",\"parse_mode\":\"HTML\"}"
            .formatted(chat.id(), i);
    Request request =
        new Request.Builder()
            .url(
                house.telegram().apiUrl()
                    + "/bot"
                    + house.telegram().config().token().reveal()
                    + "/sendMessage")
            .post(RequestBody.create(body, JSON))
            .build();
    long from = System.nanoTime();
    try (Response response = client.newCall(request).execute()) {
      if (response.code() != 200) {
        throw new IllegalStateException("the bare POST was refused: " + response.code());
      }
      String unused = response.body().string();
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private static Row row(String name, double share, Times told, Times bare) {
    Duration ours = told.quantile(share);
    Duration least = bare.quantile(share);
    return new Row(
        "end at the server to `sendMessage` arriving, against a bare POST, " + name,
        share > 0.9 ? "3 x" : "–",
        Times.format(
            "%.2f x (%s against %s)",
            Times.ratio(ours, least), Times.millis(ours), Times.millis(least)));
  }
}
