package drover.subscription;

import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What filters and wishes look at of an agent.
 *
 * @param parentName null when it has no parent, or one whose name is not known
 * @param former as what it was before it was respawned: a filter that meant that means it too
 */
public record Traits(
    String name,
    @Nullable String task,
    String priority,
    @Nullable String channel,
    @Nullable SessionId parent,
    @Nullable String parentName,
    SessionStatus status,
    List<Traits> former) {
  public Traits {
    former = List.copyOf(former);
  }

  /** Of an agent that was never anything else. */
  public Traits(
      String name,
      @Nullable String task,
      String priority,
      @Nullable String channel,
      @Nullable SessionId parent,
      @Nullable String parentName,
      SessionStatus status) {
    this(name, task, priority, channel, parent, parentName, status, List.of());
  }

  /** With what it was before. */
  static Traits withFormer(Agent agent, Kin kin) {
    Traits now = of(agent, kin::nameOf);
    return new Traits(
        now.name,
        now.task,
        now.priority,
        now.channel,
        now.parent,
        now.parentName,
        now.status,
        kin.former(agent));
  }

  /** The same under another name. */
  public Traits named(String other) {
    return new Traits(other, task, priority, channel, parent, parentName, status);
  }

  /** The same under another parent. */
  public Traits childOf(SessionId other, @Nullable String itsName) {
    return new Traits(name, task, priority, channel, other, itsName, status);
  }

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
