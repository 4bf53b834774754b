package drover.story;

import drover.emulator.CallLog;
import drover.emulator.CallWitness;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes of every emulator that any test makes what was called, once it is stopped. */
public final class EmulatorNotes implements CallWitness {
  private static final Map<CallLog, String> MAKERS = new ConcurrentHashMap<>();

  @Override
  public void opened(CallLog calls) {
    String maker =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.matches("drover\\..*(Test|IT)"))
                        .findFirst()
                        .orElse("nobody"));
    MAKERS.put(calls, maker);
    RunNotes.add(new RunNotes.Note(maker, false, 0, List.of()));
  }

  @Override
  public void closed(CallLog calls) {
    String maker = MAKERS.remove(calls);
    List<String> violations =
        calls.unexcused().stream().map(call -> call.method() + ": " + call.description()).toList();
    RunNotes.add(
        new RunNotes.Note(maker == null ? "nobody" : maker, true, calls.total(), violations));
  }
}
