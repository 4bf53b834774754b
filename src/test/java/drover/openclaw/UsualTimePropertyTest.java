package drover.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** It reads what the library reads, or leaves it to the library. */
class UsualTimePropertyTest {
  @Property(tries = 2000)
  void readsEveryMomentToTheLastDigit(
      @ForAll @LongRange(min = 0, max = 253_370_764_800L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange(max = 9) int digits) {
    String shown = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).toString();
    String seconds = shown.length() == 16 ? shown + ":00" : shown;
    String fraction = String.format("%09d", nanos).substring(0, digits);
    String text = seconds + (digits == 0 ? "" : "." + fraction) + "Z";

    assertThat(UsualTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @Property(tries = 5000)
  void neverReadsAnythingElse(
      @ForAll @IntRange(max = 23) int at,
      @ForAll @CharRange(from = ' ', to = 'z') char other,
      @ForAll @IntRange(max = 25) int cut) {
    String usual = "2024-02-29T19:28:39.123Z";
    String changed = usual.substring(0, at) + other + usual.substring(at + 1);
    String text = cut < changed.length() ? changed.substring(0, cut) + "Z" : changed;

    Instant read = UsualTime.parse(text);

    if (read != null) {
      assertThat(read).isEqualTo(byLibrary(text));
    }
  }

  private static @Nullable Instant byLibrary(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
