package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the Bot API's {@code ChatMember}. */
final class MemberJson {
  private static final List<String> RIGHTS =
      List.of(
          "can_manage_chat",
          "can_delete_messages",
          "can_manage_video_chats",
          "can_restrict_members",
          "can_promote_members",
          "can_change_info",
          "can_invite_users",
          "can_post_stories",
          "can_edit_stories",
          "can_delete_stories");

  private static final List<String> PERMISSIONS =
      List.of(
          "can_send_messages",
          "can_send_audios",
          "can_send_documents",
          "can_send_photos",
          "can_send_videos",
          "can_send_video_notes",
          "can_send_voice_notes",
          "can_send_polls",
          "can_send_other_messages",
          "can_add_web_page_previews",
          "can_change_info",
          "can_invite_users",
          "can_pin_messages",
          "can_manage_topics");

  private MemberJson() {}

  static ObjectNode write(User user, Standing standing, ChatState chat) {
    ObjectNode node = Json.object().put("status", standing.wire());
    node.set("user", user.toJson());
    switch (standing) {
      case CREATOR -> node.put("is_anonymous", false);
      case ADMINISTRATOR -> {
        node.put("can_be_edited", false).put("is_anonymous", false);
        RIGHTS.forEach(right -> node.put(right, true));
        node.put("can_pin_messages", chat.botMayPin).put("can_manage_topics", chat.forum);
      }
      case RESTRICTED -> {
        node.put("is_member", true).put("until_date", 0);
        PERMISSIONS.forEach(permission -> node.put(permission, false));
      }
      case KICKED -> node.put("until_date", 0);
      case MEMBER, LEFT -> {}
    }
    return node;
  }
}
