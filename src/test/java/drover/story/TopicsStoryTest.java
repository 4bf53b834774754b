package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import drover.emulator.Button;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Topic;
import drover.simulator.AgentSpec;
import drover.simulator.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** A group with topics: what is asked, told and ordered in one stays in it, as long as it is. */
class TopicsStoryTest {
  private @TempDir Path directory;

  @Test
  @Execution(CONCURRENT)
  void whatIsAskedAndOrderedInATopicIsAnsweredThere() {
    try (House house = House.empty(directory)) {
      String miner = house.agent("Miner");
      house.server().world().log(miner, "info", "deep down", Map.of());
      house.startBot();
      Chat forum = house.telegram().supergroup("Ops", true, house.admin());
      Topic looks = forum.createTopic(house.admin(), "Looks");
      Topic orders = forum.createTopic(house.admin(), "Orders");

      Message list = ask(house, forum, looks, "/agents@drover_bot", "Agents · 1");
      house.tap(list, "Miner");
      Message card = house.becomes(list, "Task of Miner");
      house.tap(card, "Logs");
      Message logs = house.becomes(card, "deep down");
      house.tap(logs, "As file");
      Message file = house.message(forum, "Log of Miner");
      Message denied = ask(house, forum, orders, "/agent@drover_bot 1", "list");
      Message question = ask(house, forum, orders, "/kill@drover_bot Miner", "Kill Miner ");
      house.tap(question, "Yes, kill");
      Message ended = house.becomes(question, " ended, ");
      Message general = ask(house, forum, null, "/agents@drover_bot", "Agents · 1");
      Message options = ask(house, forum, orders, "/respawn@drover_bot Miner", "Respawn Miner");
      house.tap(options, "Respawn now");
      Message respawned = house.becomes(options, "was respawned as");
      String plan = "/spawn@drover_bot Painter | Paint it | Paint the fence.";
      Message preview = ask(house, forum, orders, plan, "create it?");
      house.tap(preview, "Create");
      Message created = house.becomes(preview, "Painter", "was created as");

      assertThat(List.of(list, file)).allMatch(message -> isIn(looks, message));
      assertThat(List.of(denied, ended, respawned, created))
          .allMatch(message -> isIn(orders, message));
      assertThat(general.topic()).isNull();
      assertThat(forum.fromBot()).hasSize(7);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void eachTopicHearsWhatItAskedForAndItsMessagesAreEditedWhereTheyStand() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String swift = house.agent("Swift");
      String stuck = house.agent("Stuck");
      house.startBot();
      Chat forum = house.telegram().supergroup("Ops", true, house.admin());
      Topic all = forum.createTopic(house.admin(), "All");
      Topic problems = forum.createTopic(house.admin(), "Problems");
      house.awaitKnown();
      Message everything = ask(house, forum, all, "/subscribe@drover_bot", "Notices here");
      Message some = ask(house, forum, problems, "/subscribe@drover_bot problems", "Notices here");
      Message digest = ask(house, forum, problems, "/digest@drover_bot now", "Digest");

      world.complete(swift);
      world.stall(stuck);
      Message done = house.message(forum, "Completed · Swift");
      house.awaitTrue("both hear", () -> house.telling(forum, "Stalled · Stuck").size() == 2);
      List<Message> stalls = house.telling(forum, "Stalled · Stuck");
      Message here = stalls.stream().filter(one -> isIn(problems, one)).findFirst().orElseThrow();
      Message there = stalls.stream().filter(one -> isIn(all, one)).findFirst().orElseThrow();
      house.tap(here, "Ack");
      Message acked = house.becomes(there, "acked by Admin");
      world.recover(stuck);
      here = house.becomes(here, "Recovered · Stuck");
      Message over = house.becomes(acked, "Recovered · Stuck");

      assertThat(house.telling(forum, "· Stuck")).hasSize(2);
      assertThat(house.telling(forum, "· Swift")).hasSize(1);
      assertThat(forum.fromBot()).allMatch(message -> message.topic() != null);
      assertThat(List.of(everything, done, over)).allMatch(message -> isIn(all, message));
      assertThat(List.of(some, digest, here)).allMatch(message -> isIn(problems, message));
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aClosedTopicWaitsForItsReopeningAndAPressThereStillShowsItsOutcome() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String first = house.agent("First");
      String second = house.agent("Second");
      String third = house.agent("Third");
      house.startBot();
      house.subscribe();
      Chat forum = house.telegram().supergroup("Ops", true, house.admin());
      Topic topic = forum.createTopic(house.admin(), "Agents");
      Message unused = ask(house, forum, topic, "/subscribe@drover_bot", "Notices here");
      Message question = ask(house, forum, topic, "/kill@drover_bot Third", "Kill Third ");
      forum.closeTopic(house.admin(), topic.id());
      world.complete(first);
      Message told = house.message(house.chat(), "I may not write", "TOPIC_CLOSED");

      house.tap(question, "Yes, kill");
      Message ended = house.becomes(question, " ended, ");
      world.fail(second, "while closed");
      house.awaitQuiet(house.chat());
      assertThat(house.telling(forum, "Completed · First")).isEmpty();

      forum.reopenTopic(house.admin(), topic.id());
      Message one = house.message(forum, "Completed · First");
      Message two = house.message(forum, "Failed · Second", "while closed");
      house.awaitQuiet(house.chat());

      assertThat(List.of(one, two, ended)).allMatch(message -> isIn(topic, message));
      assertThat(house.telling(house.chat(), "I may not write")).containsExactly(told);
      assertThat(house.ask("/health", "All is well")).isNotEqualTo(unused);
      assertThat(world.find(third).orElseThrow().status().isOver()).isTrue();
    }
  }

  @Test
  @Execution(CONCURRENT)
  void whatWasForADeletedTopicComesToTheChatOnceAndIsEndedThere() {
    try (House house = House.empty(directory)) {
      World world = house.server().world();
      String first = house.agent("First");
      String second = house.agent("Second");
      String stuck = house.agent("Stuck");
      house.startBot();
      house.subscribe();
      Chat forum = house.telegram().supergroup("Ops", true, house.admin());
      Topic topic = forum.createTopic(house.admin(), "Agents");
      Message unused = ask(house, forum, topic, "/subscribe@drover_bot", "Notices here");
      unused = ask(house, forum, null, "/subscribe@drover_bot problems", "Notices here");
      world.stall(stuck);
      house.awaitTrue("both hear", () -> house.telling(forum, "Stalled · Stuck").size() == 2);

      forum.deleteTopic(topic.id());
      world.fail(first, "no topic");
      Message told = house.message(house.chat(), "A topic is gone");
      Message failed = house.message(forum, "Failed · First");
      world.recover(stuck);
      Message recovered = house.message(forum, "Recovered · Stuck");
      house.awaitQuiet(house.chat());
      house.stopBot();
      house.startBot();
      Message list = ask(house, forum, null, "/subscriptions@drover_bot", "problems");
      Message ended = ask(house, forum, null, "/unsubscribe@drover_bot", "no more notices");
      world.fail(second, "nobody hears");
      house.awaitQuiet(house.chat());

      assertThat(house.telling(forum, "Failed · First")).containsExactly(failed);
      assertThat(house.telling(forum, "· Stuck")).containsExactly(recovered);
      assertThat(house.telling(forum, "Failed · Second")).isEmpty();
      assertThat(list.text()).doesNotContain("topic");
      assertThat(forum.fromBot()).extracting(Message::topic).containsOnlyNulls();
      assertThat(house.telling(house.chat(), "A topic is gone")).containsExactly(told);
      assertThat(ended.id()).isGreaterThan(list.id());
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aPressOfAMessageWhoseTopicIsBeingDeletedIsAnsweredInTheChat() throws Exception {
    try (House house = House.empty(directory)) {
      house.server().world().addAgent(AgentSpec.named("Scribe"));
      house.startBot();
      Chat forum = house.telegram().supergroup("Ops", true, house.admin());
      Topic topic = forum.createTopic(house.admin(), "Agents");
      Message list = ask(house, forum, topic, "/agents@drover_bot", "Agents · 1");
      String scribe = data(list, "Scribe");

      forum.deleteTopic(topic.id());
      var answer =
          house.admin().tapsStale(forum, list.id(), scribe).answer().get(20, TimeUnit.SECONDS);
      Message card = house.message(forum, "Task of Scribe");
      house.tap(card, "Refresh");
      Message later = ask(house, forum, null, "/whoami@drover_bot", "admin");

      assertThat(answer.text()).isNull();
      assertThat(answer.after()).isLessThan(Duration.ofSeconds(10));
      assertThat(List.of(card, later)).allMatch(message -> message.topic() == null);
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aRoleGoesToWhomAMessageAnswersAndNotToWhoeverOpenedTheTopic() {
    try (House house = House.empty(directory)) {
      house.startBot();
      Person ben = house.telegram().person("Ben", "ben", "en");
      Person eve = house.telegram().person("Eve", "eve", "en");
      Chat forum = house.telegram().supergroup("Ops", true, house.admin(), ben, eve);
      Topic topic = forum.createTopic(eve, "Requests");
      Message request = ben.types(forum, topic.id(), "May I look?");

      Message whom = ask(house, forum, topic, "/grant@drover_bot viewer", "Whom?");
      Message answer =
          house.admin().in(forum).replyingTo(request).types("/grant@drover_bot viewer");
      Message granted = house.message(forum, "Ben", "is viewer now");
      Message his = house.askIn(forum, topic, ben, "/whoami@drover_bot", "viewer");
      Message hers = eve.types(forum, topic.id(), "/whoami@drover_bot");
      Message later = ask(house, forum, topic, "/whoami@drover_bot", "admin");

      assertThat(List.of(whom, granted, his, later)).allMatch(message -> isIn(topic, message));
      assertThat(forum.fromBot()).as("nothing for %s or %s", hers, answer).hasSize(4);
    }
  }

  private static Message ask(
      House house, Chat forum, @Nullable Topic topic, String text, String... words) {
    return house.askIn(forum, topic, house.admin(), text, words);
  }

  private static boolean isIn(Topic topic, Message message) {
    return Long.valueOf(topic.id()).equals(message.topic());
  }

  private static String data(Message message, String label) {
    return message.keyboard().stream()
        .flatMap(List::stream)
        .filter(button -> button.label().contains(label))
        .map(Button::value)
        .findFirst()
        .orElseThrow();
  }
}
