package drover.emulator;

import java.util.concurrent.CompletableFuture;

/**
 * A press on a button. Its answer never ends when the bot never answers, nor after a restart.
 *
 * @param id the callback query's
 */
public record Tap(String id, CompletableFuture<TapAnswer> answer) {}
