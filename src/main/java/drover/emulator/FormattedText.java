package drover.emulator;

import java.util.List;

/** Text with the entities over it, outer ones first. */
record FormattedText(String text, List<TextEntity> entities) {
  FormattedText {
    entities = List.copyOf(entities);
  }
}
