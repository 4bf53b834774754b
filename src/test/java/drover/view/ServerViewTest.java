package drover.view;

import static drover.view.NoticeViewTest.EARLIEST;
import static drover.view.NoticeViewTest.LATEST;

import drover.chat.OutgoingMessage;
import drover.incident.Incident;
import drover.incident.Incident.Care;
import drover.incident.Incident.Closing;
import drover.testing.Snapshots;
import drover.view.ServerView.Meanwhile;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerViewTest {
  private static final Moment NOW = Moment.ours(LATEST.plusSeconds(2), ZoneId.of("Europe/Berlin"));
  private static final Moment LATER =
      Moment.ours(LATEST.plus(Duration.ofHours(3)), ZoneId.of("Europe/Berlin"));

  private final Snapshots snapshots = Snapshots.of(ServerViewTest.class);

  @Test
  void looksAsStored() {
    String trouble = "connect to <localhost:3000> refused";
    snapshots.check("unreachable", outage(null, trouble, Meanwhile.NOTHING, NOW));
    snapshots.check("unreachable-why-unknown", outage(null, null, Meanwhile.NOTHING, NOW));
    snapshots.check("back", outage(back(), trouble, new Meanwhile(2, 1, 0, 0), NOW));
    snapshots.check("back-nothing-new", outage(back(), trouble, Meanwhile.NOTHING, NOW));
    snapshots.check("back-within-a-minute", outage(soon(), trouble, Meanwhile.NOTHING, NOW));
    snapshots.check("restarted", ServerView.restarted(7, 3, LATEST, NOW, false));
    snapshots.check("restarted-told-late", ServerView.restarted(1, 0, LATEST, LATER, true));
  }

  /** All that can be shown of a server with this trouble. */
  static List<OutgoingMessage> everything(String trouble) {
    Meanwhile most = new Meanwhile(9999, 9999, 9999, 9999);
    return List.of(
        outage(null, trouble, most, LATER),
        outage(back(), trouble, most, LATER),
        ServerView.restarted(Integer.MAX_VALUE, 0, EARLIEST, LATER, true));
  }

  private static OutgoingMessage outage(
      @Nullable Closing closing, @Nullable String trouble, Meanwhile meanwhile, Moment moment) {
    Incident outage =
        new Incident(
            1, Incident.SERVER, Incident.Kind.OUTAGE, 0, EARLIEST, Map.of(), 0, Care.NONE, closing);
    return ServerView.outage(outage, trouble, meanwhile, moment, false);
  }

  private static Closing soon() {
    return Closing.of(EARLIEST.plusSeconds(30), Closing.BACK);
  }

  private static Closing back() {
    return Closing.of(LATEST, Closing.BACK);
  }
}
