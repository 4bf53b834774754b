package drover.store;

import drover.outbox.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Gives a chat a new number in every table. Where the new number has a row of its own already, one
 * of the two goes: the one that knows less. Numbers of messages do not move: under the new number
 * they are counted anew, so an old one would name another message.
 *
 * <p>A test compares {@link #TABLES} with the columns called {@code chat_id} in the schema.
 */
final class ChatMove {
  /** All that name a chat. */
  static final List<String> TABLES =
      List.of(
          "delivery",
          "lane_park",
          "group_message",
          "left_out",
          "incident_message",
          "chat_settings",
          "subscription",
          "mute",
          "digest_plan",
          "inbox",
          "button",
          "order_log",
          "draft",
          "audit",
          "disabled_chat",
          "trouble");

  /** In order, with {@code :from} and {@code :to}. */
  static final List<String> STATEMENTS = statements();

  /** States of deliveries, the furthest on last; bound as {@code :progress}. */
  static final String PROGRESS = "GIVEN_UP HELD WAITING SENDING SENT";

  /** What was committed under the old number while the move was: the move has not seen it. */
  private static final String LATE =
      """
      UPDATE delivery SET chat_id = (SELECT present FROM chat_number WHERE former = :chat)
      WHERE id = :id AND chat_id = :chat AND topic = :topic
        AND state IN ('WAITING', 'HELD', 'SENDING')
        AND EXISTS (SELECT 1 FROM chat_number WHERE former = :chat)
        AND NOT EXISTS (
          SELECT 1 FROM delivery twin WHERE twin.fact_id = delivery.fact_id
            AND twin.topic = delivery.topic
            AND twin.chat_id = (SELECT present FROM chat_number WHERE former = :chat))
      """;

  private ChatMove() {}

  /** Gives a delivery that came too late the number that its chat has; false when there is none. */
  static boolean follow(Handle handle, Delivery delivery) {
    return Columns.bindChat(handle.createUpdate(LATE), delivery.to())
            .bind("id", delivery.id())
            .execute()
        == 1;
  }

  private static List<String> statements() {
    List<String> all = new ArrayList<>();
    // A fact told under either number is told: the delivery that is further on stays.
    all.add(
        """
        DELETE FROM delivery WHERE chat_id = :to AND EXISTS (
          SELECT 1 FROM delivery old WHERE old.chat_id = :from
            AND old.fact_id = delivery.fact_id AND old.topic = delivery.topic
            AND LOCATE(old.state, :progress) > LOCATE(delivery.state, :progress))
        """);
    all.add(
        withTwin("delivery", "twin.fact_id = delivery.fact_id AND twin.topic = delivery.topic"));
    all.add(withTwin("lane_park", "twin.topic = lane_park.topic"));
    all.add(withTwin("left_out", "twin.topic = left_out.topic"));
    all.add("DELETE FROM group_message WHERE chat_id = :from");
    all.add("DELETE FROM incident_message WHERE chat_id = :from");
    all.add("UPDATE order_log SET message_id = NULL WHERE chat_id = :from");
    all.add(withTwin("chat_settings", "twin.topic = chat_settings.topic"));
    all.add(
        withTwin(
            "subscription",
            "twin.topic = subscription.topic AND twin.filter_words = subscription.filter_words"));
    // Of two mutes the longer one stays.
    all.add(
        """
        UPDATE mute SET muted_until = GREATEST(muted_until, (
          SELECT MAX(old.muted_until) FROM mute old WHERE old.chat_id = :from
            AND old.topic = mute.topic AND old.filter_words = mute.filter_words))
        WHERE chat_id = :to AND EXISTS (SELECT 1 FROM mute old WHERE old.chat_id = :from
          AND old.topic = mute.topic AND old.filter_words = mute.filter_words)
        """);
    all.add(withTwin("mute", "twin.topic = mute.topic AND twin.filter_words = mute.filter_words"));
    all.add(withTwin("digest_plan", "twin.topic = digest_plan.topic"));
    all.add(withTwin("draft", "twin.topic = draft.topic AND twin.by_id = draft.by_id"));
    // Both tokens stand under messages: both stay, one of them no longer found for new messages.
    all.add(
        """
        UPDATE button SET look_key = NULL WHERE chat_id = :from AND EXISTS (
          SELECT 1 FROM button twin WHERE twin.chat_id = :to
            AND twin.topic = button.topic AND twin.look_key = button.look_key)
        """);
    // The service refuses the old number because of the move; that says nothing of the new one.
    all.add("DELETE FROM disabled_chat WHERE chat_id = :from");
    all.add("DELETE FROM trouble WHERE chat_id = :from");
    all.add("DELETE FROM chat_number WHERE former = :to");
    all.add(
        """
        MERGE INTO chat_number (former, present, noted_at) KEY (former)
        VALUES (:from, :to, CURRENT_TIMESTAMP)
        """);
    for (String table : TABLES) {
      all.add("UPDATE " + table + " SET chat_id = :to WHERE chat_id = :from");
    }
    return List.copyOf(all);
  }

  private static String withTwin(String table, String sameElse) {
    return "DELETE FROM "
        + table
        + " WHERE chat_id = :from AND EXISTS (SELECT 1 FROM "
        + table
        + " twin WHERE twin.chat_id = :to AND "
        + sameElse
        + ")";
  }
}
