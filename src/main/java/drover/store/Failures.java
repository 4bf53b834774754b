package drover.store;

import drover.base.StorageException;
import drover.store.DatabaseException.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The one place that reads H2's error codes. */
final class Failures {
  /** After any of these nothing can be done with the database but to open it anew. */
  private static final Set<Integer> BROKEN =
      Set.of(
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.CONNECTION_BROKEN_1,
          ErrorCode.OBJECT_CLOSED,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2,
          ErrorCode.FILE_CORRUPTED_1,
          ErrorCode.GENERAL_ERROR_1,
          ErrorCode.OUT_OF_MEMORY);

  private static final Set<Integer> BUSY =
      Set.of(
          ErrorCode.LOCK_TIMEOUT_1,
          ErrorCode.DEADLOCK_1,
          ErrorCode.CONCURRENT_UPDATE_1,
          ErrorCode.STATEMENT_WAS_CANCELED);

  private Failures() {}

  /** The first SQL exception in the chain of causes. */
  static @Nullable SQLException sql(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < 20; i++) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }

  static boolean isDuplicate(Throwable failure) {
    SQLException sql = sql(failure);
    return sql != null && sql.getErrorCode() == ErrorCode.DUPLICATE_KEY_1;
  }

  static boolean isBroken(Throwable failure) {
    SQLException sql = sql(failure);
    if (sql == null || sql instanceof SQLTransientConnectionException) {
      return false;
    }
    String state = sql.getSQLState();
    return BROKEN.contains(sql.getErrorCode()) || (state != null && state.startsWith("08"));
  }

  /** What a store's caller gets: {@link StorageException}, or a bug. */
  static RuntimeException translate(RuntimeException failure) {
    SQLException sql = sql(failure);
    if (isBroken(failure)) {
      return new StorageException("The database is closed and being reopened.", failure);
    }
    if (sql instanceof SQLTransientConnectionException
        || (sql != null && BUSY.contains(sql.getErrorCode()))) {
      return new StorageException("The database is too busy.", failure);
    }
    return new IllegalStateException("The database refused a statement: " + brief(sql), failure);
  }

  /** Why opening failed, in one sentence with what to do. */
  static DatabaseException opening(DatabaseUrl url, Throwable failure) {
    if (isUnwritten(failure)) {
      return unwritable(url, failure);
    }
    SQLException sql = sql(failure);
    return switch (sql == null ? 0 : sql.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
          with(
              Problem.LOCKED,
              "Another program has the database "
                  + url
                  + " open: stop it (a second Drover, a"
                  + " database console), then start again.",
              failure);
      case ErrorCode.WRONG_USER_OR_PASSWORD ->
          with(
              Problem.CREDENTIALS,
              "The database "
                  + url
                  + " refuses the user name or password: set USER and PASSWORD in"
                  + " its URL to those it was made with.",
              failure);
      case ErrorCode.FILE_CORRUPTED_1,
          ErrorCode.FILE_ENCRYPTION_ERROR_1,
          ErrorCode.WRONG_PASSWORD_FORMAT,
          ErrorCode.OUT_OF_MEMORY,
          ErrorCode.GENERAL_ERROR_1 ->
          damaged(url, failure);
      case ErrorCode.FILE_VERSION_ERROR_1 -> newer(url, failure);
      case ErrorCode.DATABASE_IS_READ_ONLY, ErrorCode.FILE_CREATION_FAILED_1 ->
          unwritable(url, failure);
      // H2 says the same of a full disk and of a file whose end is missing.
      case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.DATABASE_IS_CLOSED ->
          Opening.hasRoomBeside(url) ? damaged(url, failure) : unwritable(url, failure);
      case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1, ErrorCode.DATABASE_NOT_FOUND_1 ->
          with(
              Problem.OTHER,
              "The database "
                  + url
                  + " does not exist: put its file back, or take IFEXISTS out of"
                  + " its URL.",
              failure);
      case ErrorCode.URL_RELATIVE_TO_CWD ->
          with(
              Problem.URL,
              "The path of the database "
                  + url
                  + " must begin with /, ~/ or ./, as in"
                  + " jdbc:h2:file:./data/drover.",
              failure);
      case ErrorCode.UNSUPPORTED_SETTING_1,
          ErrorCode.DUPLICATE_PROPERTY_1,
          ErrorCode.URL_FORMAT_ERROR_2 ->
          with(Problem.URL, "The database URL has a setting that H2 does not know.", failure);
      default ->
          with(
              Problem.OTHER,
              "The database " + url + " cannot be opened (" + brief(sql) + "): see the log.",
              failure);
    };
  }

  static DatabaseException unwritable(DatabaseUrl url, @Nullable Throwable failure) {
    return with(
        Problem.UNWRITABLE,
        "The database "
            + url
            + " cannot be written: make its directory writable for this user and"
            + " free some disk space, or set db.url to another place.",
        failure);
  }

  static DatabaseException newer(DatabaseUrl url, @Nullable Throwable failure) {
    return with(
        Problem.NEWER,
        "The database "
            + url
            + " was made by a newer version: start that version, or set db.url to"
            + " another file.",
        failure);
  }

  /** Whether it was a write that failed, whatever error H2 made of it: the disk, not the file. */
  private static boolean isUnwritten(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < 20; i++) {
      if (cause instanceof MVStoreException store
          && store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  static DatabaseException damaged(DatabaseUrl url, Throwable failure) {
    return with(
        Problem.DAMAGED,
        "The file of the database "
            + url
            + " is damaged or no database: put a backup in its place,"
            + " or move it away to begin anew.",
        failure);
  }

  private static DatabaseException with(
      Problem problem, String message, @Nullable Throwable failure) {
    return new DatabaseException(problem, message, failure);
  }

  /** Code and state only: H2's messages quote values. */
  private static String brief(@Nullable SQLException sql) {
    return sql == null ? "no code" : "code " + sql.getErrorCode() + ", state " + sql.getSQLState();
  }
}
