package drover.access;

import drover.chat.ChatAddress;
import java.util.List;

/** Keeps the troubles that have not ended, one of each kind for each chat and topic. */
public interface TroubleStore {
  /** Returns false, and changes nothing, when there is one of that kind there already. */
  boolean open(Trouble trouble);

  void close(Trouble.Kind kind, ChatAddress where);

  /** Oldest first. */
  List<Trouble> all();
}
