package drover.telegram;

import drover.base.Loop;
import drover.base.Managed;
import drover.base.Redactor;
import drover.chat.Menus;
import drover.chat.Menus.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.commands.DeleteMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeDefault;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * The lists of commands as Telegram shows them, each written only when it differs from what
 * Telegram has. A thread of its own: nobody waits for a menu. Any thread may wish.
 */
final class CommandMenu implements Managed {
  private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);
  private static final int MOST_COMMANDS = 100;
  private static final int LONGEST_DESCRIPTION = 256;
  private static final Duration BEFORE_SIGN_IN = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  /**
   * Who has never pressed Start can have no menu; that is tried again at every wish, and so often.
   */
  private static final Duration IDLE = Duration.ofHours(1);

  private final OkHttpTelegramClient client;
  private final BotAccount account;
  private final Redactor redactor;
  private final Loop loop = new Loop("menus", this::publish);
  private final Object lock = new Object();

  /** An empty list takes a menu away. Guarded by the lock. */
  private final Map<Place, List<Entry>> wanted = new LinkedHashMap<>();

  /** What Telegram has, as far as we know. The loop's alone. */
  private final Map<Place, List<Entry>> standing = new HashMap<>();

  CommandMenu(OkHttpTelegramClient client, BotAccount account, Redactor redactor) {
    this.client = client;
    this.account = account;
    this.redactor = redactor;
  }

  /**
   * Where a list is offered.
   *
   * @param chat null for the kinds of chats
   */
  private record Place(Kind kind, @Nullable Long chat) {
    /** The ones that Drover uses. */
    enum Kind {
      DEFAULT,
      PRIVATE,
      GROUPS,
      CHAT
    }

    BotCommandScope scope() {
      return switch (kind) {
        case DEFAULT -> new BotCommandScopeDefault();
        case PRIVATE -> new BotCommandScopeAllPrivateChats();
        case GROUPS -> new BotCommandScopeAllGroupChats();
        case CHAT -> new BotCommandScopeChat(String.valueOf(chat));
      };
    }
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop();
  }

  /** Returns at once. Whoever had a list and is not among the people any more loses it. */
  void want(Menus menus) {
    synchronized (lock) {
      wanted.replaceAll((place, entries) -> List.of());
      wanted.put(new Place(Place.Kind.DEFAULT, null), List.of());
      wanted.put(new Place(Place.Kind.PRIVATE, null), fitting(menus.inPrivate()));
      wanted.put(new Place(Place.Kind.GROUPS, null), fitting(menus.inGroups()));
      menus
          .people()
          .forEach(
              (id, entries) ->
                  wanted.put(new Place(Place.Kind.CHAT, id.value()), fitting(entries)));
    }
    loop.wake();
  }

  /** Writes what differs; a failure is logged and left to later. */
  Duration publish() {
    if (account.identity().isEmpty()) {
      return BEFORE_SIGN_IN;
    }
    Map<Place, List<Entry>> all;
    synchronized (lock) {
      all = new LinkedHashMap<>(wanted);
    }
    for (Map.Entry<Place, List<Entry>> one : all.entrySet()) {
      try {
        publish(one.getKey(), one.getValue());
      } catch (TelegramApiException | RuntimeException e) {
        ApiError error = ApiError.of(e, redactor);
        boolean ofThisOne = error.answered() && error.code() == 400;
        if (!ofThisOne) {
          log.warn("The lists of commands are not all published: {}", error.detail());
          Duration told = error.retryAfter();
          return told == null ? AFTER_FAILURE : told;
        }
        log.debug("No list of commands for {}: {}", one.getKey(), error.detail());
      }
    }
    return IDLE;
  }

  private void publish(Place place, List<Entry> entries) throws TelegramApiException {
    List<Entry> there = standing.get(place);
    if (there == null) {
      there = ask(place);
    }
    if (!there.equals(entries)) {
      if (entries.isEmpty()) {
        client.execute(DeleteMyCommands.builder().scope(place.scope()).build());
      } else {
        client.execute(
            SetMyCommands.builder()
                .scope(place.scope())
                .commands(
                    entries.stream()
                        .map(e -> new BotCommand(e.command(), e.description()))
                        .toList())
                .build());
      }
    }
    standing.put(place, entries);
    if (place.kind() == Place.Kind.CHAT && entries.isEmpty()) {
      forget(place);
    }
  }

  /** Of people without a role nothing is kept. */
  private void forget(Place place) {
    synchronized (lock) {
      if (List.of().equals(wanted.get(place))) {
        wanted.remove(place);
        standing.remove(place);
      }
    }
  }

  private List<Entry> ask(Place place) throws TelegramApiException {
    return client.execute(GetMyCommands.builder().scope(place.scope()).build()).stream()
        .map(c -> new Entry(c.getCommand(), c.getDescription()))
        .toList();
  }

  private static List<Entry> fitting(List<Entry> entries) {
    return entries.stream().limit(MOST_COMMANDS).map(CommandMenu::cut).toList();
  }

  private static Entry cut(Entry entry) {
    String text = entry.description();
    return text.length() <= LONGEST_DESCRIPTION
        ? entry
        : new Entry(entry.command(), text.substring(0, LONGEST_DESCRIPTION));
  }
}
