package drover.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageTest {
  private final Page page = new Page();

  @Test
  void knowsThatALaneMayHaveMoreAlthoughOneOfItWasLeftOut() {
    assertThat(page.fill(lane(4), Set.of(1L))).isFalse();

    assertThat(page.take(page.heads().get(0))).isFalse();
    assertThat(page.take(page.heads().get(0))).isFalse();
    assertThat(page.take(page.heads().get(0))).isTrue();
  }

  @Test
  void saysSoAtOnceWhenAllItReadOfALaneWasLeftOut() {
    assertThat(page.fill(lane(4), Set.of(1L, 2L, 3L, 4L))).isTrue();
    assertThat(page.isEmpty()).isTrue();
  }

  @Test
  void knowsThatAShortLaneIsWhole() {
    assertThat(page.fill(lane(1), Set.of())).isFalse();
    assertThat(page.take(page.heads().get(0))).isFalse();
  }

  private static List<Delivery> lane(int size) {
    return LongStream.rangeClosed(1, size)
        .mapToObj(
            id ->
                new Delivery(
                    id,
                    new Fact(
                        new FactKey("s" + id, "end", 1),
                        Instant.EPOCH,
                        Fact.Urgency.NORMAL,
                        Map.of()),
                    ChatAddress.of(1),
                    0,
                    false))
        .toList();
  }
}
