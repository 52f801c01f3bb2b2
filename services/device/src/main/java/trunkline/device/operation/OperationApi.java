package trunkline.device.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import trunkline.device.resource.Resource;
import trunkline.device.resource.State;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Scope;
import trunkline.platform.service.ServiceParts;

/**
 * What TMF639 has no word for: operations that touch several resources in one transaction. Each
 * answers what it touched as references with the state that was reached, and no personal data.
 */
public final class OperationApi {
  private static final String ONE = Resource.TYPE.path() + "/{id}/";

  private final ServiceParts parts;
  private final String collection;

  public OperationApi(ServiceParts parts) {
    this.parts = parts;
    this.collection = parts.representation().base() + Resource.TYPE.path() + "/";
  }

  public List<Route> routes() {
    return List.of(
        Route.of(Method.POST, ONE + "assign", Scope.TMF_WRITE, this::assign)
            .described(
                touching("Gives a resource to a party, and numbers of that party to rely on it")
                    .named("assignResource")
                    .takes("resourceAssignment")),
        Route.of(Method.POST, ONE + "swap", Scope.TMF_WRITE, this::swap)
            .described(
                touching("Puts another resource in the place of this one, which retires")
                    .named("swapResource")
                    .takes("resourceSwap")),
        Route.of(Method.POST, ONE + "portOut", Scope.TMF_WRITE, this::portOut)
            .described(touching("Lets a number go to another operator").named("portOutResource")),
        Route.of(Method.POST, ONE + "release", Scope.TMF_WRITE, this::release)
            .described(
                touching("Takes a resource from its owner; a number that was in use rests first")
                    .named("releaseResource")));
  }

  private static Description touching(String summary) {
    return Description.of(summary).answersList(200, "touchedResource").refuses(409, 422);
  }

  private void assign(Call call) {
    JsonNode request = request(call);
    if (!(request.path("relatedParty") instanceof ObjectNode party)) {
      throw KernelRefusals.missingAttribute("relatedParty").asException();
    }
    text(party.path("id"), "relatedParty.id");
    Set<String> numbers = new TreeSet<>();
    JsonNode listed = request.path("number");
    for (int i = 0; i < listed.size(); i++) {
      numbers.add(text(listed.path(i).path("id"), "number." + i + ".id"));
    }
    run(call, operation -> operation.assign(call.id(), party, numbers));
  }

  private void swap(Call call) {
    String replacement = text(request(call).at("/resource/id"), "resource.id");
    run(call, operation -> operation.swap(call.id(), replacement));
  }

  private void portOut(Call call) {
    run(call, operation -> operation.portOut(call.id()));
  }

  private void release(Call call) {
    run(call, operation -> operation.release(call.id()));
  }

  private static JsonNode request(Call call) {
    call.requireJson();
    return call.json();
  }

  private static String text(JsonNode id, String path) {
    if (!id.isTextual() || id.asText().isBlank()) {
      throw KernelRefusals.missingAttribute(path).asException();
    }
    return id.asText();
  }

  @FunctionalInterface
  private interface Work {
    void run(Operation operation) throws SQLException;
  }

  private void run(Call call, Work work) {
    String tenant = call.caller().tenant();
    Map<String, JsonNode> touched =
        parts
            .database()
            .inTransaction(
                tenant,
                connection -> {
                  var operation =
                      new Operation(
                          parts.resources().of(Resource.TYPE),
                          connection,
                          tenant,
                          call.correlationId(),
                          collection);
                  work.run(operation);
                  return operation.touched();
                });
    parts.log().appended();
    call.reply(200, Json.write(references(touched)));
  }

  private ArrayNode references(Map<String, JsonNode> touched) {
    ArrayNode references = Json.mapper().createArrayNode();
    touched.forEach(
        (id, resource) ->
            references
                .addObject()
                .put("id", id)
                .put("href", collection + id)
                .put("@referredType", resource.path("@type").asText())
                .put(State.ATTRIBUTE, State.of(resource).text()));
    return references;
  }
}
