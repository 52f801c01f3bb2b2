package trunkline.identification.verification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.identification.identity.CredentialKind;
import trunkline.identification.identity.DigitalIdentity;
import trunkline.platform.json.Json;

/** A verification as callers see it: no hash, no secret, no name. */
final class VerificationView {
  static final String PATH = "/identification/v1/verification";

  private final String base;

  /** {@code base} is the public URL, without a slash at its end. */
  VerificationView(String base) {
    this.base = base;
  }

  String href(Verification verification) {
    return base + PATH + "/" + verification.id();
  }

  ObjectNode of(Verification verification) {
    ObjectNode view =
        Json.mapper()
            .createObjectNode()
            .put("id", verification.id())
            .put("href", href(verification))
            .put("method", verification.method().text())
            .put("status", verification.status().text())
            .put("individualId", verification.individualId())
            .put("assuranceLevel", verification.wanted().text())
            .put("requestedBy", verification.requestedBy())
            .put("createdAt", verification.createdAt().toString());
    if (verification.method() == CredentialKind.EID) {
      view.put("expiresAt", verification.expiresAt().toString());
    }
    add(view, verification.outcome());
    return view;
  }

  ObjectNode of(Verification verification, ArrayNode history) {
    return of(verification).set("history", history);
  }

  private void add(ObjectNode view, Outcome outcome) {
    put(view, "reachedLevel", outcome.level());
    if (!outcome.evidence().isEmpty()) {
      view.set("evidence", outcome.evidence());
    }
    if (!outcome.findings().isEmpty()) {
      outcome.findings().forEach(view.putArray("finding")::add);
    }
    put(view, "conflictsWith", outcome.conflictsWith());
    put(view, "refusal", outcome.refusal());
    put(view, "decidedBy", outcome.decidedBy());
    if (!outcome.identityId().isEmpty()) {
      view.putObject("digitalIdentity")
          .put("id", outcome.identityId())
          .put("href", base + DigitalIdentity.TYPE.path() + "/" + outcome.identityId());
    }
  }

  private static void put(ObjectNode view, String name, String text) {
    if (!text.isEmpty()) {
      view.put(name, text);
    }
  }
}
