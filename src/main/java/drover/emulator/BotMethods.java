package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** The bot itself: who it is, its descriptions, its webhook and the kinds of updates it wants. */
final class BotMethods {
  private static final Set<String> PORTS = Set.of("", ":443", ":80", ":88", ":8443");

  private final World world;
  private final Set<String> updateTypes;
  private final boolean strict;

  BotMethods(World world, Set<String> updateTypes, boolean strict) {
    this.world = world;
    this.updateTypes = updateTypes;
    this.strict = strict;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getMe", this::getMe);
    methods.put("close", call -> BooleanNode.TRUE);
    methods.put("logOut", call -> BooleanNode.TRUE);
    methods.put("setMyName", call -> describe(call, "name"));
    methods.put("setMyDescription", call -> describe(call, "description"));
    methods.put("setMyShortDescription", call -> describe(call, "short_description"));
    methods.put("setWebhook", this::setWebhook);
    methods.put("deleteWebhook", this::deleteWebhook);
    methods.put("getWebhookInfo", call -> webhookInfo());
  }

  private JsonNode getMe(Call call) {
    ObjectNode me = world.bot.toJson();
    me.put("can_join_groups", true).put("can_read_all_group_messages", false);
    return me.put("supports_inline_queries", false).put("has_main_web_app", false);
  }

  private JsonNode describe(Call call, String field) {
    world.state.descriptions.put(field + "|" + call.text("language_code"), call.text(field));
    return BooleanNode.TRUE;
  }

  private JsonNode setWebhook(Call call) {
    String url = call.text("url");
    if (!url.isEmpty() && !isAcceptable(url)) {
      throw ApiRefusal.invalid("bad webhook: an HTTPS URL on port 443, 80, 88 or 8443 is needed");
    }
    world.state.webhook = url;
    allow(call);
    if (!url.isEmpty()) {
      var unused =
          world.updates.endWaiting(
              ApiRefusal.refused(409, "Conflict: terminated by setWebhook request"));
    }
    return dropIfAsked(call);
  }

  private static boolean isAcceptable(String url) {
    if (!url.startsWith("https://")) {
      return false;
    }
    String authority = url.substring("https://".length()).replaceFirst("[/?#].*", "");
    int colon = authority.lastIndexOf(':');
    return PORTS.contains(colon < 0 ? "" : authority.substring(colon));
  }

  private JsonNode deleteWebhook(Call call) {
    world.state.webhook = "";
    return dropIfAsked(call);
  }

  private JsonNode dropIfAsked(Call call) {
    if (call.flag("drop_pending_updates")) {
      world.updates.clear();
    }
    return BooleanNode.TRUE;
  }

  private JsonNode webhookInfo() {
    ObjectNode info = Json.object().put("url", world.state.webhook);
    info.put("has_custom_certificate", false);
    return info.put("pending_update_count", world.updates.size());
  }

  /** Remembers the wanted kinds of updates; they stay until another call names some. */
  void allow(Call call) {
    if (!call.has("allowed_updates")) {
      return;
    }
    var wanted = call.get("allowed_updates").valueStream().map(JsonNode::asText).toList();
    for (String type : wanted) {
      if (strict && !updateTypes.contains(type)) {
        throw ApiRefusal.invalid("unknown update type \"" + type + "\" in allowed_updates");
      }
    }
    world.state.allowedUpdates = wanted.isEmpty() ? null : wanted;
  }
}
