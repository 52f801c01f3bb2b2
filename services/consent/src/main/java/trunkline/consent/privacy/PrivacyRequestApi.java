package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import trunkline.consent.privacy.PrivacyRequest.Kind;
import trunkline.consent.privacy.PrivacyRequest.Status;
import trunkline.platform.digest.Sha256;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.Scope;
import trunkline.platform.service.ServiceParts;

/**
 * {@code /consent/v1/privacyRequest}: asks for an export or an erasure, tells how it stands, and
 * hands out the archive or the signed receipt.
 */
final class PrivacyRequestApi {
  private static final String PATH = "/consent/v1/privacyRequest";
  private static final String ONE = PATH + "/{id}";
  private static final String SCHEMA = "privacyRequest";
  private static final String ARCHIVE = "archive";
  private static final String RECEIPT = "receipt";
  private static final int LONGEST = 400;

  private final RequestStore store;
  private final ArchiveStore archives;
  private final ReceiptKeys keys;
  private final ReadAudit audit;
  private final InstantSource clock;
  private final Runnable wake;
  private final String base;

  /** {@code wake} tells the worker that there is something to do. */
  PrivacyRequestApi(
      ServiceParts parts,
      RequestStore store,
      ArchiveStore archives,
      ReceiptKeys keys,
      Runnable wake) {
    this.store = store;
    this.archives = archives;
    this.keys = keys;
    this.audit = parts.audit();
    this.clock = parts.clock();
    this.wake = wake;
    this.base = parts.representation().base();
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.POST, PATH, Scope.PRIVACY_WRITE, this::ask)
            .described(
                Description.of("Asks for all that is held on a person, or for its erasure")
                    .named("askForPrivacy")
                    .takes("privacyRequestOrder")
                    .answers(202, SCHEMA)
                    .header("Location", "Location")
                    .refuses(404, 409)),
        Route.of(Method.GET, PATH, Scope.PRIVACY_WRITE, this::list)
            .described(
                Description.of("Lists privacy requests, the newest first")
                    .named("listPrivacyRequest")
                    .answersList(200, SCHEMA)),
        Route.of(Method.GET, ONE, Scope.PRIVACY_WRITE, this::get)
            .described(
                Description.of("Tells how a privacy request stands")
                    .named("retrievePrivacyRequest")
                    .answers(200, SCHEMA)),
        Route.of(Method.GET, ONE + "/" + ARCHIVE, Scope.PRIVACY_WRITE, this::archive)
            .described(
                Description.of("Gives out all that is held on the person, as one archive")
                    .named("retrievePrivacyArchive")
                    .answersFile(200, "application/zip")
                    .header("Content-Disposition", "ContentDisposition")
                    .refuses(409)),
        Route.of(Method.GET, ONE + "/" + RECEIPT, Scope.PRIVACY_WRITE, this::receipt)
            .described(
                Description.of("Gives out the signed receipt of an erasure (JWS, ES256)")
                    .named("retrieveErasureReceipt")
                    .answersFile(200, "application/jose")
                    .refuses(409)),
        // whoever holds a receipt may check it, for years, without an account
        Route.open(Method.GET, "/consent/v1/receiptKey", call -> call.reply(200, keys.published()))
            .described(
                Description.of("Publishes the keys that receipts are checked with (JWKS)")
                    .named("retrieveReceiptKeys")
                    .answers(200, "receiptKeys")));
  }

  private void ask(Call call) {
    call.requireJson();
    JsonNode body = call.json();
    Kind kind = kind(text(body, "kind"));
    String party = text(body, "party");
    String id = UuidCreator.getTimeOrderedEpochFast().toString();
    var asked =
        new RequestStore.Asked(
            id,
            kind,
            party,
            Sha256.hex(id + "/" + party),
            text(body, "reason"),
            call.caller().subject());
    String accepted = store.accept(call.caller().tenant(), asked);
    wake.run();
    call.with(HeaderNames.LOCATION, base + PATH + "/" + accepted)
        .reply(202, Json.write(found(call, accepted).json()));
  }

  private static Kind kind(String text) {
    return switch (text) {
      case "export" -> Kind.EXPORT;
      case "erasure" -> Kind.ERASURE;
      default ->
          throw KernelRefusals.invalidAttribute("kind", "must be export or erasure").asException();
    };
  }

  private static String text(JsonNode body, String attribute) {
    JsonNode value = body.path(attribute);
    if (value.isMissingNode() || value.isNull()) {
      throw KernelRefusals.missingAttribute(attribute).asException();
    }
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST) {
      throw KernelRefusals.invalidAttribute(
              attribute, "must be a text of 1 to " + LONGEST + " characters")
          .asException();
    }
    return value.asText();
  }

  private void list(Call call) {
    ArrayNode all = Json.mapper().createArrayNode();
    store.list(call.caller().tenant()).forEach(request -> all.add(request.json()));
    call.reply(200, Json.write(all));
  }

  private void get(Call call) {
    call.reply(200, Json.write(found(call, call.id()).json()));
  }

  private PrivacyRequest found(Call call, String id) {
    return store
        .find(call.caller().tenant(), id)
        .orElseThrow(() -> KernelRefusals.notFound("privacyRequest", id).asException());
  }

  private void archive(Call call) throws IOException {
    PrivacyRequest request = found(call, call.id());
    if (request.kind() != Kind.EXPORT) {
      throw PrivacyRefusals.hasNone(ARCHIVE, "erasure").asException();
    }
    if (request.status() == Status.EXPIRED) {
      throw PrivacyRefusals.expired().asException();
    }
    if (request.status() != Status.DONE) {
      throw PrivacyRefusals.notDone(ARCHIVE).asException();
    }
    audit.record(read(call, request));
    String disposition = "attachment; filename=\"" + request.id() + ".zip\"";
    call.with(HeaderNames.CONTENT_DISPOSITION, disposition).stream(
        "application/zip", out -> archives.write(request, out));
  }

  /** Whoever fetches an archive has read all of a person. */
  private ReadAudit.Read read(Call call, PrivacyRequest request) {
    return new ReadAudit.Read(
        clock.instant(),
        call.caller(),
        "privacyRequest",
        request.id(),
        null,
        1,
        false,
        call.correlationId());
  }

  private void receipt(Call call) {
    PrivacyRequest request = found(call, call.id());
    if (request.kind() != Kind.ERASURE) {
      throw PrivacyRefusals.hasNone(RECEIPT, "export").asException();
    }
    Optional<String> receipt = request.receipt();
    if (receipt.isEmpty()) {
      throw PrivacyRefusals.notDone(RECEIPT).asException();
    }
    call.reply(200, "application/jose", receipt.get().getBytes(StandardCharsets.US_ASCII));
  }
}
