package drover.incident;

/**
 * Brings what happened to an incident to those who read of it. Called in the transaction of the
 * change, so it posts facts and does nothing else.
 */
public interface IncidentNews {
  /** Its messages no longer show what is so. */
  void changed(Incident incident);

  /** It is to be told again wherever it stands, as the repeat of that number. */
  void again(Incident incident);

  /** It is to be told to the chat for escalations. */
  void escalated(Incident incident);

  /** Whether there is such a chat. */
  boolean canEscalate();
}
