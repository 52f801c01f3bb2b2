package trunkline.consent;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid body of each of the three resources, and what is special about each. */
final class Specimens {
  private static final String API = "/tmf-api/privacyManagement/v4/";

  static final Specimen SPECIFICATION =
      new Specimen(
          API + "partyPrivacyProfileSpecification",
          """
          {"name":"Privacy choices","version":"7","partyPrivacyProfileSpecCharacteristic":[
            {"name":"news","privacyUsagePurpose":"marketing.email","grantedFor":"P1Y","retentionClass":"marketing",
             "partyPrivacyProfileSpecCharacteristicValue":[{"value":"granted"},{"value":"denied","isDefault":true}]},
            {"name":"keptForDays","partyPrivacyProfileSpecCharacteristicValue":[{"valueFrom":30,"valueTo":90}]}]}
          """,
          List.of("name"),
          "description",
          Optional.empty(),
          Optional.of(new Moves("status", "In Design", "Active", "Retired", "Active")));

  static final Specimen PROFILE =
      new Specimen(
          API + "partyPrivacyProfile",
          """
          {"name":"Jane Roe","status":"created","agreedByParty":{"id":"jane","name":"Jane Roe","@referredType":"Individual"},
           "partyPrivacyProfileCharacteristic":[
             {"name":"Web history","privacyUsagePurpose":"RESEARCH","value":"optOut","evidence":{"channel":"shop"}}]}
          """,
          List.of("agreedByParty", "partyPrivacyProfileCharacteristic"),
          "description",
          Optional.of("name"),
          Optional.of(new Moves("status", "created", "agreed", "terminated", "agreed")));

  static final Specimen AGREEMENT =
      new Specimen(
          API + "partyPrivacyAgreement",
          """
          {"name":"Family plan","agreementType":"privacy","documentNumber":4711,
           "agreementItem":[{"termOrCondition":[{"description":"The parent speaks for the child"}]}],
           "engagedPartyRole":[{"id":"jane","name":"Jane Roe","role":"parent","@referredType":"Individual"}]}
          """,
          List.of("name", "agreementType", "agreementItem", "engagedPartyRole"),
          "description",
          Optional.empty(),
          Optional.of(new Moves("status", "in process", "approved", "terminated", "approved")));

  static final List<Specimen> ALL = List.of(SPECIFICATION, PROFILE, AGREEMENT);

  private Specimens() {}
}
