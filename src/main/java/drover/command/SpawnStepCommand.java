package drover.command;

import drover.access.Role;
import drover.order.Draft;
import drover.order.DraftStore;
import drover.order.Order;
import drover.order.Orders;
import drover.session.AgentLife;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import drover.view.Say;
import drover.view.SpawnView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with a draft, by its buttons or by what is typed as an answer. Only an order
 * button, pressed once, creates the agent.
 *
 * <p>Its words are a {@link SpawnMove}, the draft, the revision that the page shows, and what the
 * move needs.
 */
final class SpawnStepCommand implements Command {
  private static final String LOST =
      "This was pressed before, but no order is on record: nothing was sent.";

  private final Desk desk;
  private final DraftStore drafts;
  private final PlanReader reader;
  private final SpawnPages pages;
  private final Orders orders;

  SpawnStepCommand(
      Desk desk, DraftStore drafts, PlanReader reader, SpawnPages pages, Orders orders) {
    this.desk = desk;
    this.drafts = drafts;
    this.reader = reader;
    this.pages = pages;
    this.orders = orders;
  }

  @Override
  public String name() {
    return SpawnView.COMMAND;
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public String usage() {
    return "";
  }

  @Override
  public String summary() {
    return "a step of /spawn";
  }

  @Override
  public boolean isPressedOnly() {
    return true;
  }

  @Override
  public void pressedAgain(Invocation invocation, Screen screen) {
    SpawnStep step = SpawnStep.of(invocation);
    drafts
        .find(step.draft())
        .filter(draft -> draft.state() == Draft.State.ORDERED && !isOrdered(draft))
        .flatMap(draft -> drafts.save(draft.whole(desk.clock().instant())))
        .ifPresent(draft -> screen.show(pages.next(draft, LOST)));
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    SpawnStep step = SpawnStep.of(invocation);
    Draft draft = drafts.find(step.draft()).orElse(null);
    if (draft == null || !draft.by().equals(invocation.by().id())) {
      screen.show(SpawnView.gone());
      return;
    }
    boolean takenBack =
        step.move() == SpawnMove.WITHDRAW && orders.withdraw(life(draft), invocation.by().name());
    if (!takenBack && isOrdered(draft)) {
      orderedAlready(step, screen);
      return;
    }
    if (step.revision() != SpawnStep.ANY && step.revision() != draft.revision()) {
      screen.toast("That page was out of date.");
      keep(draft.asked() == null ? whole(draft) : asking(draft, draft.asked(), draft.alone()))
          .ifPresent(now -> pages.show(now, null, SpawnView.continued(), invocation, screen));
      return;
    }
    move(step, draft, invocation, screen);
  }

  private void move(SpawnStep step, Draft draft, Invocation invocation, Screen screen) {
    Part asked = draft.asked();
    switch (step.move()) {
      case ANSWER -> answered(asked, step, draft, invocation, screen);
      case PICK -> answered(step.part().orElse(asked), step, draft, invocation, screen);
      case SKIP ->
          goOn(asked == null ? whole(draft) : after(draft, asked), asked, null, invocation, screen);
      case BACK -> goOn(before(draft), asked, null, invocation, screen);
      case SHOW ->
          goOn(
              asked == null ? whole(draft) : asking(draft, asked, draft.alone()),
              null,
              null,
              invocation,
              screen);
      case CHANGE -> {
        if (step.part().isPresent()) {
          goOn(asking(draft, step.part().get(), true), null, null, invocation, screen);
        } else {
          keep(whole(draft)).ifPresent(now -> screen.show(SpawnView.change(pages.page(now))));
        }
      }
      case CANCEL -> {
        drafts.drop(draft.id());
        screen.show(SpawnView.cancelled());
      }
      case CREATE -> create(draft, invocation, screen);
      case WITHDRAW ->
          goOn(whole(draft), null, "Taken back: nothing was sent.", invocation, screen);
    }
  }

  /** The page of an order that has left tells what comes of it, and stays. */
  private static void orderedAlready(SpawnStep step, Screen screen) {
    if (step.move() == SpawnMove.WITHDRAW) {
      screen.toast("Too late: it has left.");
      return;
    }
    screen.toast("Ordered already.");
    screen.show(SpawnView.orderedAlready());
  }

  private void answered(
      @Nullable Part part, SpawnStep step, Draft draft, Invocation invocation, Screen screen) {
    if (part == null) {
      goOn(whole(draft), null, "Press Create, Change or Cancel.", invocation, screen);
      return;
    }
    if (step.message() != 0 && step.message() <= draft.heard()) {
      return; // it was taken for an answer before the program ended
    }
    Draft heard = step.message() == 0 ? draft : draft.withHeard(step.message());
    try {
      SessionPlan plan = reader.with(draft.plan(), part, step.text(), invocation);
      goOn(after(heard.withPlan(plan), part), part, null, invocation, screen);
    } catch (PlanReader.Unreadable e) {
      goOn(asking(heard, part, draft.alone()), null, e.problem(), invocation, screen);
    }
  }

  /**
   * Keeps the draft and shows what comes next.
   *
   * @param done the part that was just dealt with; null for none
   */
  private void goOn(
      Draft draft,
      @Nullable Part done,
      @Nullable String note,
      Invocation invocation,
      Screen screen) {
    Optional<Draft> kept = keep(draft);
    if (kept.isEmpty()) {
      screen.toast("Somebody else was faster.");
      return;
    }
    Draft now = kept.get();
    pages.show(
        now,
        note,
        done == null ? SpawnView.continued() : SpawnView.noted(pages.page(now), done),
        invocation,
        screen);
  }

  private Optional<Draft> keep(Draft draft) {
    return drafts.save(draft);
  }

  private Draft whole(Draft draft) {
    return draft.whole(desk.clock().instant());
  }

  private Draft asking(Draft draft, Part part, boolean alone) {
    return draft.asking(part, alone, desk.clock().instant());
  }

  private Draft after(Draft draft, Part part) {
    Optional<Part> next = draft.alone() ? Optional.empty() : part.next();
    return next.map(one -> asking(draft, one, false)).orElseGet(() -> whole(draft));
  }

  private Draft before(Draft draft) {
    Part part = draft.asked();
    if (part == null || draft.alone()) {
      return whole(draft);
    }
    return asking(draft, part.before(), false);
  }

  private void create(Draft draft, Invocation invocation, Screen screen) {
    Duration late = Lateness.of(invocation, desk.clock().instant());
    if (!invocation.ordered() || late != null || !draft.plan().isEnough()) {
      String note =
          late == null
              ? null
              : "You pressed this " + Say.duration(late) + " ago while I was away: still do it?";
      goOn(whole(draft), null, note, invocation, screen);
      return;
    }
    screen.toast("Creating…");
    Optional<Draft> ordered = keep(draft.withState(Draft.State.ORDERED));
    if (ordered.isPresent()) {
      orders.create(
          new Orders.Request(
              life(draft),
              draft.plan().effectiveName(),
              invocation.by().id(),
              invocation.by().name(),
              invocation.chat(),
              invocation.page(),
              inWords(draft.plan())),
          draft.plan().order(invocation.by().name()));
    }
  }

  private boolean isOrdered(Draft draft) {
    return orders.standing(life(draft)).isPresent();
  }

  private static AgentLife life(Draft draft) {
    return Order.unborn(draft.id());
  }

  /** For the audit trail: what was wished for, without the prompt. */
  private static @Nullable String inWords(SessionPlan plan) {
    List<String> words = new ArrayList<>();
    if (plan.priority() != null) {
      words.add("priority " + plan.priority());
    }
    if (plan.tokenLimit() != null) {
      words.add("limit " + plan.tokenLimit());
    }
    if (plan.expectedDuration() != null) {
      words.add("expected " + Say.duration(plan.expectedDuration()));
    }
    if (plan.outputPath() != null) {
      words.add("output " + plan.outputPath());
    }
    if (plan.parent() != null) {
      words.add("parent " + plan.parent());
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }
}
