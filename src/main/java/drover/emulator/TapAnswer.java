package drover.emulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the person who pressed sees.
 *
 * @param text the toast's or the alert's; null when the button only stops spinning
 * @param alert a box to be closed instead of a toast
 * @param after how long it took, by the emulator's clock
 */
public record TapAnswer(
    @Nullable String text, boolean alert, @Nullable String url, Duration after) {}
