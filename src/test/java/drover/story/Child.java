package drover.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Drover in a process of its own, in a directory of its own; its output is kept for the run. */
public final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> FRUGAL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final Path output;

  private Child(Path directory, List<String> options, List<String> how, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dfile.encoding=UTF-8");
    // Until it sets up its own log it obeys that of the tests, and would begin their file anew.
    command.add("-DtestLog=child");
    command.addAll(options);
    command.addAll(how);
    command.addAll(List.of(arguments));
    try {
      Path logs = Files.createDirectories(RunNotes.LOGS);
      this.output = Files.createTempFile(logs, "child-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(Child::isOurs);
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the classes under test. */
  public static Child ofClasses(Path directory, String... arguments) {
    return ofClasses(directory, FRUGAL, arguments);
  }

  /** From the classes under test, with these options for the machine and no others. */
  public static Child ofClasses(Path directory, List<String> options, String... arguments) {
    return new Child(directory, options, List.of("-cp", classPath(), "drover.Main"), arguments);
  }

  public static Child ofJar(Path jar, Path directory, String... arguments) {
    return new Child(
        directory, FRUGAL, List.of("-jar", jar.toAbsolutePath().toString()), arguments);
  }

  /** The bot of a house, which listens when this returns. */
  public static Child botOf(House house, Path directory) {
    return botOf(house, directory, FRUGAL);
  }

  /** With these options for the machine and no others. */
  public static Child botOf(House house, Path directory, List<String> options) {
    Path file = configuration(directory, house.configuration());
    Child child = ofClasses(directory, options, "run", "--config", file.toString());
    try {
      house.awaitListening();
    } catch (RuntimeException | AssertionError e) {
      child.close();
      throw e;
    }
    return child;
  }

  /** Writes a configuration file. */
  public static Path configuration(Path directory, Map<String, String> entries) {
    List<String> lines = new ArrayList<>();
    entries.forEach((key, value) -> lines.add(key + " = " + value.replace("\\", "\\\\")));
    try {
      return Files.write(directory.resolve("bot.properties"), lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode(Duration patience) {
    try {
      assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended in time; so far it said: %s", output())
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /** Sends SIGKILL and returns once it is dead. */
  public void killHard() {
    Process unused = process.destroyForcibly();
    int code = exitCode();
    assertThat(code).isNotZero();
  }

  public long pid() {
    return process.pid();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  public String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void awaitOutput(String words, Duration patience) {
    await("output " + words)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> output().contains(words));
  }

  @Override
  public void close() {
    Process unused = process.destroyForcibly();
    assertThat(RunNotes.secrets()).noneMatch(secret -> output().contains(secret.reveal()));
  }

  /** Absolute, since the child runs elsewhere. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOurs(String variable) {
    return variable.startsWith("OPENCLAW_") || variable.startsWith("TELEGRAM_");
  }
}
