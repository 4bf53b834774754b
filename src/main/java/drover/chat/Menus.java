package drover.chat;

import java.util.List;
import java.util.Map;

/**
 * The commands that the chat service offers to whoever is about to type. A person's own list counts
 * before the one of all private chats.
 *
 * @param inPrivate to everybody in private
 * @param inGroups to everybody in groups
 * @param people to these in private
 */
public record Menus(List<Entry> inPrivate, List<Entry> inGroups, Map<UserId, List<Entry>> people) {
  public Menus {
    inPrivate = List.copyOf(inPrivate);
    inGroups = List.copyOf(inGroups);
    people = Map.copyOf(people);
  }

  /** One command: name without slash, description in one line. */
  public record Entry(String command, String description) {}
}
