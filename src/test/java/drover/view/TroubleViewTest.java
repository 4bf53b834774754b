package drover.view;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Trouble;
import drover.access.Trouble.Kind;
import drover.chat.ChatAddress;
import drover.testing.Markup;
import drover.testing.Snapshots;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TroubleViewTest {
  private static final ChatAddress PERSON = ChatAddress.of(1002);
  private static final ChatAddress GROUP = ChatAddress.of(-100_200);
  private static final ChatAddress TOPIC = new ChatAddress(-100_200, 7);

  private final Snapshots snapshots = Snapshots.of(TroubleViewTest.class);

  @Test
  void looksAsStored() {
    snapshots.check(
        "person-lost",
        TroubleView.of(
            trouble(Kind.CHAT_LOST, PERSON, "Forbidden: bot was blocked by the user"),
            "Bob <B>",
            ZoneOffset.UTC,
            false));
    snapshots.check(
        "group-lost",
        TroubleView.of(
            trouble(Kind.CHAT_LOST, GROUP, "Ada removed the bot from “Agents & team”"),
            null,
            ZoneOffset.UTC,
            true));
    snapshots.check(
        "no-rights",
        TroubleView.of(
            trouble(Kind.NO_RIGHTS, TOPIC, "Bad Request: TOPIC_CLOSED"),
            null,
            ZoneOffset.UTC,
            false));
    snapshots.check(
        "topic-gone",
        TroubleView.of(trouble(Kind.TOPIC_GONE, TOPIC, ""), null, ZoneOffset.UTC, false));
    snapshots.check(
        "other-poller",
        TroubleView.of(
            trouble(
                Kind.OTHER_POLLER,
                Trouble.NOWHERE,
                "Conflict: terminated by other getUpdates request"),
            null,
            ZoneOffset.UTC,
            false));
    snapshots.check(
        "made-to-wait",
        TroubleView.of(
            trouble(Kind.MADE_TO_WAIT, Trouble.NOWHERE, "2 h 5 min"), null, ZoneOffset.UTC, false));
  }

  @Test
  void hostileWordsStayWords() {
    String evil = "<b>\u202E&" + "x".repeat(10_000);

    for (Kind kind : Kind.values()) {
      String html = TroubleView.of(trouble(kind, PERSON, evil), evil, ZoneOffset.UTC, true).html();
      assertThat(Markup.visible(html)).as("%s", kind).hasSizeLessThan(1_000);
      assertThat(html).doesNotContain("\u202E");
    }
  }

  private static Trouble trouble(Kind kind, ChatAddress where, String why) {
    return new Trouble(kind, where, Instant.EPOCH, why);
  }
}
