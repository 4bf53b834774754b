package drover.base;

import java.util.List;

/**
 * How keys of one kind look.
 *
 * @param prefix what they begin with
 * @param least how many characters follow at least; one of them is a digit or a capital, for some
 *     beginnings are also words
 * @param capitals whether all that follows are capitals and digits
 * @param signs what else may follow, besides letters and digits
 */
record KeyShape(String prefix, int least, boolean capitals, String signs) {
  /** Keys of services that agents are given, in the forms that these publish. */
  static final List<KeyShape> ALL =
      List.of(
          new KeyShape("sk-", 20, false, "_-"), // OpenAI, Anthropic, and those who took after them
          new KeyShape("sk_live_", 16, false, ""), // Stripe
          new KeyShape("sk_test_", 16, false, ""),
          new KeyShape("rk_live_", 16, false, ""),
          new KeyShape("whsec_", 20, false, "+/="),
          new KeyShape("ghp_", 20, false, ""), // GitHub
          new KeyShape("gho_", 20, false, ""),
          new KeyShape("ghu_", 20, false, ""),
          new KeyShape("ghs_", 20, false, "_-."),
          new KeyShape("ghr_", 20, false, ""),
          new KeyShape("github_pat_", 20, false, "_"),
          new KeyShape("glpat-", 16, false, "_-."), // GitLab
          new KeyShape("AKIA", 16, true, ""), // Amazon
          new KeyShape("ASIA", 16, true, ""),
          new KeyShape("AIza", 30, false, "_-"), // Google
          new KeyShape("ya29.", 20, false, "_-"),
          new KeyShape("xoxb-", 10, false, "-"), // Slack
          new KeyShape("xoxp-", 10, false, "-"),
          new KeyShape("xoxa-", 10, false, "-"),
          new KeyShape("xoxe-", 10, false, "-"),
          new KeyShape("xoxe.", 10, false, "-."),
          new KeyShape("xoxr-", 10, false, "-"),
          new KeyShape("xoxs-", 10, false, "-"),
          new KeyShape("xapp-", 10, false, "-"),
          new KeyShape("hf_", 30, false, ""), // Hugging Face
          new KeyShape("npm_", 30, false, ""),
          new KeyShape("pypi-", 50, false, "_-"),
          new KeyShape("dop_v1_", 40, false, ""), // DigitalOcean
          new KeyShape("SG.", 40, false, "_-."), // SendGrid
          new KeyShape("AGE-SECRET-KEY-1", 40, true, ""));

  private static final int ASCII = 128;

  /** Whether a key begins with these two, by first and second. */
  private static final boolean[] BEGINNINGS = new boolean[ASCII * ASCII];

  static {
    ALL.forEach(
        shape -> BEGINNINGS[shape.prefix().charAt(0) * ASCII + shape.prefix().charAt(1)] = true);
  }

  static boolean mayBegin(char first, char second) {
    return first < ASCII && second < ASCII && BEGINNINGS[first * ASCII + second];
  }

  /**
   * Where the key that begins here ends; when none does, as a complement, where the characters end
   * that might have been one: no key of this shape begins among them either.
   */
  int end(String text, int from) {
    int begin = from + prefix.length();
    int at = begin;
    boolean telling = false;
    while (at < text.length() && mayFollow(text.charAt(at))) {
      char c = text.charAt(at++);
      telling |= Runs.isDigit(c) || Runs.isCapital(c);
    }
    return telling && at - begin >= least ? at : ~at;
  }

  private boolean mayFollow(char c) {
    return (capitals ? Runs.isDigit(c) || Runs.isCapital(c) : Runs.isAlphanumeric(c))
        || signs.indexOf(c) >= 0;
  }
}
