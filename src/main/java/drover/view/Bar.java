package drover.view;

import drover.session.Progress;

/** A progress bar in text. */
final class Bar {
  private static final int LENGTH = 10;

  private Bar() {}

  /** "▰▰▰▰▰▰▱▱▱▱ 65 %", with a {@code ~} before an estimate. */
  static String of(Progress progress) {
    int full = progress.percent() * LENGTH / 100;
    return "▰".repeat(full) + "▱".repeat(LENGTH - full) + " " + percent(progress);
  }

  static String percent(Progress progress) {
    return (progress.estimated() ? "~" : "") + progress.percent() + " %";
  }
}
