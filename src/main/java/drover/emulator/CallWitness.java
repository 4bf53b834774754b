package drover.emulator;

/**
 * Hears how a bot behaved towards each emulator of the process, whoever made it. Found by {@link
 * java.util.ServiceLoader}, so that a run of tests can answer for all of them. Any thread.
 */
public interface CallWitness {
  /** An emulator was made, on this thread. */
  void opened(CallLog calls);

  /** It was stopped, for good. */
  void closed(CallLog calls);
}
