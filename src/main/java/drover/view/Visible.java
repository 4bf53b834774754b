package drover.view;

/**
 * Sorts out, character by character, what a person cannot see or what spoils what they see:
 * control, bidirectional and zero-width characters, blanks that pretend to be letters, lone
 * surrogates, and accents piled on one another. The joiner inside emoji stays. One thread, one
 * text.
 */
final class Visible {
  private static final int JOINER = 0x200D;

  /** The most that any script needs. */
  private static final int MOST_MARKS = 4;

  private int before = ' ';
  private int marks;

  boolean keeps(int point) {
    boolean kept = isKept(point);
    if (kept) {
      before = point;
    }
    return kept;
  }

  private boolean isKept(int point) {
    if (point == '\n' || point == '\t') {
      marks = 0;
      return true;
    }
    if (point == JOINER) {
      return before != JOINER && !Character.isWhitespace(before);
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> isArabicSign(point);
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
          !isHidden(point) && ++marks <= MOST_MARKS;
      default -> {
        marks = 0;
        yield !isHidden(point);
      }
    };
  }

  /** Of the format characters those alone that are seen. */
  private static boolean isArabicSign(int point) {
    return (point >= 0x0600 && point <= 0x0605) || point == 0x06DD || point == 0x08E2;
  }

  /** No format characters by their type, and yet nothing that is seen. */
  private static boolean isHidden(int point) {
    return switch (point) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          (point >= 0x180B && point <= 0x180F)
              || (point >= 0xE0000 && point <= 0xE0FFF)
              || (point & 0xFFFE) == 0xFFFE;
    };
  }
}
