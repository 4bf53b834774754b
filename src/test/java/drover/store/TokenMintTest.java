package drover.store;

import static drover.store.OpenStores.CHAT;
import static drover.store.OpenStores.NOON;
import static drover.store.OpenStores.TOPIC;
import static drover.store.OpenStores.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatAddress;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.chat.TokenMint;
import drover.chat.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenMintTest {
  private static final UserId ANN = new UserId(1);
  private static final ButtonSpec LOOK = ButtonSpec.look(CommandCall.of("agents"));
  private static final ButtonSpec KILL =
      ButtonSpec.order(CommandCall.of("kill", "s 1"), "r1#s-1", Duration.ofMinutes(2));

  private final OpenStores open = OpenStores.inMemory();
  private final TokenMint mint = open.stores.tokens();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void findsWhatAButtonDoesByItsToken() {
    ButtonSpec full =
        new ButtonSpec(
            CommandCall.of("kill", "a \"b\"", "\u0000\uD800" + "x".repeat(10_000)),
            "r1#" + "y".repeat(10_000),
            Duration.ofMinutes(2),
            ANN,
            true);

    TokenMint.StoredButton stored = mint.find(token(full, TOPIC)).orElseThrow();

    assertThat(stored.spec()).isEqualTo(full);
    assertThat(stored.chat()).isEqualTo(TOPIC);
    assertThat(stored.mintedAt()).isEqualTo(NOON);
    assertThat(stored.expiresAt()).isEqualTo(noonPlus(120));
    assertThat(stored.used()).isFalse();
    assertThat(mint.find(token(LOOK, CHAT)).orElseThrow().spec()).isEqualTo(LOOK);
  }

  @Test
  void mintsTokensThatFitAButtonAndAreNeverTheSame() {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tokens.add(token(KILL, CHAT));
    }

    assertThat(tokens).doesNotHaveDuplicates();
    assertThat(tokens)
        .allSatisfy(t -> assertThat(t.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(20, 64));
  }

  @Test
  void keepsTokensThatAreThereAndLeavesCopyButtonsAlone() {
    OutgoingMessage message =
        OutgoingMessage.of("x", List.of(List.of(button(KILL), new Button.Copy("id", "s-1"))));

    OutgoingMessage once = mint.stamp(CHAT, message);
    OutgoingMessage twice = mint.stamp(CHAT, once);

    assertThat(twice).isEqualTo(once);
    assertThat(once.keyboard().get(0).get(1)).isEqualTo(new Button.Copy("id", "s-1"));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void drawingAListAnewAddsNoRows() {
    OutgoingMessage list = list(90);

    OutgoingMessage first = mint.stamp(CHAT, list);
    OutgoingMessage second = mint.stamp(CHAT, list);

    assertThat(second).isEqualTo(first);
    assertThat(rows()).isEqualTo(90);
    assertThat(mint.stamp(TOPIC, list)).isNotEqualTo(first);
    assertThat(rows()).isEqualTo(180);
  }

  @Test
  void equalLooksOfOneMessageShareATokenAndOrdersDoNot() {
    OutgoingMessage stamped =
        mint.stamp(
            CHAT,
            OutgoingMessage.of(
                "x", List.of(List.of(button(LOOK), button(LOOK), button(KILL), button(KILL)))));

    assertThat(rows()).isEqualTo(3);
    assertThat(tokens(stamped).get(0)).isEqualTo(tokens(stamped).get(1));
    assertThat(tokens(stamped).get(2)).isNotEqualTo(tokens(stamped).get(3));
  }

  @Test
  void looksOfOtherLivesAndWordsAreOthers() {
    String plain = token(ButtonSpec.look(new CommandCall("logs", "a")), CHAT);
    String live = token(ButtonSpec.look(new CommandCall("logs", "a"), "r1#a"), CHAT);
    String next = token(ButtonSpec.look(new CommandCall("logs", "a"), "r2#a"), CHAT);
    String sly = token(ButtonSpec.look(new CommandCall("logs", "a+r1#a")), CHAT);

    assertThat(List.of(plain, live, next, sly)).doesNotHaveDuplicates();
  }

  @Test
  void aTokenIsUsedUpOnceHoweverManyPress() throws Exception {
    String token = token(KILL, CHAT);

    List<Boolean> results = together(16, () -> mint.useUp(token, ANN));

    assertThat(results).containsOnlyOnce(true);
    assertThat(mint.find(token).orElseThrow().used()).isTrue();
    assertThat(mint.useUp("no such", ANN)).isFalse();
  }

  @Test
  void manyDrawTheSameListAtOnce() throws Exception {
    OutgoingMessage list = list(30);

    List<OutgoingMessage> stamped = together(8, () -> mint.stamp(CHAT, list));

    assertThat(stamped.stream().distinct()).hasSize(1);
    assertThat(rows()).isEqualTo(30);
  }

  @Test
  void sweepsWhatExpiredAndNothingThatOnlyLooks() {
    String kill = token(KILL, CHAT);
    String look = token(LOOK, CHAT);

    assertThat(mint.sweep(noonPlus(120))).isZero();
    assertThat(mint.sweep(noonPlus(121))).isEqualTo(1);
    assertThat(mint.find(kill)).isEmpty();
    assertThat(mint.find(look)).isPresent();
  }

  @Test
  void aLookShownNowAndThenOutlivesRetention() {
    String kept = token(LOOK, CHAT);
    String left = token(ButtonSpec.look(CommandCall.of("help")), CHAT);
    open.clock.advance(Duration.ofDays(10));
    assertThat(token(LOOK, CHAT)).isEqualTo(kept);

    open.stores.history().deleteBefore(NOON.plus(Duration.ofDays(5)));

    assertThat(mint.find(kept)).isPresent();
    assertThat(mint.find(left)).isEmpty();
  }

  private static OutgoingMessage list(int size) {
    List<List<Button>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(List.of(button(ButtonSpec.look(CommandCall.of("agent", "s-" + i), "r1#s-" + i))));
    }
    return OutgoingMessage.of("list", rows);
  }

  private String token(ButtonSpec spec, ChatAddress chat) {
    return tokens(mint.stamp(chat, OutgoingMessage.of("x", List.of(List.of(button(spec)))))).get(0);
  }

  private static List<String> tokens(OutgoingMessage message) {
    return message.keyboard().stream()
        .flatMap(List::stream)
        .map(b -> Objects.requireNonNull(((Button.Call) b).token()))
        .toList();
  }

  private static Button button(ButtonSpec spec) {
    return new Button.Call("x", Button.Style.PLAIN, spec);
  }

  private int rows() {
    return Integer.parseInt(open.ask("SELECT COUNT(*) FROM button").get(0));
  }

  static <T> List<T> together(int threads, Callable<T> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(java.util.Collections.nCopies(threads, work))) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
