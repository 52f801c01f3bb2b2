package trunkline.device.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import trunkline.device.Refusals;
import trunkline.platform.tmf.Change;
import trunkline.platform.tmf.Consequences;

/**
 * What holds between a number and the cards that it relies on: they are here, in use, and of the
 * same owner; and a card on which a number relies stays so.
 *
 * <p>Whoever looks at a card locks it first, and cards are locked before numbers: a change of the
 * card and a change of the number wait for each other, and never in a circle.
 */
final class Reliances implements Consequences {
  @Override
  public void lock(Change change) {
    var cards = new TreeSet<String>();
    change.before().map(Reliance::of).ifPresent(cards::addAll);
    change.after().map(Reliance::of).ifPresent(cards::addAll);
    if (!cards.isEmpty()) {
      ResourceRows.lock(change, cards);
    }
  }

  @Override
  public void follow(Change change) {
    if (change.after().isEmpty()) {
      checkDeleted(change);
      return;
    }
    ObjectNode resource = change.after().get();
    if (Kind.of(resource) == Kind.NUMBER && differs(change, Reliances::whatANumberTells)) {
      Reliance.of(resource).forEach(card -> checkPair(resource, change.find(card)));
    }
    if (Kind.of(resource).isCard()
        && change.before().isPresent()
        && differs(change, Reliances::whatACardTells)) {
      for (String number : ResourceRows.numbersOn(change, change.id())) {
        change.find(number).ifPresent(n -> checkPair(n, Optional.of(resource)));
      }
    }
  }

  private record Told(State state, Optional<String> owner, Set<String> cards) {}

  private static Told whatANumberTells(ObjectNode number) {
    return new Told(State.of(number), Owner.of(number), Reliance.of(number));
  }

  private static Told whatACardTells(ObjectNode card) {
    return new Told(State.of(card), Owner.of(card), Set.of());
  }

  private static boolean differs(Change change, Function<ObjectNode, Told> told) {
    return !change.before().map(told).equals(change.after().map(told));
  }

  private static void checkPair(ObjectNode number, Optional<ObjectNode> found) {
    ObjectNode card = found.orElseThrow(() -> Refusals.cardNotHere().asException());
    if (!Kind.of(card).isCard()) {
      throw Refusals.notACard().asException();
    }
    if (State.of(number) != State.ASSIGNED || !State.of(card).isInUse()) {
      throw Refusals.numberOnCard().asException();
    }
    if (!Owner.of(number).equals(Owner.of(card))) {
      throw Refusals.ownersDiffer().asException();
    }
  }

  private static void checkDeleted(Change change) {
    State state = State.of(change.before().orElseThrow());
    if (state != State.AVAILABLE && state != State.RETIRED) {
      throw Refusals.stillInUse(state.text()).asException();
    }
  }
}
