package trunkline.identification;

import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}.
 */
public final class Refusals {
  private static final String START_AGAIN = "Start a new verification";

  private Refusals() {}

  // the digital identity

  public static Refusal nobodyIdentified() {
    return new Refusal(
        400,
        "nobodyIdentified",
        "An identity identifies somebody or something",
        "Give individualIdentified, partyRoleIdentified or resourceIdentified");
  }

  public static Refusal secretInCredential() {
    return new Refusal(
        422,
        "secretInCredential",
        "Passwords are not kept here",
        "Leave password out of credential; the identity provider keeps it");
  }

  public static Refusal periodReversed(String path) {
    return new Refusal(
        422,
        "periodReversed",
        "A period ends before it begins",
        "Correct startDateTime or endDateTime of " + path);
  }

  public static Refusal credentialOfVerification() {
    return new Refusal(
        422,
        "credentialOfVerification",
        "This credential comes from a verification alone",
        "Leave credentials of @type NationalEidCredential and DocumentCredential as they are; to add"
            + " one, verify the person: POST /identification/v1/verification");
  }

  public static Refusal fixedByVerification(String attribute) {
    return new Refusal(
        422,
        "fixedByVerification",
        "A verification has fixed this attribute",
        "Leave " + attribute + " as it is, or verify the person again");
  }

  public static Refusal verifyAgain() {
    return new Refusal(
        409,
        "verifyAgain",
        "A verified identity has expired",
        "Verify the person again: POST /identification/v1/verification");
  }

  // whom to verify, and how

  public static Refusal unknownIndividual(String attribute) {
    return new Refusal(
        422,
        "unknownIndividual",
        "The person to be verified is not known",
        "Check "
            + attribute
            + "; a person who was stored a moment ago is known here a moment later: repeat then");
  }

  public static Refusal returnUrlNotAllowed() {
    return new Refusal(
        422,
        "returnUrlNotAllowed",
        "Nobody is sent to this address",
        "Take a returnUrl that the setting verification.returnUrls lists, or leave it out");
  }

  public static Refusal documentExpired(String path) {
    return new Refusal(
        422,
        "documentExpired",
        "A document is no longer valid",
        "Ask for a document that is valid; " + path + " lies in the past");
  }

  public static Refusal documentsTooWeak(String level, String wanted) {
    return new Refusal(
        422,
        "documentsTooWeak",
        "The documents give less assurance than asked for",
        "They give "
            + level
            + ", not "
            + wanted
            + ": add a second document of another type, or have the person verified by eID");
  }

  // the eID

  public static Refusal eidNotConfigured() {
    return new Refusal(
        501,
        "eidNotConfigured",
        "No national eID is connected",
        "Set TRUNKLINE_EID_ISSUER, TRUNKLINE_EID_CLIENT_ID and TRUNKLINE_EID_CLIENT_KEY, or verify by"
            + " documents: POST /identification/v1/manualVerification");
  }

  public static Refusal eidUnavailable() {
    return new Refusal(
            503,
            "eidUnavailable",
            "The national eID can't be reached",
            "Start a verification later, or verify by documents")
        .with("Retry-After", "30");
  }

  public static Refusal stateUnknown() {
    return new Refusal(400, "stateUnknown", "This answer belongs to no verification", START_AGAIN);
  }

  public static Refusal stateUsed() {
    return new Refusal(
        409, "stateUsed", "This answer has been taken already", "Read the verification's status");
  }

  public static Refusal verificationExpired() {
    return new Refusal(409, "verificationExpired", "The verification took too long", START_AGAIN);
  }

  public static Refusal eidDeclined() {
    return new Refusal(422, "eidDeclined", "The person was not identified at the eID", START_AGAIN);
  }

  public static Refusal issuerMismatch() {
    return new Refusal(
        422, "issuerMismatch", "The answer does not come from the national eID", START_AGAIN);
  }

  public static Refusal codeRefused() {
    return new Refusal(
        422, "codeRefused", "The eID did not accept the code that it gave", START_AGAIN);
  }

  public static Refusal idTokenInvalid() {
    return new Refusal(
        422,
        "idTokenInvalid",
        "The eID's ID token can't be believed",
        START_AGAIN + "; the reason stands in the log of this service");
  }

  public static Refusal userInfoInvalid() {
    return new Refusal(
        422,
        "userInfoInvalid",
        "What the eID says of the person can't be believed",
        START_AGAIN + "; the reason stands in the log of this service");
  }

  public static Refusal assuranceTooLow() {
    return new Refusal(
        422,
        "assuranceTooLow",
        "The person was identified at a lower level than asked for",
        START_AGAIN + " and have the person log in with a stronger means");
  }

  public static Refusal loginTooOld() {
    return new Refusal(422, "loginTooOld", "The person's login at the eID is too old", START_AGAIN);
  }

  // the outcome

  public static Refusal identifierTaken(String verification) {
    return new Refusal(
            409,
            "identifierTaken",
            "Somebody else has been identified with this identifier",
            "Recorded as suspicious: verification "
                + verification
                + " waits for a review. It can be approved once the other person's identity is"
                + " revoked")
        .with("Location", "/identification/v1/verification/" + verification);
  }

  public static Refusal individualGone() {
    return new Refusal(
        409,
        "individualGone",
        "The person is no longer known",
        "The individual has been deleted; there is nobody to verify");
  }

  public static Refusal fourEyes() {
    return new Refusal(
        403,
        "fourEyes",
        "Nobody decides on a verification of their own",
        "Ask somebody else who has the scope identity:approve");
  }

  public static Refusal notInReview(String status) {
    return new Refusal(
        409,
        "notInReview",
        "There is nothing to decide",
        "Only a verification in needsReview can be decided; this one is " + status);
  }
}
