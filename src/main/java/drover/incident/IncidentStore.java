package drover.incident;

import drover.chat.MessageRef;
import drover.session.AgentLife;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps incidents and the messages that tell them. */
public interface IncidentStore {
  /** Opens it; the one already there for this life, kind and episode stays as it is. */
  Incident open(AgentLife life, Incident.Kind kind, int episode, Instant at);

  /** Closes it; returns whether it was open. */
  boolean close(long id, String outcome, Instant at);

  Optional<Incident> find(AgentLife life, Incident.Kind kind, int episode);

  /** Open ones of one life. */
  List<Incident> open(AgentLife life);

  /** All open ones, oldest first. */
  List<Incident> allOpen();

  void addMessage(long incident, MessageRef message);

  /** Every message that tells it, oldest first. */
  List<MessageRef> messages(long incident);

  /** The person deleted it, or the chat lost it. */
  void forgetMessage(MessageRef message);
}
