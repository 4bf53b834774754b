package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls the emulator over bare HTTP, so that anything can be sent and every byte seen. */
final class Wire {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final TelegramEmulator emulator;

  Wire(TelegramEmulator emulator) {
    this.emulator = emulator;
  }

  record Answer(int status, String text, String retryAfter) {
    JsonNode json() {
      return Json.own(text);
    }

    JsonNode result() {
      return json().path("result");
    }

    String description() {
      return json().path("description").asText();
    }
  }

  /** Calls with a JSON body; single quotes stand for double ones. */
  Answer call(String method, String json) {
    return send(
        request(method)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(json.replace('\'', '"')))
            .build());
  }

  CompletableFuture<Answer> later(String method, String json) {
    HttpRequest request =
        request(method)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(Wire::answer);
  }

  Answer form(String method, String contentType, String body) {
    return send(
        request(method)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  Answer get(String path) {
    return send(
        HttpRequest.newBuilder(URI.create(emulator.apiUrl() + path))
            .timeout(Duration.ofSeconds(10))
            .build());
  }

  String token() {
    return emulator.config().token().reveal();
  }

  private HttpRequest.Builder request(String method) {
    return HttpRequest.newBuilder(URI.create(emulator.apiUrl() + "/bot" + token() + "/" + method))
        .timeout(Duration.ofSeconds(20));
  }

  private static Answer send(HttpRequest request) {
    try {
      return answer(HTTP.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Retry-After").orElse(""));
  }
}
