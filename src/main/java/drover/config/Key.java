package drover.config;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key.
 *
 * @param defaultText null: no default
 * @param parser throws IllegalArgumentException with what to write instead
 */
record Key<T>(String name, @Nullable String defaultText, Function<String, T> parser) {

  /** The environment variable that stands for it and wins over the file. */
  String variable() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
