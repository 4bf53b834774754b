package drover.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, on the page, as people of every role see it. The agents are frozen. */
@Timeout(180)
class RightHandsPageTest {
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
  void onlyTheRightHandsKillAndByForceWhatIgnoresIt() {
    browser.act("Nightly Index", "stubborn");
    browser.become("Operator");
    browser.clickOn("#chats button:nth-child(2)");
    browser.openTopic("Orders");
    browser.say("/kill Nightly Index");
    browser.expect("Kill Nightly Index");
    browser.become("Viewer");
    browser.tap("Yes, kill");
    browser.waitForText("#toast", "Only operators can do that");
    browser.takePicture("22-refused-press");

    browser.become("Operator");
    browser.tap("Yes, kill");
    browser.expect("is still alive");
    browser.takePicture("23-still-alive");
    browser.become("Viewer");
    browser.tap("Force kill");
    browser.waitForText("#toast", "Only operators can do that");
    browser.become("Operator");
    browser.tap("Force kill");
    browser.expect("after the kill by force");
    browser.takePicture("24-forced");
    browser.openTopic("General");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void anOperatorDescribesAnAgentStepByStepAndCreatesItOnce() {
    browser.become("Operator");
    browser.clickOn("#chats button:nth-child(2)");
    browser.openTopic("Orders");
    browser.say("/spawn");
    browser.tap("Go on in private");
    browser.waitForText("#context-line", "1 of 8");
    browser.say("Docs Sweep");
    browser.waitForText("#context-line", "2 of 8");
    browser.takePicture("25-spawn");
    browser.say("Find broken links");
    browser.waitForText("#context-line", "3 of 8");
    browser.say("Follow each link under docs/ and list those that lead nowhere.");
    browser.tap("high");
    browser.expect("5 of 8");
    browser.tap("100k");
    browser.expect("6 of 8");
    browser.tap("Skip");
    browser.waitForText("#context-line", "7 of 8");
    browser.say("-");
    browser.waitForText("#context-line", "8 of 8");
    browser.say("-");
    browser.expect("create it?");
    browser.takePicture("26-preview");
    browser.tapTwice("Create");
    browser.expect("was created as");
    browser.takePicture("27-created");

    assertThat(page.playground().server().world().agents())
        .filteredOn(agent -> agent.name().equals("Docs Sweep"))
        .hasSize(1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aStrangerKnocksAndIsLetIn() {
    browser.become("Stranger");
    browser.clickOn("#chats button:nth-child(1)");
    browser.say("May I look?");
    browser.become("Admin");
    browser.expectAnywhere("A stranger writes to me: Stranger");
    browser.takePicture("28-knock");
    browser.tap("Allow as viewer");
    browser.expectAnywhere("is viewer now, by Admin");
    browser.become("Stranger");
    browser.expect("has let you in as viewer");
    browser.say("/agents");
    browser.expect("Agents · ");
    browser.takePicture("29-let-in");
    assertThat(browser.complaints()).isEmpty();
  }
}
