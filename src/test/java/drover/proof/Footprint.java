package drover.proof;

import drover.story.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process and its database take.
 *
 * @param heap what is left after a full collection, in KB
 * @param resident in KB
 * @param file of the database, in KB
 */
record Footprint(long heap, long resident, long file) {
  private static final Pattern USED = Pattern.compile("(?:heap|generation).*?used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  static Footprint of(Child bot, Path database) {
    try {
      String unused = jcmd(bot, "GC.run");
      Matcher used = USED.matcher(jcmd(bot, "GC.heap_info"));
      long heap = 0;
      while (used.find()) {
        heap += Long.parseLong(used.group(1));
      }
      Matcher resident =
          RESIDENT.matcher(
              Files.readString(
                  Path.of("/proc", Long.toString(bot.pid()), "status"), StandardCharsets.UTF_8));
      long pages = resident.find() ? Long.parseLong(resident.group(1)) : 0;
      return new Footprint(heap, pages, Files.size(database) / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String jcmd(Child bot, String command) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(List.of(tool, Long.toString(bot.pid()), command))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + output);
    }
    return output;
  }
}
