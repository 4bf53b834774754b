package drover.view;

/**
 * Gathers a message line by line and never beyond what a chat takes. Counts markup too, so it errs
 * on the short side. One thread.
 */
final class Lines {
  /** The longest message. */
  static final int MOST = 4096;

  private final StringBuilder html = new StringBuilder();
  private final int most;

  Lines() {
    this(MOST);
  }

  /** Leaves room for a footer: give it less than {@link #MOST}. */
  Lines(int most) {
    this.most = most;
  }

  /** Adds a whole line, or nothing when it does not fit; returns which. */
  boolean add(String line) {
    int needed = line.length() + (html.isEmpty() ? 0 : 1);
    if (html.length() + needed > most) {
      return false;
    }
    if (!html.isEmpty()) {
      html.append('\n');
    }
    html.append(line);
    return true;
  }

  void blank() {
    boolean ignored = html.isEmpty() || add("");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
