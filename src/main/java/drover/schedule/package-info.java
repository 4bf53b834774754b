/**
 * The clock of business: calls every scheduled task at its interval, over Quartz.
 *
 * <p>Begin with {@link drover.schedule.QuartzScheduler}.
 */
@NullMarked
package drover.schedule;

import org.jspecify.annotations.NullMarked;
