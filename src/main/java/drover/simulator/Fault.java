package drover.simulator;

/** One knob of the {@link FaultDial}. All stand at zero at first, and mean nothing then. */
public enum Fault {
  LATENCY_MIN(Kind.MILLIS, "Answers take at least this long"),
  LATENCY_MAX(Kind.MILLIS, "Answers take at most this long"),
  ERROR(Kind.SHARE, "Requests answered 500"),
  RATE_LIMITED(Kind.SHARE, "Requests answered 429 out of the blue"),
  GARBAGE(Kind.SHARE, "Requests answered 200 with a body that is no JSON"),
  HTML(Kind.SHARE, "Requests answered 502 with a proxy's HTML page"),
  CUT(Kind.SHARE, "Requests whose connection is cut without an answer"),
  CUT_IN_BODY(Kind.SHARE, "Answers cut off in the middle of the body"),
  REDIRECT(Kind.SHARE, "Requests redirected to another place"),
  HANG(Kind.SHARE, "Requests that never get an answer"),
  BARE_LIST(Kind.SWITCH, "The list is a bare array"),
  DROPPED_ROWS(Kind.COUNT, "So many rows are missing from the list, while total is right"),
  HIDDEN_ROWS(Kind.COUNT, "So many rows are missing from the list, and total agrees with it"),
  STALE_LIST(Kind.SWITCH, "The list goes on showing what it showed first under this switch"),
  ALIASES(Kind.SWITCH, "Other field names, other statuses, nulls, numbers as strings"),
  CLOCK_SKEW(Kind.MILLIS, "How far the server's clock runs ahead; negative: behind"),
  EVENT_LOST(Kind.SHARE, "Events never sent"),
  EVENT_DUPLICATED(Kind.SHARE, "Events sent twice"),
  EVENT_REORDERED(Kind.SHARE, "Events sent after the one that follows"),
  EVENT_DELAYED(Kind.SHARE, "Events sent late"),
  EVENT_DELAY(Kind.MILLIS, "How late delayed events are"),
  EVENT_MALFORMED(Kind.SHARE, "Events cut to broken JSON"),
  EVENT_UNKNOWN(Kind.SHARE, "Events followed by one of a type nobody knows"),
  STREAM_HALF_OPEN(Kind.SWITCH, "Streams open, then nothing comes, not even a pong"),
  STREAM_REFUSED(Kind.STATUS, "Handshakes are answered with this status");

  /** What the number of a fault means. */
  public enum Kind {
    /** 0 for never to 1 for always. */
    SHARE,
    MILLIS,
    /** 0 for off, anything else for on. */
    SWITCH,
    COUNT,
    /** An HTTP status from 400; 0 for none. */
    STATUS
  }

  private final Kind kind;
  private final String meaning;

  Fault(Kind kind, String meaning) {
    this.kind = kind;
    this.meaning = meaning;
  }

  public Kind kind() {
    return kind;
  }

  /** One line for a person. */
  public String meaning() {
    return meaning;
  }

  void check(double value) {
    boolean fits =
        switch (kind) {
          case SHARE -> value >= 0 && value <= 1;
          case MILLIS -> Double.isFinite(value) && (value >= 0 || this == CLOCK_SKEW);
          case SWITCH -> value == 0 || value == 1;
          case COUNT -> value >= 0 && value <= Integer.MAX_VALUE;
          case STATUS -> value == 0 || (value >= 400 && value <= 599);
        };
    if (!fits) {
      throw new IllegalArgumentException(name() + " cannot be " + value);
    }
  }
}
