package drover.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used. The message is one sentence that says why and what to do. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Problem {
    /** The URL is no H2 URL for a file or memory, or has settings that cannot be. */
    URL,
    /** Another program has the file open. */
    LOCKED,
    /** The file or its directory cannot be written, or the disk is full. */
    UNWRITABLE,
    /** The file is not, or no longer, a database. */
    DAMAGED,
    /** A newer Drover, or a newer H2, made it. */
    NEWER,
    /** User name or password. */
    CREDENTIALS,
    /** A setting that no commit is safe without does not hold. */
    SETTINGS,
    /** The tables could not be brought up to date. */
    MIGRATION,
    /** Anything else. */
    OTHER
  }

  private final Problem problem;

  DatabaseException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
