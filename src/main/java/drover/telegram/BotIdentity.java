package drover.telegram;

/**
 * Who the token says we are.
 *
 * @param username without the sign
 */
public record BotIdentity(long id, String username) {}
