package drover.command;

import drover.subscription.AgentFilter;
import java.util.List;
import java.util.Optional;

/** Reads filters that are kept: they must mean the same when the list and its numbers are gone. */
final class FilterReader {
  private final ReferenceResolver resolver;

  FilterReader(ReferenceResolver resolver) {
    this.resolver = resolver;
  }

  AgentFilter read(Invocation invocation, List<String> words) throws AgentFilter.Malformed {
    return AgentFilter.parse(words, typed -> parent(invocation, typed));
  }

  /** A number means the agent beside it now; a name or id whoever has it when news comes. */
  private Optional<String> parent(Invocation invocation, String typed) {
    return ReferenceResolver.isNumber(typed)
        ? resolver.numbered(invocation.chat(), typed).map(id -> AgentFilter.EXACT + id.value())
        : Optional.of(typed);
  }
}
