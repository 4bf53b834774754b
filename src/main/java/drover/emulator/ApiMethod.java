package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What one method of the Bot API does. Called with the state's monitor held; may refuse. */
interface ApiMethod {
  JsonNode call(Call call);
}
