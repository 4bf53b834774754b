package drover.story;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import drover.emulator.Chat;
import drover.emulator.MenuCommand;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.Standing;
import drover.simulator.ApiCall;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who is let in, and whose words count, from the chat to the server and back. */
class RightHandsTest {
  private static final Pattern CODE = Pattern.compile("/pair (\\S+)");

  @TempDir Path directory;

  @Test
  void theFirstAdminPairsLetsAStrangerInAndBothStay() {
    LogLines lines = new LogLines();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger("drover");
    logger.addAppender(lines);
    try (House house = House.empty(directory, "telegram.admins", "")) {
      house.agent("Builder");
      house.startBot();
      String code = code(lines);
      Person eve = house.telegram().person(2002, "Eve", "eve", "en");
      Message unused = house.ask("/pair AAAA-BBBB-CCCC", "not the code");
      unused = house.ask("/pair " + code, "You are the admin now");

      eve.types(eve.privateChat(), "/agents");
      Message knock = house.message(house.chat(), "A stranger writes to me", "@eve");
      assertThat(house.telling(eve.privateChat(), "")).isEmpty();
      house.tap(knock, "Allow as viewer");
      unused = house.becomes(knock, "Eve", "is viewer now");
      unused = house.message(eve.privateChat(), "Admin has let you in as viewer");
      unused = house.askIn(eve.privateChat(), eve, "/agents", "Builder");
      house.awaitTrue("Eve is offered what she may", () -> offered(eve).contains("agents"));
      assertThat(offered(eve)).doesNotContain("kill", "users");
      house.awaitTrue("the admin is, too", () -> offered(house.admin()).contains("users"));
      unused = house.askIn(eve.privateChat(), eve, "/kill Builder", "needs the role operator");

      house.stopBot();
      house.startBot();
      unused = house.ask("/users", "Eve @eve", "viewer by Admin", "admin by pairing code");
      eve.types(eve.privateChat(), "/pair " + code);
      unused = house.askIn(eve.privateChat(), eve, "/whoami", "viewer");
      assertThat(lines.said.stream().filter(line -> line.contains(code))).hasSize(1);
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void onlyWhatAPersonTypesThemselvesIsTheirs() {
    try (House house = House.empty(directory)) {
      house.startBot();
      Person eve = house.telegram().person(2002, "Eve", "eve", "en");
      Chat group = house.telegram().supergroup("Herd", false, house.admin(), eve);
      Chat channel = house.telegram().channel("News", house.admin());
      house.admin().addsBot(group);
      group.member(house.admin(), Standing.ADMINISTRATOR);
      Message unused = house.askIn(group, house.admin(), "/subscribe", "Notices here");

      eve.types(group, "/users");
      house.admin().types(group, "/users@other_bot");
      Message edited = house.admin().types(group, "users, please");
      unused = house.admin().edits(edited, "/users");
      unused = house.admin().in(group).anonymously().types("/users");
      unused = house.message(group, "You are posting anonymously");
      unused = house.admin().in(group).as(channel).types("/users");
      unused = house.admin().in(group).forwardedFrom(eve).types("/users");
      unused = house.message(group, "Type the command yourself");
      house.awaitQuiet(group);

      assertThat(house.telling(group, "People")).isEmpty();
      unused = house.askIn(group, house.admin(), "/users", "People");
    }
  }

  @Test
  void whoLosesTheRoleHearsAndOrdersNothingFromThenOn() {
    try (House house = House.empty(directory)) {
      String builder = house.agent("Builder");
      house.startBot();
      house.subscribe();
      Person ben = house.telegram().person(2003, "Ben", "ben", "en");
      ben.starts();
      Message unused = house.message(house.chat(), "A stranger writes to me", "@ben");
      unused = house.ask("/grant @ben operator", "Ben is operator now");
      unused = house.askIn(ben.privateChat(), ben, "/subscribe", "Notices here");
      unused = house.askIn(ben.privateChat(), ben, "/digest every 4h", "Digest here");
      Message question = house.askIn(ben.privateChat(), ben, "/kill Builder", "Kill Builder");
      house.awaitTrue("Ben is offered what he may", () -> offered(ben).contains("kill"));

      unused = house.ask("/revoke @ben", "is no operator any more");
      int told = ben.privateChat().fromBot().size();
      assertThat(house.tapBy(ben, question, "Yes, kill").text()).isEqualTo("Not for you");
      ben.types(ben.privateChat(), "/digest now");
      house.server().world().complete(builder);
      house.awaitQuiet(house.chat());

      assertThat(ben.privateChat().fromBot()).hasSize(told);
      assertThat(house.server().counters().requests(ApiCall.KILL)).isZero();
      house.awaitTrue("Ben is offered nothing", () -> offered(ben).isEmpty());
      unused = house.ask("/audit", "Ben: kill", "denied", "Admin: revoke 2003");
    }
  }

  private static List<String> offered(Person person) {
    return person.privateChat().menu(person).stream().map(MenuCommand::name).toList();
  }

  private static String code(LogLines lines) {
    List<String> codes =
        lines.said.stream()
            .map(CODE::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .toList();
    assertThat(codes).hasSize(1);
    return codes.get(0);
  }

  /** Keeps what the program logs. */
  private static final class LogLines extends AppenderBase<ILoggingEvent> {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      said.add(event.getFormattedMessage());
    }
  }
}
