/**
 * What must arrive. Notices wait here in the database, answers to people in memory, each in the
 * lane of its chat and topic; workers render and send them within the chat service's limits.
 *
 * <p>Begin with {@link drover.outbox.Fact} and {@code Outbox}.
 */
@NullMarked
package drover.outbox;

import org.jspecify.annotations.NullMarked;
