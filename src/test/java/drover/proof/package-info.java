/**
 * The promises in numbers: the whole bot between a simulated server and the Telegram emulator,
 * under hard kills, storms, malice and days of faults in minutes, with books that must balance in
 * the end.
 *
 * <p>{@code mvn verify} runs a small sample of each; the profiles {@code crash}, {@code storm},
 * {@code backlog}, {@code fuzz} and {@code soak} run them in full. Begin with {@link
 * drover.proof.Books}, then {@code CrashRunTest}.
 */
@NullMarked
package drover.proof;

import org.jspecify.annotations.NullMarked;
