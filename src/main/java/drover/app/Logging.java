package drover.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import drover.base.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log: one line a happening on standard output, secrets removed from all of it. */
public final class Logging {
  private static final String PATTERN =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0} - %msg%n%ex";

  /** Libraries that would say too much on a quiet day. */
  private static final Map<String, Level> QUIET =
      Map.of(
          "org.quartz", Level.WARN,
          "com.zaxxer.hikari", Level.WARN,
          "org.flywaydb", Level.WARN,
          "org.eclipse.jetty", Level.WARN,
          "io.javalin", Level.WARN);

  private Logging() {}

  /**
   * Replaces whatever logging was set up before.
   *
   * @param least nothing below this is printed: "INFO", "DEBUG", "WARN"
   */
  public static void configure(Redactor redactor, String least) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    RedactingLayout layout = new RedactingLayout(redactor);
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(least, Level.INFO));
    root.addAppender(console);
    QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
  }

  /**
   * Also goes over stack traces: exceptions of HTTP clients quote URLs, and the token is in them.
   */
  private static final class RedactingLayout extends PatternLayout {
    private final Redactor redactor;

    RedactingLayout(Redactor redactor) {
      this.redactor = redactor;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
      return redactor.redact(super.doLayout(event));
    }
  }
}
