package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way and all that it tells.
 *
 * @param members at least one; told together or not at all
 * @param target the message to edit; null for a new one
 * @param elseSend the members, by number, that become new messages when the target is gone
 * @param held the members were held back
 * @param draft what is remembered between the attempts
 * @param aside what is to be written down when it is about to leave
 */
record Parcel(
    List<Delivery> members,
    ChatAddress to,
    @Nullable MessageRef target,
    OutgoingMessage words,
    Set<Long> elseSend,
    ToldAs as,
    boolean held,
    Draft draft,
    Runnable aside) {
  Parcel {
    members = List.copyOf(members);
    elseSend = Set.copyOf(elseSend);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a message tells something");
    }
  }

  static Parcel message(
      Delivery member, ChatAddress to, OutgoingMessage words, Draft draft, Runnable aside) {
    return new Parcel(
        List.of(member), to, null, words, Set.of(), ToldAs.MESSAGE, member.held(), draft, aside);
  }

  /** The numbers of its members. */
  List<Long> ids() {
    return members.stream().map(Delivery::id).toList();
  }

  boolean isEdit() {
    return target != null;
  }

  boolean isGroup() {
    return as == ToldAs.ROW;
  }

  boolean withFile() {
    return words.attachment() != null;
  }

  /** For the log. */
  String name() {
    String first = members.get(0).fact().key().toString();
    return members.size() == 1 ? first : first + " and " + (members.size() - 1) + " more";
  }
}
