package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.ChatSettings;
import drover.access.QuietHours;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Mute;
import drover.subscription.Subscription;
import drover.testing.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsPagesTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Stage stage = new Stage();
  private final Snapshots snapshots = Snapshots.of(SettingsPagesTest.class);

  @Test
  void everySettingIsAButtonThatDrawsThePageAnew() {
    snapshots.check("usual", stage.type("/settings"));
    long page = stage.answers.lastRef().message();

    for (String button :
        List.of("Problems", "Children: all", "Quiet 22–07", "Mute until morning", "Zone")) {
      stage.press(button);
      assertThat(stage.answers.lastRef().message()).isEqualTo(page);
    }
    snapshots.check("zones", stage.answers.last());
    stage.press("Asia/Tokyo");
    snapshots.check("chosen", stage.answers.last());

    assertThat(stage.subscriptions.of(Stage.PRIVATE))
        .extracting(Subscription::level)
        .containsExactly(Level.PROBLEMS);
    assertThat(settings())
        .isEqualTo(
            new ChatSettings(
                Stage.PRIVATE,
                ZoneId.of("Asia/Tokyo"),
                QuietHours.parse("22-7").orElseThrow(),
                true,
                null));
    assertThat(mutes())
        .containsExactly(
            new Mute(Stage.PRIVATE, AgentFilter.ALL, Instant.parse("2026-03-03T07:00:00Z")));

    stage.press("Unmute");
    stage.press("Quiet off");
    stage.press("Children: problems");
    assertThat(mutes()).isEmpty();
    assertThat(stage.released).isNotEmpty().containsOnly(Stage.PRIVATE);
    assertThat(settings().quiet()).isNull();
    assertThat(settings().children()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "quiet 21:30-06:15, • Quiet 21:30–06:15",
    "quiet 22-7, • Quiet 22–07",
    "QUIET OFF, • Quiet off",
    "quiet 7:00-07:00, • Quiet off",
    "children on, • Children: all",
    "level everything, • Everything",
    "mute 2h, Unmute",
  })
  void isTypedAsWell(String typed, String button) {
    assertThat(Snapshots.describe(stage.type("/settings " + typed))).contains("[" + button + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quiet",
        "quiet 25-7",
        "quiet soon",
        "children",
        "level loud",
        "mute 99x",
        "volume 11",
        "<b>"
      })
  void saysWhatItCannotRead(String typed) {
    assertThat(stage.type("/settings " + typed).html()).contains("I can't read");
    assertThat(stage.chats.settings(Stage.PRIVATE)).isEmpty();
    assertThat(mutes()).isEmpty();
  }

  @Test
  void aZoneMovesTheDigestAndAWrongOneIsAnsweredWithNearOnes() {
    stage.type("/digest 09:00");
    assertThat(stage.type("/settings zone Berln").html()).contains("I know no zone");

    assertThat(stage.type("/settings zone berlin").html()).contains("Europe/Berlin");
    assertThat(stage.plans.of(Stage.PRIVATE).orElseThrow().nextDue())
        .isEqualTo("2026-03-03T08:00:00Z");
    assertThat(stage.html()).contains("09:00</b>, next 3 Mar 09:00");
  }

  @Test
  void aGroupsSettingsAreAnOperatorsAffair() {
    for (String command : List.of("/settings", "/mute", "/unmute")) {
      stage.type(Stage.VIEWER, Stage.GROUP, command);
      assertThat(stage.html()).contains("needs the role <b>operator</b> in a group");
    }
    stage.type(Stage.OPERATOR, Stage.GROUP, "/settings");
    assertThat(stage.html()).contains("Settings");
    stage.press(Stage.VIEWER, "Problems");
    assertThat(stage.subscriptions.of(Stage.GROUP)).isEmpty();
  }

  @Test
  void muteSaysUntilWhenAndOffersToEndIt() {
    snapshots.check("muted", stage.type("/mute 2h"));
    snapshots.check("muted-some", stage.type("/mute until 08:00 name:Build* <b>"));
    assertThat(mutes()).hasSize(2);

    stage.released.clear();
    stage.press("Unmute");
    assertThat(stage.released).containsExactly(Stage.PRIVATE);
    snapshots.check("unmuted-some", stage.answers.last());
    assertThat(mutes()).extracting(m -> m.filter().isAll()).containsExactly(true);
    stage.press("Unmute all");
    snapshots.check("unmuted", stage.answers.last());
    assertThat(mutes()).isEmpty();
    snapshots.check("unmuted-again", stage.type("/unmute"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2026-03-02T13:00:00Z, ''",
    "2h, 2026-03-02T14:00:00Z, ''",
    "30m builder, 2026-03-02T12:30:00Z, builder",
    "builder 30m, 2026-03-02T12:30:00Z, builder",
    "builder, 2026-03-02T13:00:00Z, builder",
    "until 08:00, 2026-03-03T08:00:00Z, ''",
    "until 13:30 name:x, 2026-03-02T13:30:00Z, name:x",
    "name:x until 12:00, 2026-03-03T12:00:00Z, name:x",
    "until morning, 2026-03-03T08:00:00Z, ''",
    "30d, 2026-04-01T12:00:00Z, ''",
  })
  void muteReadsTimesAndFilters(String typed, String until, String filter) {
    stage.type("/mute " + typed);

    assertThat(mutes())
        .containsExactly(new Mute(Stage.PRIVATE, AgentFilter.of(filter), Instant.parse(until)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31d",
        "90",
        "2hours",
        "18:00",
        "until",
        "until 25:00",
        "until noon",
        "1h status:no"
      })
  void muteSaysWhatItCannotRead(String typed) {
    assertThat(stage.type("/mute " + typed).html()).startsWith("❗");
    assertThat(mutes()).isEmpty();
  }

  @Test
  void mutingAgainMovesTheEndAndLetsGoWhatWaitsForTheOldOne() {
    stage.type("/mute 4h");
    stage.released.clear();
    stage.press("1 h");

    assertThat(mutes()).extracting(Mute::until).containsExactly(NOON.plus(Duration.ofHours(1)));
    assertThat(stage.released).containsExactly(Stage.PRIVATE);
  }

  @Test
  void thereIsAnEndToMutesInOneChat() {
    for (int i = 0; i < 20; i++) {
      stage.type("/mute 1h word" + i);
    }

    snapshots.check("too-many", stage.type("/mute 1h word20"));
    assertThat(stage.type("/mute 2h word19").html()).contains("Muted until");
    assertThat(mutes()).hasSize(20);
  }

  private ChatSettings settings() {
    return stage.chats.settings(Stage.PRIVATE).orElseThrow();
  }

  private List<Mute> mutes() {
    return stage.mutes.of(Stage.PRIVATE, stage.clock.instant());
  }
}
