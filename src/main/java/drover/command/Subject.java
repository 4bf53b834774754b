package drover.command;

import drover.monitor.Board;
import drover.session.Agent;
import drover.session.Purpose;
import drover.view.FindView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the agent that a call is about, or shows the person why not. */
final class Subject {
  private final Board board;
  private final ReferenceResolver resolver;

  Subject(Board board, ReferenceResolver resolver) {
    this.board = board;
    this.resolver = resolver;
  }

  /** Empty: the person was told what is missing or unclear. */
  Optional<Reference.Found> of(Invocation invocation, List<String> words, Screen screen) {
    return of(invocation, words, List.of(), screen);
  }

  /**
   * @param further what was typed besides the reference; it stands behind the buttons that choose
   */
  Optional<Reference.Found> of(
      Invocation invocation, List<String> words, List<String> further, Screen screen) {
    return resolve(invocation, words).accept(new Explaining(invocation, further, screen));
  }

  /** An agent that began a moment ago may not be on the board: then one fresh list. */
  Reference resolve(Invocation invocation, List<String> words) {
    List<Agent> known = board.snapshot().agents();
    Reference reference = resolver.resolve(invocation.chat(), words, known);
    return reference instanceof Reference.Unknown
        ? resolver.resolve(invocation.chat(), words, board.refreshed(Purpose.PERSON).agents())
        : reference;
  }

  /** Shows what is unclear. */
  private record Explaining(Invocation invocation, List<String> further, Screen screen)
      implements Reference.Visitor<Optional<Reference.Found>> {
    @Override
    public Optional<Reference.Found> found(Reference.Found reference) {
      return Optional.of(reference);
    }

    @Override
    public Optional<Reference.Found> ambiguous(Reference.Ambiguous reference) {
      String command = invocation.call().name();
      screen.show(
          FindView.ambiguous(
              reference.typed(), reference.matches(), command, with(reference.rest())));
      return Optional.empty();
    }

    @Override
    public Optional<Reference.Found> unknown(Reference.Unknown reference) {
      String command = invocation.call().name();
      if (ReferenceResolver.isNumber(reference.typed())) {
        screen.show(FindView.noRow(reference.typed()));
        return Optional.empty();
      }
      screen.show(
          FindView.unknown(reference.typed(), reference.near(), command, with(reference.rest())));
      return Optional.empty();
    }

    @Override
    public Optional<Reference.Found> missing(Reference.Missing reference) {
      screen.show(FindView.missing(invocation.call().name()));
      return Optional.empty();
    }

    private List<String> with(List<String> rest) {
      return Stream.concat(rest.stream(), further.stream()).toList();
    }
  }
}
