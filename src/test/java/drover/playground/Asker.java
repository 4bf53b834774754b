package drover.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks the playground what its page asks, without a page. */
final class Asker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Asker(String address) {
    this.address = URI.create(address);
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) {
    return post(path, body, "application/json");
  }

  HttpResponse<String> post(String path, String body, String type) {
    return send(
        request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> postFrom(String origin, String path, String body) {
    return send(
        request(path)
            .header("Origin", origin)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The first line of the answer to a request that names another host. */
  String getAs(String host, String path) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(path, host).getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  /** The lines of the push stream as they come; it ends with the server. */
  List<String> listen() {
    List<String> lines = new CopyOnWriteArrayList<>();
    var unused =
        http.sendAsync(
                HttpRequest.newBuilder(address.resolve("api/events"))
                    .header("Accept", "text/event-stream")
                    .build(),
                BodyHandlers.ofLines())
            .thenAccept(answer -> answer.body().forEach(lines::add));
    return lines;
  }

  JsonNode json(String path) {
    return parse(get(path).body());
  }

  void type(long user, long chat, String text) {
    HttpResponse<String> answer =
        post("api/type", "{\"user\":%d,\"chat\":%d,\"text\":\"%s\"}".formatted(user, chat, text));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  /** Posts a message with more to it than its words; returns the status. */
  int typeWith(String fields) {
    return post("api/type", "{" + fields + "}").statusCode();
  }

  JsonNode tap(long user, long chat, JsonNode message, String label) {
    JsonNode rows = message.path("keyboard");
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        if (rows.get(row).get(column).path("label").asText().equals(label)) {
          String body = "{\"user\":%d,\"chat\":%d,\"message\":%d,\"row\":%d,\"column\":%d}";
          long id = message.path("id").asLong();
          return parse(post("api/tap", body.formatted(user, chat, id, row, column)).body());
        }
      }
    }
    throw new IllegalArgumentException("No button " + label + " on " + message);
  }

  Optional<JsonNode> lastFromBot(long user, long chat) {
    return each(json("api/chats?user=" + user).path("chats"))
        .filter(known -> known.path("id").asLong() == chat)
        .flatMap(known -> each(known.path("messages")))
        .filter(message -> message.path("from").path("bot").asBoolean())
        .reduce((first, second) -> second);
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("The playground does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("Not JSON: " + text, e);
    }
  }
}
