package drover.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process for comparison, with the class path of this one, that says by lines how far it is. */
final class Bare implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private Bare(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static Bare of(Class<?> main, List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-DtestLog=child", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new Bare(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for a line that is this. */
  void await(String line) throws IOException {
    String read = output.readLine();
    while (read != null && !read.equals(line)) {
      read = output.readLine();
    }
    if (read == null) {
      throw new IllegalStateException("it ended without saying: " + line);
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    Process unused = process.destroyForcibly().onExit().join();
  }
}
