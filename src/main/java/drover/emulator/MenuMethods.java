package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command menus, by scope and language, and which of them a person sees. */
final class MenuMethods {
  private final World world;

  MenuMethods(World world) {
    this.world = world;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("setMyCommands", this::set);
    methods.put("getMyCommands", this::get);
    methods.put("deleteMyCommands", this::delete);
  }

  private JsonNode set(Call call) {
    world.state.menus.put(key(call), call.get("commands").toString());
    world.changed();
    return BooleanNode.TRUE;
  }

  private JsonNode get(Call call) {
    String menu = world.state.menus.get(key(call));
    return menu == null ? Json.array() : Json.own(menu);
  }

  private JsonNode delete(Call call) {
    world.state.menus.remove(key(call));
    world.changed();
    return BooleanNode.TRUE;
  }

  private String key(Call call) {
    JsonNode scope = call.get("scope");
    String type = scope.path("type").asText("default");
    String chat = "";
    if (scope.has("chat_id")) {
      chat = ":" + world.readable(scope.get("chat_id")).id;
    }
    String user = scope.has("user_id") ? ":" + scope.get("user_id").asLong() : "";
    return type + chat + user + "|" + call.text("language_code");
  }

  /** The commands that a person's client offers in a chat: the narrowest menu that is not empty. */
  List<MenuCommand> shown(ChatState chat, User user) {
    boolean admin = chat.standing(user.id()).isAdmin();
    List<String> scopes = new ArrayList<>();
    if (chat.kind == ChatKind.PRIVATE) {
      scopes.add("chat:" + chat.id);
      scopes.add("all_private_chats");
    } else {
      scopes.add("chat_member:" + chat.id + ":" + user.id());
      if (admin) {
        scopes.add("chat_administrators:" + chat.id);
      }
      scopes.add("chat:" + chat.id);
      if (admin) {
        scopes.add("all_chat_administrators");
      }
      scopes.add("all_group_chats");
    }
    scopes.add("default");
    for (String scope : scopes) {
      String menu = menu(scope, user.language());
      if (menu != null) {
        return Json.own(menu).valueStream().map(MenuCommand::read).toList();
      }
    }
    return List.of();
  }

  private @Nullable String menu(String scope, @Nullable String language) {
    String own = language == null ? null : world.state.menus.get(scope + "|" + language);
    return own == null ? world.state.menus.get(scope + "|") : own;
  }
}
