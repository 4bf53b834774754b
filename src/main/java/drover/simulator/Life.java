package drover.simulator;

/** What lies ahead of an agent that moves by itself. Mutable; guarded like its agent. */
final class Life {
  static final long FOR_EVER = Long.MAX_VALUE;

  /** How it turns out, unless somebody interferes. */
  enum Fate {
    COMPLETE,
    FAIL,
    /** Falls silent once at {@link #fateAt}, then goes on to complete. */
    PAUSE
  }

  /** Whether the agent moves by itself at all. */
  boolean lively;

  /** Milliseconds of its own time until it works. */
  long spawnLeft = 4_000;

  /** Milliseconds of its own time from 0 to 100 percent. */
  long workMillis = 600_000;

  double tokensPerSecond = 40;
  Fate fate = Fate.COMPLETE;

  /** The progress, in percent, at which its fate strikes. */
  double fateAt = 100;

  /** Milliseconds of its own time for which it says nothing more. */
  long silenceLeft;

  /** Milliseconds of its own time for which it has been silent. */
  double silentMillis;

  /** How long its pause will be. */
  long pauseMillis = 480_000;

  void fallSilent(long millis) {
    silenceLeft = millis;
    silentMillis = 0;
  }

  boolean isSilent() {
    return silenceLeft > 0;
  }
}
