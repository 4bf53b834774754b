package drover.command;

/** Undoes what a phone's keyboard makes of plain punctuation while a person types. */
final class Plain {
  private Plain() {}

  /** Quotes become plain ones, and a dash that stands alone the two hyphens it was typed as. */
  static String of(String typed) {
    return typed
        .replaceAll("[\u201c\u201d\u201e]", "\"")
        .replaceAll("[\u2018\u2019]", "'")
        .replaceAll("(?<!\\S)\u2014(?!\\S)", "--");
  }
}
