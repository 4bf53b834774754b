package drover.monitor;

import drover.session.Session.Tokens;
import drover.session.StatusRule;
import java.util.List;

/**
 * The shares of the token limit, in percent, at which people want to be warned.
 *
 * @param levels 1..100; those from 95 on are left out, as the budget counts as used up then
 */
public record TokenLevels(List<Integer> levels) {
  static final int USED_UP = 95;

  public TokenLevels {
    if (levels.stream().anyMatch(level -> level < 1 || level > 100)) {
      throw new IllegalArgumentException("levels must be within 1 and 100: " + levels);
    }
    levels = levels.stream().filter(level -> level < USED_UP).distinct().sorted().toList();
  }

  /** The highest level that is passed, {@link #USED_UP} at most; 0 for none. */
  int passed(Tokens tokens) {
    if (StatusRule.isUsedUp(tokens)) {
      return USED_UP;
    }
    Double used = tokens.percentage();
    int passed = 0;
    for (int level : levels) {
      if (used != null && used >= level) {
        passed = level;
      }
    }
    return passed;
  }
}
