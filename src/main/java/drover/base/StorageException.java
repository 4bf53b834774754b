package drover.base;

/**
 * The database cannot take part just now: closed by a full disk, being reopened, or too busy. Any
 * store call and any {@link Transactor} may throw it, within seconds at most.
 *
 * <p>Nothing of the failed call was kept, except that a commit cut off in the middle may have gone
 * through. The database reopens by itself; try again later or refuse.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  public StorageException(String message) {
    super(message);
  }
}
