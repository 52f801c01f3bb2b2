package trunkline.device.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import trunkline.device.Refusals;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/**
 * One SIM, eSIM profile, handset, number or other thing that we give to customers (TMF639). Its
 * owner belongs to another service and may be unknown here.
 */
public final class Resource implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("resource")
          .api("/tmf-api/resourceInventoryManagement/v4")
          .table("resource")
          .schema("resource.schema.json")
          .column("@type", "type")
          .column(State.ATTRIBUTE, "lifecycle_state")
          .column("resourceStatus", "resource_status")
          .unique("resource_iccid", "ICCID")
          .unique("resource_imsi", "IMSI")
          .unique("resource_imei", "IMEI")
          .unique("resource_msisdn", "MSISDN")
          .unique("resource_eid", "EID")
          .lifecycle(Kind.lifecycle())
          .personal(
              PersonalData.of(Mask.INITIAL, "relatedParty.name")
                  .and(Mask.LAST_TWO, "name", "resourceCharacteristic.value")
                  .and(Mask.ALL, "place", "note", "attachment"))
          .refersTo("relatedParty")
          .rules(new Resource())
          .consequences(new Reliances())
          .build();

  private Resource() {}

  @Override
  public void complete(ObjectNode resource, Instant now) {
    Kind kind = Kind.of(resource);
    if (kind != Kind.OTHER && resource.path("@baseType").asText("").isBlank()) {
      resource.put("@baseType", kind.baseType());
    }
    Identifiers.complete(resource);
    State state = State.of(resource);
    state.writeTo(resource);
    if (state == State.ASSIGNED && !resource.hasNonNull("startOperatingDate")) {
      resource.put("startOperatingDate", now.toString());
    }
    if (state == State.RETIRED && !resource.hasNonNull("endOperatingDate")) {
      resource.put("endOperatingDate", now.toString());
    }
  }

  @Override
  public void check(ObjectNode resource) {
    Kind kind = Kind.of(resource);
    State state = State.of(resource);
    if (kind != Kind.OTHER && !resource.path("@baseType").asText().equals(kind.baseType())) {
      throw KernelRefusals.invalidAttribute("@baseType", "must be " + kind.baseType())
          .asException();
    }
    if (!kind.states().contains(state)) {
      throw KernelRefusals.invalidAttribute(
              State.ATTRIBUTE, "of this @type must be one of " + texts(kind.states()))
          .asException();
    }
    Identifiers.check(resource);
    checkOwner(resource, state);
    Periods.checkOrder(resource, "startOperatingDate", "endOperatingDate");
  }

  private static void checkOwner(ObjectNode resource, State state) {
    boolean owned = Owner.of(resource).isPresent();
    if (owned && Owner.of(resource).orElseThrow().isBlank()) {
      throw KernelRefusals.missingAttribute("relatedParty.id").asException();
    }
    if (!owned && (state.isInUse() || state == State.PORTED_OUT)) {
      throw Refusals.ownerMissing(state.text()).asException();
    }
    if (owned && state.isNobodys()) {
      throw Refusals.ownerOfNobodys(state.text()).asException();
    }
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    Kind kind = Kind.of(before);
    if (kind != Kind.of(after)) {
      throw Refusals.kindChanged().asException();
    }
    State from = State.of(before);
    State to = State.of(after);
    if (from != to && !kind.next(from).contains(to)) {
      throw KernelRefusals.conflict(
              "illegalTransition",
              "From %s the %s of this @type can become only %s"
                  .formatted(from.text(), State.ATTRIBUTE, texts(kind.next(from))))
          .asException();
    }
    if (kind.identifier().isPresent() && from != State.AVAILABLE && from != State.RESERVED) {
      Identifier identifier = kind.identifier().get();
      if (!Identifiers.find(before, identifier).equals(Identifiers.find(after, identifier))) {
        throw Refusals.identifierFixed(identifier.name()).asException();
      }
    }
  }

  private static List<String> texts(Iterable<State> states) {
    var texts = new TreeSet<String>();
    states.forEach(state -> texts.add(state.text()));
    return List.copyOf(texts);
  }
}
