package trunkline.identification.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import trunkline.platform.json.Json;

/**
 * What a verification has come to. A text that says nothing yet is empty.
 *
 * @param level the assurance that was reached
 * @param evidence what it rests on: provider, acr and amr, or the documents; no identifier, no name
 * @param findings what a person has to look at, such as {@code familyNameDiffers}
 * @param conflictsWith the individual who has been identified by the same identifier
 * @param refusal code of the refusal that ended it
 * @param identityId the digital identity that it gave a credential
 * @param decidedBy who decided in the review
 */
record Outcome(
    String level,
    ObjectNode evidence,
    List<String> findings,
    String conflictsWith,
    String refusal,
    String identityId,
    String decidedBy) {

  static final Outcome NONE =
      new Outcome("", Json.mapper().createObjectNode(), List.of(), "", "", "", "");

  Outcome {
    evidence = evidence.deepCopy();
    findings = List.copyOf(findings);
  }

  Outcome reached(String reachedLevel, ObjectNode restsOn) {
    return new Outcome(
        reachedLevel, restsOn, findings, conflictsWith, refusal, identityId, decidedBy);
  }

  Outcome found(List<String> found, String inConflictWith) {
    return new Outcome(level, evidence, found, inConflictWith, refusal, identityId, decidedBy);
  }

  Outcome refused(String code) {
    return new Outcome(level, evidence, findings, conflictsWith, code, identityId, decidedBy);
  }

  Outcome identified(String identity) {
    return new Outcome(level, evidence, findings, conflictsWith, refusal, identity, decidedBy);
  }

  Outcome decided(String subject) {
    return new Outcome(level, evidence, findings, conflictsWith, refusal, identityId, subject);
  }
}
