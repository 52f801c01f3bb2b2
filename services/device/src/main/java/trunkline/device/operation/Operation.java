package trunkline.device.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import trunkline.device.Refusals;
import trunkline.device.resource.Kind;
import trunkline.device.resource.Owner;
import trunkline.device.resource.Reliance;
import trunkline.device.resource.ResourceRows;
import trunkline.device.resource.State;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.ResourceService;

/**
 * One operation in its transaction: every change that it makes commits, or none does. A repeated
 * operation changes nothing more and is answered as the first time.
 */
final class Operation {
  private final ResourceService resources;
  private final Connection connection;
  private final String tenant;
  private final String correlationId;
  private final String collection;
  private final Map<String, JsonNode> touched = new LinkedHashMap<>();

  /** {@code collection} is what every href begins with. */
  Operation(
      ResourceService resources,
      Connection connection,
      String tenant,
      String correlationId,
      String collection) {
    this.resources = resources;
    this.connection = connection;
    this.tenant = tenant;
    this.correlationId = correlationId;
    this.collection = collection;
  }

  /** What the operation has touched, by id, in the order in which it did. */
  Map<String, JsonNode> touched() {
    return touched;
  }

  /** Gives a resource to a party, and lets numbers of that party rely on it. */
  void assign(String id, ObjectNode party, Set<String> numbers) throws SQLException {
    lock(id);
    change(id, resource -> give(resource, party));
    for (String number : numbers) {
      change(
          number,
          n -> {
            give(n, party);
            Reliance.add(n, id, collection + id);
          });
    }
  }

  private static void give(ObjectNode resource, ObjectNode party) {
    if (State.of(resource) == State.BLOCKED) {
      throw Refusals.blocked().asException();
    }
    Optional<String> owner = Owner.of(resource);
    if (owner.isPresent() && !owner.get().equals(party.path("id").asText())) {
      throw Refusals.ofAnother().asException();
    }
    if (owner.isEmpty()) {
      Owner.set(resource, party);
    }
    resource.put(State.ATTRIBUTE, State.ASSIGNED.text());
  }

  /** Puts another resource of the kind in the place of one, which retires; numbers move along. */
  void swap(String old, String replacement) throws SQLException {
    lock(old, replacement);
    ObjectNode leaving = document(old);
    ObjectNode coming = document(replacement);
    checkExchangeable(leaving, coming);
    if (Replacement.of(leaving).equals(Optional.of(replacement))) {
      touched.put(replacement, coming);
      touched.put(old, leaving);
      return;
    }
    if (!State.of(leaving).isInUse()) {
      throw Refusals.nothingToSwap(State.of(leaving).text()).asException();
    }
    if (State.of(coming).isInUse()) {
      throw Refusals.ofAnother().asException();
    }
    var owner = (ObjectNode) Owner.entry(leaving).orElseThrow();
    change(replacement, resource -> give(resource, owner));
    move(old, replacement);
    change(
        old,
        resource -> {
          resource.put(State.ATTRIBUTE, State.RETIRED.text());
          Replacement.note(resource, replacement, collection + replacement);
        });
  }

  private void move(String from, String to) throws SQLException {
    for (String number : ResourceRows.numbersOn(connection, from)) {
      change(
          number,
          n -> {
            Reliance.remove(n, from);
            Reliance.add(n, to, collection + to);
          });
    }
  }

  private static void checkExchangeable(ObjectNode old, ObjectNode replacement) {
    Kind kind = Kind.of(old);
    boolean same = kind == Kind.of(replacement) || (kind.isCard() && Kind.of(replacement).isCard());
    if (!same || kind == Kind.NUMBER) {
      throw Refusals.notExchangeable().asException();
    }
  }

  /** Lets a number go to another operator; its owner stays known until it is released. */
  void portOut(String id) {
    change(
        id,
        number -> {
          if (Kind.of(number) != Kind.NUMBER) {
            throw Refusals.notANumber().asException();
          }
          number.put(State.ATTRIBUTE, State.PORTED_OUT.text());
          Reliance.removeAll(number);
        });
  }

  /** Takes a resource from its owner: a number that was in use rests, all else is free again. */
  void release(String id) {
    change(
        id,
        resource -> {
          State state = State.of(resource);
          boolean rests =
              Kind.of(resource) == Kind.NUMBER
                  && state != State.RESERVED
                  && state != State.AVAILABLE;
          State next = rests ? State.QUARANTINE : State.AVAILABLE;
          resource.put(State.ATTRIBUTE, next.text());
          Owner.remove(resource);
          Reliance.removeAll(resource);
        });
  }

  private void lock(String... ids) throws SQLException {
    ResourceRows.lock(connection, new ArrayList<>(List.of(ids)));
  }

  private ObjectNode document(String id) {
    return (ObjectNode) Json.parse(resources.get(tenant, id).body());
  }

  private void change(String id, Consumer<ObjectNode> operation) {
    var stored =
        resources.change(
            tenant,
            id,
            correlationId,
            document -> {
              operation.accept(document);
              return document;
            });
    touched.put(id, Json.parse(stored.body()));
  }
}
