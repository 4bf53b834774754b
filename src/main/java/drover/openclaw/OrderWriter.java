package drover.openclaw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.RespawnOrder;

/** Writes the bodies of the three orders. What is null is left to the server by leaving it out. */
final class OrderWriter {
  private OrderWriter() {}

  static ObjectNode kill(KillOrder order) {
    return Json.MAPPER.createObjectNode().put("reason", order.reason()).put("force", order.force());
  }

  static ObjectNode respawn(RespawnOrder order) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("resetProgress", order.resetProgress());
    if (order.tokenLimit() != null) {
      body.put("newTokenLimit", order.tokenLimit());
    }
    if (order.priority() != null) {
      body.put("priority", order.priority());
    }
    return body.put("reason", order.reason());
  }

  static ObjectNode create(CreateOrder order) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("name", order.name());
    // The contract names no field optional: a strict server wants one.
    body.put("taskDescription", order.task() == null ? order.name() : order.task());
    body.put("prompt", order.prompt());
    if (order.priority() != null) {
      body.put("priority", order.priority());
    }
    if (order.tokenLimit() != null) {
      body.put("tokensLimit", order.tokenLimit());
    }
    if (order.expectedDuration() != null) {
      body.put("expectedDuration", order.expectedDuration().toMillis());
    }
    if (order.outputPath() != null) {
      body.put("outputPath", order.outputPath());
    }
    if (order.parent() != null) {
      body.put("parentSession", order.parent().value());
    }
    body.putObject("metadata").put("requester", order.requester()).put("channel", "telegram");
    return body;
  }
}
