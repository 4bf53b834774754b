package drover.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.chat.Incoming;
import drover.chat.Incoming.Mention;
import drover.chat.Incoming.Reply;
import drover.chat.Incoming.Sender;
import drover.chat.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an update points at, as the one JSON column of the inbox; null for the most, which do not.
 */
final class PointsJson {
  private PointsJson() {}

  static @Nullable String write(Incoming update) {
    ObjectNode node = Json.object();
    if (update.secondHand()) {
      node.put("secondHand", true);
    }
    Reply reply = update.repliedTo();
    if (reply != null) {
      ObjectNode to = node.putObject("reply");
      to.put("message", reply.message());
      put(to, reply.author());
    }
    if (!update.mentions().isEmpty()) {
      ArrayNode mentions = node.putArray("mentions");
      for (Mention mention : update.mentions()) {
        ObjectNode one = mentions.addObject();
        one.put("text", mention.text());
        if (mention.person() != null) {
          put(one, mention.person());
        }
      }
    }
    return node.isEmpty() ? null : Json.write(node);
  }

  static Incoming read(@Nullable String text, Incoming bare) {
    if (text == null) {
      return bare;
    }
    JsonNode node = Json.read(text);
    JsonNode to = node.path("reply");
    Reply reply = to.isObject() ? new Reply(to.path("message").asLong(), sender(to)) : null;
    List<Mention> mentions = new ArrayList<>();
    node.path("mentions")
        .forEach(
            one ->
                mentions.add(
                    new Mention(one.path("text").asText(), one.has("name") ? sender(one) : null)));
    Incoming pointing = bare.pointing(reply, mentions);
    return node.path("secondHand").asBoolean() ? pointing.atSecondHand() : pointing;
  }

  private static void put(ObjectNode node, Sender sender) {
    if (sender.id() != null) {
      node.put("id", sender.id().value());
    }
    node.put("name", sender.name());
    if (sender.handle() != null) {
      node.put("handle", sender.handle());
    }
    node.put("bot", sender.bot());
  }

  private static Sender sender(JsonNode node) {
    return new Sender(
        node.hasNonNull("id") ? new UserId(node.path("id").asLong()) : null,
        node.path("name").asText(),
        node.hasNonNull("handle") ? node.path("handle").asText() : null,
        node.path("bot").asBoolean());
  }
}
