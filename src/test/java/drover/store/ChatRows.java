package drover.store;

import static drover.store.OpenStores.NOON;

import drover.outbox.Fact;
import drover.outbox.FactKey;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts a row into any table that names a chat. */
final class ChatRows {
  private static final Pattern NAME = Pattern.compile("AS ([a-z_]+)(?:,|$)");

  private ChatRows() {}

  /** One row with something in every column that must have it; a disabled chat has one at most. */
  static void fill(OpenStores open, String table, long chat, int topic) {
    if (table.equals("disabled_chat")) {
      open.stores.chats().disable(chat, "gone");
      return;
    }
    String values = values(open, table, topic).replace("$key", "'" + chat + "." + topic + "'");
    List<String> names = NAME.matcher(values).results().map(ChatRows::name).toList();
    open.tell(
        "INSERT INTO %s (chat_id, topic, %s) SELECT %d, %d, %s"
            .formatted(
                table,
                String.join(", ", names),
                chat,
                topic,
                values.replace("$at", "TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00Z'")));
  }

  private static String values(OpenStores open, String table, int topic) {
    return switch (table) {
      case "delivery" ->
          fact(open, topic) + " AS fact_id, 'WAITING' AS state, 1 AS urgency," + " $at AS due_at";
      case "group_message" -> "9 AS message_id, 1 AS page, FALSE AS held, $at AS sent_at";
      case "left_out" -> "3 AS number, 0 AS telling, 0 AS episode";
      case "lane_park" -> "$at AS parked_until, '' AS why";
      case "incident_message" -> incident(open, topic) + " AS incident_id, 9 AS message_id";
      case "chat_settings" -> "'UTC' AS zone";
      case "subscription" -> "'NORMAL' AS level, 1 AS by_id, $at AS since";
      case "mute" -> "'' AS filter_words, $at AS muted_until";
      case "digest_plan" -> "'09:00' AS rule, 'UTC' AS zone, $at AS next_due";
      case "inbox" ->
          "ORA_HASH($key) AS update_id, 'TYPED' AS kind, 'GROUP' AS chat_kind,"
              + " '' AS sender_name, FALSE AS sender_bot, '' AS text, $at AS sent_at,"
              + " TRUE AS addressed";
      case "button" ->
          "$key AS token, 'help' AS call_name, '' AS call_text, FALSE AS once,"
              + " $at AS minted_at, $at AS shown_at, 'look' AS look_key";
      case "order_log" ->
          "'KILL' AS kind, 's' AS session_id, 'r' AS run, '' AS agent_name,"
              + " 1 AS by_id, '' AS by_name, 'SENT' AS state, $at AS requested_at";
      case "draft" ->
          "1 AS by_id, 0 AS revision, 'OPEN' AS state, FALSE AS alone, 0 AS heard,"
              + " $at AS touched_at";
      case "audit" -> "$at AS done_at, '' AS by_name, 'kill' AS action, '' AS outcome";
      case "trouble" -> "'NO_RIGHTS' AS kind, $at AS since, '' AS why";
      default -> throw new IllegalStateException("say what a row of " + table + " needs");
    };
  }

  private static String fact(OpenStores open, int topic) {
    FactKey key = new FactKey("fact" + topic, "end", 0);
    open.stores.outbox().add(new Fact(key, NOON, Fact.Urgency.NORMAL, Map.of()), List.of());
    return "(SELECT id FROM fact WHERE subject = '" + key.subject() + "')";
  }

  private static long incident(OpenStores open, int topic) {
    return open.stall("s", topic, NOON).id();
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }
}
