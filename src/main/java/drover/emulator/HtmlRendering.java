package drover.emulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns text and entities into HTML that is safe to put into a page. */
final class HtmlRendering {
  private static final Pattern SAFE_LINK = Pattern.compile("(?i)(https?|tg|mailto|tel):.+");

  private HtmlRendering() {}

  static String render(String text, List<TextEntity> entities) {
    List<TextEntity> inside = new ArrayList<>();
    TreeSet<Integer> cuts = new TreeSet<>();
    for (TextEntity entity : entities) {
      if (entity.offset() >= 0 && entity.length() > 0 && entity.end() <= text.length()) {
        inside.add(entity);
        cuts.add(entity.offset());
        cuts.add(entity.end());
      }
    }
    cuts.add(0);
    cuts.add(text.length());
    inside.sort(
        Comparator.comparingInt(TextEntity::offset)
            .thenComparing(Comparator.comparingInt(TextEntity::length).reversed()));
    StringBuilder html = new StringBuilder();
    Deque<TextEntity> open = new ArrayDeque<>();
    for (int cut : cuts) {
      close(html, open, cut);
      for (TextEntity entity : inside) {
        if (entity.offset() == cut) {
          html.append(start(entity, text));
          open.push(entity);
        }
      }
      Integer next = cuts.higher(cut);
      if (next != null) {
        html.append(escape(text.substring(cut, next)));
      }
    }
    return html.toString();
  }

  /** Ends what ends here; what lies crosswise on top of it is closed and opened again. */
  private static void close(StringBuilder html, Deque<TextEntity> open, int cut) {
    Deque<TextEntity> again = new ArrayDeque<>();
    while (open.stream().anyMatch(entity -> entity.end() <= cut)) {
      TextEntity top = open.pop();
      html.append(end(top));
      if (top.end() > cut) {
        again.push(top);
      }
    }
    for (TextEntity entity : again) {
      html.append(start(entity, ""));
      open.push(entity);
    }
  }

  private static String start(TextEntity entity, String text) {
    String argument = entity.argument() == null ? "" : entity.argument();
    return switch (entity.type()) {
      case "bold" -> "<b>";
      case "italic" -> "<i>";
      case "underline" -> "<u>";
      case "strikethrough" -> "<s>";
      case "code" -> "<code>";
      case "pre" -> "<pre data-language=\"" + escape(argument) + "\">";
      case "spoiler" -> "<span class=\"spoiler\">";
      case "blockquote" -> "<blockquote>";
      case "expandable_blockquote" -> "<blockquote class=\"expandable\">";
      case "text_link" -> link(argument);
      case "url" -> link(text.isEmpty() ? "" : text.substring(entity.offset(), entity.end()));
      case "date_time" -> time(entity, argument);
      default -> "<span class=\"" + escape(entity.type()) + "\">";
    };
  }

  private static String end(TextEntity entity) {
    return switch (entity.type()) {
      case "bold" -> "</b>";
      case "italic" -> "</i>";
      case "underline" -> "</u>";
      case "strikethrough" -> "</s>";
      case "code" -> "</code>";
      case "pre" -> "</pre>";
      case "blockquote", "expandable_blockquote" -> "</blockquote>";
      case "text_link", "url" -> "</a>";
      case "date_time" -> "</time>";
      default -> "</span>";
    };
  }

  private static String link(String url) {
    return SAFE_LINK.matcher(url).matches()
        ? "<a href=\"" + escape(url) + "\" target=\"_blank\" rel=\"noopener noreferrer\">"
        : "<a>";
  }

  private static String time(TextEntity entity, String seconds) {
    String format = entity.format() == null ? "" : entity.format();
    return "<time datetime=\"%s\" data-format=\"%s\">"
        .formatted(Instant.ofEpochSecond(Long.parseLong(seconds)), escape(format));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
