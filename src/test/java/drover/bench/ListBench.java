package drover.bench;

import drover.bench.Bench.Row;
import drover.emulator.ApiCall;
import drover.emulator.Message;
import drover.simulator.AgentSpec;
import drover.simulator.World;
import drover.story.Child;
import drover.story.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** {@code /agents} from the typing to the answer, against a bare GET of the same list. */
final class ListBench implements Bench.Measurement {
  private static final int WARM = 5;
  private static final int SAMPLES = 15;
  private static final Duration FRESH = Duration.ofMillis(2200);

  @Override
  public List<Row> run(Path directory) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int sessions : List.of(10, 1_000, 10_000)) {
      rows.add(measure(Files.createDirectory(directory.resolve("s" + sessions)), sessions));
    }
    return rows;
  }

  private static Row measure(Path directory, int sessions) throws IOException {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      for (int i = 0; i < sessions; i++) {
        String unused =
            world.addAgent(
                AgentSpec.named("Agent number " + i)
                    .withTexts("Look through batch " + i, "Do it step by step.", "/out/" + i)
                    .withTokens(i % 40_000, 50_000)
                    .withProgress(i % 100));
      }
      try (Child bot = Child.botOf(house, directory, List.of("-Xmx128m"))) {
        house.awaitKnown();
        Times whole = new Times();
        Times bare = new Times();
        OkHttpClient client = new OkHttpClient();
        for (int i = 0; i < WARM + SAMPLES; i++) {
          Duration list = list(client, house);
          Times.rest(FRESH);
          Duration answer = ask(house);
          if (i >= WARM) {
            bare.add(list);
            whole.add(answer);
          }
        }
        boolean enough = !bot.output().contains("OutOfMemoryError");
        bot.terminate();
        Duration ours = whole.median().minus(bare.median());
        return new Row(
            Times.format("`/agents` with %,d sessions, beyond the server's own answer", sessions),
            sessions == 10_000 ? "300 ms, heap of 128 MB" : "–",
            Times.format(
                "%s, %.2f x (whole %s against %s for a bare GET)%s",
                Times.millis(ours),
                Times.ratio(whole.median(), bare.median()),
                Times.millis(whole.median()),
                Times.millis(bare.median()),
                enough ? "" : ", OUT OF MEMORY"));
      }
    }
  }

  private static Duration ask(House house) {
    house.telegram().calls().clear();
    Instant from = Instant.now();
    Message unused = house.admin().types(house.chat(), "/agents");
    ApiCall answer = Watching.message(house.telegram(), House.ADMIN, "Agents");
    return Duration.between(from, answer.at());
  }

  private static Duration list(OkHttpClient client, House house) throws IOException {
    Request request =
        new Request.Builder()
            .url(house.server().apiUrl() + "/sessions")
            .header("Authorization", "Bearer " + House.API_KEY.reveal())
            .build();
    long from = System.nanoTime();
    try (Response response = client.newCall(request).execute()) {
      if (response.code() != 200 || response.body().bytes().length == 0) {
        throw new IllegalStateException("no list: " + response.code());
      }
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }
}
