package drover.history;

/**
 * How many rows of each sort are kept at most, however young they are: a server that spawns without
 * end, or a person who is denied the same order all day, must not fill the disk.
 */
public record HistoryCap(long events, long samples, long audits) {
  public HistoryCap {
    if (events < 1 || samples < 1 || audits < 1) {
      throw new IllegalArgumentException("a cap must leave something");
    }
  }

  /** About a gigabyte in all. */
  public static HistoryCap usual() {
    return new HistoryCap(1_000_000, 5_000_000, 500_000);
  }
}
