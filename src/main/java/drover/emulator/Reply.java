package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What goes back over the wire.
 *
 * @param retryAfter seconds for the header; 0 for none
 * @param cutOff end the connection instead of answering
 */
record Reply(int status, String contentType, String body, long retryAfter, boolean cutOff) {
  private static final String JSON = "application/json";
  private static final String GATEWAY_PAGE =
      """
      <html>
      <head><title>502 Bad Gateway</title></head>
      <body><center><h1>502 Bad Gateway</h1></center></body>
      </html>
      """;

  static Reply ok(JsonNode result) {
    ObjectNode body = Json.object().put("ok", true);
    body.set("result", result);
    return new Reply(200, JSON, body.toString(), 0, false);
  }

  static Reply refusal(ApiRefusal refusal) {
    ObjectNode body =
        Json.object()
            .put("ok", false)
            .put("error_code", refusal.code())
            .put("description", refusal.description());
    ObjectNode parameters = refusal.parameters();
    long retryAfter = 0;
    if (parameters != null) {
      body.set("parameters", parameters);
      retryAfter = parameters.path("retry_after").asLong(0);
    }
    return new Reply(refusal.code(), JSON, body.toString(), retryAfter, false);
  }

  static Reply badGateway() {
    return new Reply(502, "text/html", GATEWAY_PAGE, 0, false);
  }

  static Reply empty() {
    return new Reply(200, JSON, "", 0, false);
  }

  static Reply cut() {
    return new Reply(0, JSON, "", 0, true);
  }
}
