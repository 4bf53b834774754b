package drover.subscription;

import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What filters and wishes look at of an agent.
 *
 * @param parentName null when it has no parent, or one whose name is not known
 */
public record Traits(
    String name,
    @Nullable String task,
    String priority,
    @Nullable String channel,
    @Nullable SessionId parent,
    @Nullable String parentName,
    SessionStatus status) {

  /**
   * @param names knows the names of parents, from memory
   */
  public static Traits of(Agent agent, Function<SessionId, Optional<String>> names) {
    Session session = agent.session();
    SessionId parent = session.family().parent();
    return new Traits(
        agent.name(),
        session.task(),
        session.priority(),
        session.origin().channel(),
        parent,
        parent == null ? null : names.apply(parent).orElse(null),
        agent.status());
  }

  boolean isChild() {
    return parent != null;
  }

  boolean isCritical() {
    return priority.equalsIgnoreCase("critical");
  }
}
