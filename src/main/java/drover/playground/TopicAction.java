package drover.playground;

import drover.emulator.Chat;
import drover.emulator.Person;

/** What whoever runs a group can do to its topics. The names are the page's. */
enum TopicAction {
  CREATE {
    @Override
    void happen(Chat group, Person by, long topic) {
      var unused = group.createTopic(by, "Topic " + (group.topics().size() + 1));
    }
  },
  CLOSE {
    @Override
    void happen(Chat group, Person by, long topic) {
      group.closeTopic(by, topic);
    }
  },
  REOPEN {
    @Override
    void happen(Chat group, Person by, long topic) {
      group.reopenTopic(by, topic);
    }
  },
  DELETE {
    @Override
    void happen(Chat group, Person by, long topic) {
      group.deleteTopic(topic);
    }
  };

  /**
   * @param topic the one that is open on the page; a new one does not care
   */
  abstract void happen(Chat group, Person by, long topic);
}
