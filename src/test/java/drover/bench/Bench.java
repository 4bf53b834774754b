package drover.bench;

import drover.app.Logging;
import drover.base.Redactor;
import drover.proof.Figures;
import drover.story.RunNotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the measurements that are named, or all, and prints a table in Markdown. A second name for
 * quick looks: {@code latency}, {@code kill}, {@code drain}, {@code ingest}, {@code lists}, {@code
 * idle}.
 */
public final class Bench {
  private Bench() {}

  /** One measurement, in a directory of its own. */
  interface Measurement {
    List<Row> run(Path directory) throws Exception;
  }

  /** A line of the table. */
  record Row(String what, String budget, String measured) {}

  public static void main(String[] names) throws Exception {
    Logging.configure(new Redactor(RunNotes.secrets()), "OFF");
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put("idle", new IdleBench());
    all.put("latency", new LatencyBench());
    all.put("ingest", new IngestBench());
    all.put("lists", new ListBench());
    all.put("kill", new KillBench());
    all.put("drain", new DrainBench());
    List<String> chosen =
        names.length == 0 || names[0].isBlank() ? List.copyOf(all.keySet()) : List.of(names);
    Figures figures = new Figures("bench");
    figures.add(
        "%d processors, Java %s", Runtime.getRuntime().availableProcessors(), Runtime.version());
    figures.add("| what | budget | measured |");
    figures.add("|---|---|---|");
    for (String name : chosen) {
      Measurement one = all.get(name);
      if (one == null) {
        throw new IllegalArgumentException(
            "no such measurement: " + name + ", only " + all.keySet());
      }
      Path directory = Files.createTempDirectory("drover-bench-" + name);
      for (Row row : one.run(directory)) {
        figures.add("| %s | %s | %s |", row.what(), row.budget(), row.measured());
      }
    }
    // The library's idle threads would keep the process for a minute.
    System.exit(0);
  }
}
