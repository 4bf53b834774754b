package drover.view;

import java.util.regex.Pattern;

/** Finds out whether an error speaks of too few tokens. */
final class TokenWords {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)token[s_ -]{0,3}(limit|budget|quota)|(limit|out) of ([a-z]{1,12} ){0,2}tokens"
              + "|tokens? (are |is )?(exhausted|exceeded|used up)|context length exceeded");

  private TokenWords() {}

  static boolean in(String error) {
    return WORDS.matcher(error).find();
  }
}
