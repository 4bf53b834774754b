package drover.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. The agents are frozen, so only what a test does happens. */
@Timeout(180)
class PlaygroundPageTest {
  @TempDir private static Path directory;
  private static OpenPage page;
  private static Browser browser;

  @BeforeAll
  static void open() {
    page = new OpenPage(directory);
    browser = page.browser();
  }

  @AfterAll
  static void close() {
    if (page != null) {
      page.close();
    }
  }

  @BeforeEach
  void visit() {
    page.visit();
  }

  @Test
  void aNewcomerLooksKillsRespawnsAndIsTold() {
    subscribe();
    lookAtAnAgent();
    kill();
    respawn();
    stallAndComplete();
    askForDigestAndHistory();
    cutTheStream();

    assertThat(browser.complaints()).isEmpty();
  }

  private static void subscribe() {
    browser.say("/start");
    browser.expect("Subscribe");
    browser.takePicture("01-start");
    browser.tap("Subscribe");
    browser.expect("Notices here");
    browser.takePicture("02-subscribed");
  }

  private static void lookAtAnAgent() {
    browser.say("/agents");
    browser.expect("Agents · 12");
    browser.takePicture("03-agents");
    browser.tapRow("3 ");
    browser.expect("Working");
    browser.takePicture("04-card");
    browser.tap("Logs");
    browser.expect("Session created");
    browser.takePicture("05-logs");
    browser.tap("As file");
    browser.expectAnywhere("-log.txt");
    browser.tap("Back");
    browser.expectAnywhere("of 80k tokens");
    browser.tap("Metrics");
    browser.expectAnywhere("cpu ");
    browser.takePicture("06-metrics");
    browser.tap("Back");
    browser.expectAnywhere("of 80k tokens");
  }

  private static void kill() {
    browser.tap("Kill");
    browser.expectAnywhere("Kill Dependency Review");
    browser.takePicture("07-kill");
    browser.tap("Yes, kill");
    browser.expectAnywhere("after the kill");
    browser.takePicture("08-killed");
  }

  private static void respawn() {
    browser.say("/agent Invoice Check");
    browser.expect("Failed");
    browser.tap("Respawn");
    browser.expect("Respawn Invoice Check");
    browser.tap("+50% tokens");
    browser.expect("✓ +50% tokens");
    browser.takePicture("09-respawn");
    browser.tap("Respawn now");
    browser.expect("was respawned as");
    browser.tap("New agent");
    browser.expect("of 75k tokens");
    browser.takePicture("10-respawned");
  }

  private static void stallAndComplete() {
    browser.act("Market Scan", "stall");
    browser.act("Photo Tags", "complete");
    browser.expectAnywhere("Stalled · Market Scan");
    browser.expectAnywhere("Completed · Photo Tags");
    browser.takePicture("11-notices");
    browser.act("Market Scan", "recover");
    browser.expectAnywhere("Recovered · Market Scan");
    browser.takePicture("12-recovered");
  }

  private static void askForDigestAndHistory() {
    browser.say("/digest 09:00");
    browser.expect("09:00");
    browser.say("/digest now");
    browser.expect("Digest · since");
    browser.takePicture("13-digest");
    browser.say("/history");
    browser.expect("Photo Tags");
    browser.takePicture("14-history");
  }

  private static void cutTheStream() {
    browser.clickOn("#cut");
    browser.act("Test Repair", "fail");
    browser.expectAnywhere("Failed · Test Repair");
    browser.waitForText("#server-state", "1 stream");
    browser.takePicture("15-after-a-cut");
  }

  @Test
  void theBotAnswersWhileTheServerIsDown() {
    browser.clickOn("#power");
    browser.waitFor("#lamp.off");
    browser.waitForText("#server-state", "Server down");
    browser.say("/agents");
    browser.expectAnywhere("Agents · ");
    browser.takePicture("16-server-down");

    browser.clickOn("#power");

    browser.waitForText("#server-state", "1 stream");
    browser.waitFor("#lamp:not(.off)");
  }

  @Test
  void aStrangerGetsSilenceAndHearsWhoseButtonsTheyAre() {
    browser.clickOn("#chats button:nth-child(2)");
    browser.say("/agents");
    browser.expect("Agents · ");
    browser.become("Stranger");
    browser.tap("Refresh");
    browser.waitForText("#toast", "Not for you");
    browser.takePicture("17-not-for-you");

    browser.clickOn("#chats button:nth-child(1)");
    browser.say("/agents");
    browser.clickOn("#chats button:nth-child(2)");
    browser.become("Admin");
    browser.say("/whoami");
    browser.expect("1001");
    browser.become("Stranger");
    browser.clickOn("#chats button:nth-child(1)");
    browser.waitFor(".msg.out");

    assertThat(browser.count(".msg:not(.out)")).isZero();
    browser.takePicture("18-silence");
  }

  @Test
  void whatIsSaidInATopicStaysThereAndIsAnsweredAndForwarded() {
    browser.clickOn("#chats button:nth-child(2)");
    browser.openTopic("Orders");
    browser.say("/agent Mail Triage");
    browser.expect("Mail Triage");
    browser.become("Viewer");
    browser.waitFor(".msg:last-child .keys");
    browser.say("Is it at work?");
    browser.become("Admin");
    browser.begin("tool-reply", "Is it at work?");
    browser.say("It is.");
    browser.waitForText(".msg:last-child .reply", "Is it at work?");
    browser.takePicture("19-topic");

    browser.begin("tool-forward", "Is it at work?");
    browser.openTopic("Alerts");
    browser.clickOn(".send");
    browser.waitForText(".msg:last-child .forwarded", "Forwarded from Viewer");

    assertThat(browser.count(".msg")).isEqualTo(1);
    browser.become("Anonymous Admin");
    browser.waitFor("#chats button:only-child");
    browser.say("We speak.");
    browser.become("Stranger");
    browser.waitForText(".msg:last-child .from", "Agents team");
    browser.openTopic("General");
    assertThat(browser.count("#topics .more")).isZero();
    browser.become("Admin");
    browser.openTopic("Alerts");
    browser.clickOn("#topics .more");
    browser.takePicture("20-topic-menu");
    browser.clickOn("#topic-menu button");
    browser.become("Stranger");
    browser.waitFor("#text:disabled");
    browser.takePicture("21-closed-topic");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void commandsInMessagesAreSentAndQuotationsUnfoldAndStayOpen() {
    browser.say("/help");
    browser.expect("/whoami");
    browser.clickOn(".msg:last-child .bot_command");
    browser.expect("Agents · ");
    browser.tapRow("3 ");
    browser.waitFor(".msg:last-child blockquote.folded");

    browser.clickOn(".msg:last-child blockquote.folded");
    browser.waitFor(".msg:last-child blockquote:not(.folded)");
    browser.tap("Refresh");

    browser.waitFor(".msg:last-child.changed blockquote[aria-expanded=true]");
    assertThat(browser.count(".msg:last-child blockquote.folded")).isZero();
  }
}
