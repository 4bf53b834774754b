package drover.view;

import drover.chat.Button.Style;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.Progress;
import drover.session.SessionMetrics;
import drover.session.SessionMetrics.Performance;
import drover.session.SessionMetrics.Timing;
import drover.session.SessionMetrics.TokenUse;
import drover.session.SessionMetrics.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An agent's figures in four groups, with units. */
public final class MetricsView {
  private MetricsView() {}

  public static OutgoingMessage of(Agent agent, SessionMetrics metrics, Moment moment) {
    List<String> text = new ArrayList<>();
    text.add("📊 " + Mark.name(agent.name(), 64));
    group(text, "Tokens", tokens(metrics.tokens()));
    group(text, "Time", timing(metrics.timing(), agent.isOver(), moment));
    group(text, "Progress", work(metrics.work()));
    group(text, "Load", load(metrics.performance()));
    if (text.size() == 1) {
      text.add("The server gives no figures for it.");
    }
    text.add("<i>as of " + moment.clock(moment.now()) + "</i>");
    return OutgoingMessage.of(
        String.join("\n", text),
        List.of(
            List.of(
                Keys.about("Refresh", Style.PLAIN, agent.life(), "metrics"),
                Keys.card("Back", agent.life()))));
  }

  private static void group(List<String> text, String title, List<String> facts) {
    if (!facts.isEmpty()) {
      text.add("\n<b>" + title + "</b>");
      text.addAll(facts);
    }
  }

  private static List<String> tokens(TokenUse use) {
    List<String> facts = new ArrayList<>();
    if (use.used() != null) {
      String limit = use.limit() == null ? "" : " of " + Say.count(use.limit());
      String share = use.percentage() == null ? "" : " · " + Math.round(use.percentage()) + " %";
      facts.add(Say.count(use.used()) + limit + share);
    }
    if (use.perMinute() != null) {
      facts.add(Say.count(Math.round(use.perMinute())) + " tokens a minute");
    }
    return facts;
  }

  private static List<String> timing(Timing timing, boolean over, Moment moment) {
    List<String> facts = new ArrayList<>();
    if (timing.start() != null) {
      facts.add("started " + moment.clockOfServer(timing.start()));
    }
    if (timing.duration() != null) {
      String expected =
          timing.expectedDuration() == null
              ? ""
              : " of about " + Say.duration(timing.expectedDuration());
      facts.add((over ? "ran " : "running ") + Say.duration(timing.duration()) + expected);
    } else if (timing.expectedDuration() != null && !over) {
      facts.add("takes about " + Say.duration(timing.expectedDuration()));
    }
    if (timing.estimatedEnd() != null && !over) {
      facts.add(CardView.due(timing.estimatedEnd(), moment));
    }
    return facts;
  }

  private static List<String> work(Work work) {
    List<String> facts = new ArrayList<>();
    if (work.percentage() != null) {
      int percent = (int) Math.max(0, Math.min(100, work.percentage()));
      facts.add(Bar.of(new Progress(percent, false)));
    }
    if (work.tasksDone() != null) {
      String total = work.tasksTotal() == null ? "" : " of " + work.tasksTotal();
      facts.add(work.tasksDone() + total + " tasks done");
    }
    if (work.currentTask() != null && !work.currentTask().isBlank()) {
      facts.add("now: " + Html.escape(Cut.line(work.currentTask(), 160)));
    }
    return facts;
  }

  private static List<String> load(Performance load) {
    List<String> facts = new ArrayList<>();
    if (load.memoryMegabytes() != null) {
      facts.add("memory " + figure(load.memoryMegabytes()) + " MB");
    }
    if (load.cpuSeconds() != null) {
      facts.add("cpu " + figure(load.cpuSeconds()) + " s");
    }
    if (load.ioOperations() != null) {
      facts.add("io " + Say.count(load.ioOperations()) + " operations");
    }
    return facts;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
