package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** What people and other programs do to the bot's chats, and who hears of it. */
class MoodsTest {
  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void theAdminHearsWhoThrewTheBotOutOfWhichGroupOnce() {
    try (House house = House.empty(directory)) {
      String lost = house.agent("Lost");
      house.startBot();
      house.subscribe();
      Person mate = house.telegram().person("Mate", "mate", "en");
      Chat group = house.telegram().supergroup("Agents team", false, house.admin(), mate);
      Message unused = house.askIn(group, house.admin(), "/subscribe@drover_bot", "Notices here");

      mate.removesBot(group);
      Message told = house.message(house.chat(), "Lost a chat", "Mate removed the bot");
      house.server().world().complete(lost);
      house.awaitQuiet(house.chat());

      assertThat(told.text()).contains("“Agents team”", Long.toString(group.id()));
      assertThat(house.telling(house.chat(), "Lost a chat")).hasSize(1);
      assertThat(house.ask("/health", "Cannot be written to").text()).contains("Mate removed");
      house.admin().addsBot(group);
      house.awaitTrue("all is taken", () -> house.telegram().pendingUpdates() == 0);
      Message back = house.askIn(group, house.admin(), "/start@drover_bot", "I watch your agents");
      assertThat(back.text()).isNotEmpty();
      assertThat(house.ask("/health", "as of").text()).doesNotContain("Cannot be written to");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void anotherPollerIsSaidInWordsAndNoticesGoOn() {
    try (House house = House.empty(directory)) {
      String steady = house.agent("Steady");
      house.startBot();
      house.subscribe();

      house.telegram().faults().pollConflict(2);
      house.admin().types(house.chat(), "/whoami");
      Message told = house.message(house.chat(), "Another program uses my token", "revoke");
      house.server().world().complete(steady);
      Message notice = house.message(house.chat(), "Completed · Steady");
      Message health = house.ask("/health", "another program polls with this token");
      house.telegram().faults().pollConflict(1);
      house.awaitQuiet(house.chat());

      assertThat(told.id()).isLessThan(notice.id());
      assertThat(health.text()).contains("Stop the other one");
      assertThat(house.telling(house.chat(), "Another program uses my token")).hasSize(1);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aGroupThatBecomesASupergroupKeepsItsSubscription() {
    try (House house = House.empty(directory)) {
      String mover = house.agent("Mover");
      house.startBot();
      Chat group = house.telegram().group("Agents team", house.admin());
      Message unused = house.askIn(group, house.admin(), "/subscribe@drover_bot", "Notices here");

      Chat moved = group.migrate(house.admin());
      house.server().world().complete(mover);
      Message notice = house.message(moved, "Completed · Mover");
      house.tapBy(house.admin(), notice, "Logs");

      assertThat(house.telling(moved, "Completed · Mover")).hasSizeLessThanOrEqualTo(1);
      assertThat(house.telling(group, "Completed · Mover")).isEmpty();
    }
  }
}
