/**
 * The adapter to an OpenClaw server: its REST calls behind {@link drover.session.SessionGateway},
 * its event stream behind {@link drover.session.SessionFeed}. Everything that the server spells its
 * own way ends here.
 *
 * <p>Begin with {@link drover.openclaw.OpenClawGateway} for the calls, and with {@link
 * drover.openclaw.OpenClawFeed} for the stream.
 */
@NullMarked
package drover.openclaw;

import org.jspecify.annotations.NullMarked;
