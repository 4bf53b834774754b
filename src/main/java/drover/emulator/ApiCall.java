package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A call the bot made.
 *
 * @param method its name as the Bot API spells it, or as given when there is no such method
 * @param parameters as they came; without secrets
 * @param code 200, the error's code, or 0 when the client heard nothing
 * @param description Telegram's words for a refusal; empty when all went well
 */
public record ApiCall(
    Instant at,
    String method,
    JsonNode parameters,
    int code,
    String description,
    Verdict verdict) {}
