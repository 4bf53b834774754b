package drover.command;

import drover.monitor.Board;
import drover.subscription.AgentFilter;
import java.util.List;
import java.util.Optional;

/** Reads the filters that people type. */
final class FilterReader {
  private final ReferenceResolver resolver;

  FilterReader(ReferenceResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * One for this moment: what stands behind {@code parent:} is one agent that is there now.
   *
   * @throws AgentFilter.Malformed also when no agent, or more than one, is meant as parent
   */
  AgentFilter now(Invocation invocation, List<String> words, Board.Snapshot snapshot)
      throws AgentFilter.Malformed {
    return AgentFilter.parse(words, typed -> parent(invocation, typed, snapshot));
  }

  /** One that is kept: it must mean the same when the list and its numbers are gone. */
  AgentFilter read(Invocation invocation, List<String> words) throws AgentFilter.Malformed {
    return AgentFilter.parse(words, typed -> parent(invocation, typed));
  }

  private Optional<String> parent(Invocation invocation, String typed, Board.Snapshot snapshot) {
    Reference reference = resolver.resolve(invocation.chat(), List.of(typed), snapshot.agents());
    return reference instanceof Reference.Found found
        ? Optional.of(AgentFilter.EXACT + found.id().value())
        : Optional.empty();
  }

  /** A number means the agent beside it now; a name or id whoever has it when news comes. */
  private Optional<String> parent(Invocation invocation, String typed) {
    return ReferenceResolver.isNumber(typed)
        ? resolver.numbered(invocation.chat(), typed).map(id -> AgentFilter.EXACT + id.value())
        : Optional.of(typed);
  }
}
