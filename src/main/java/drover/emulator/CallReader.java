package drover.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a call's parameters in all the ways the Bot API takes them: URL, form, multipart, JSON. */
final class CallReader {
  private CallReader() {}

  static ObjectNode params(Context request) {
    ObjectNode params = Json.object();
    put(params, request.queryParamMap());
    String type = contentType(request);
    if (type.startsWith("application/json")) {
      params.setAll(json(request));
    } else if (type.startsWith("multipart/") || type.startsWith("application/x-www-form")) {
      put(params, request.formParamMap());
    }
    return params;
  }

  static Dispatcher.Files files(Context request) {
    Map<String, Upload> files = new HashMap<>();
    if (contentType(request).startsWith("multipart/")) {
      request
          .uploadedFileMap()
          .forEach((name, parts) -> parts.forEach(part -> files.put(name, upload(part))));
    }
    return new Dispatcher.Files(files);
  }

  private static String contentType(Context request) {
    String type = request.header("Content-Type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(Context request) {
    String body = new String(request.bodyAsBytes(), StandardCharsets.UTF_8);
    try {
      JsonNode node = body.isBlank() ? Json.object() : Json.parse(body);
      if (node.isObject()) {
        return (ObjectNode) node;
      }
    } catch (JsonProcessingException e) {
      throw ApiRefusal.invalid("can't parse request body: it is no JSON object");
    }
    throw ApiRefusal.invalid("can't parse request body: it is no JSON object");
  }

  private static void put(ObjectNode params, Map<String, List<String>> given) {
    given.forEach((name, values) -> values.forEach(value -> params.put(name, value)));
  }

  private static Upload upload(UploadedFile part) {
    try (InputStream content = part.content()) {
      String type = part.contentType();
      return new Upload(
          part.filename(),
          type == null ? "application/octet-stream" : type,
          content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
