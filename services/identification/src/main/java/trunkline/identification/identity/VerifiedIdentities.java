package trunkline.identification.identity;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.platform.database.Database;
import trunkline.platform.refusal.Refused;
import trunkline.platform.tmf.ResourceService;

/**
 * The identities that verifications make: one for each person that is not revoked. Whoever keeps a
 * credential holds the person's row ({@code KnownIndividuals.lock}), so that two verifications of
 * one person make one identity. Safe to use from any thread.
 */
public final class VerifiedIdentities {
  private final Database database;
  private final ResourceService identities;
  private final String individualPath;

  /** {@code base} is the public URL, without a slash at its end. */
  public VerifiedIdentities(Database database, ResourceService identities, String base) {
    this.database = database;
    this.identities = identities;
    this.individualPath = base + "/tmf-api/party/v4/individual/";
  }

  /** Gives a person a credential; the answer is the id of the person's identity. */
  public String keep(
      String tenant, String individualId, VerifiedCredential credential, String correlationId) {
    Optional<String> current = list(tenant, individualId).stream().findFirst();
    return DigitalIdentity.byVerification(
        () ->
            current.isPresent()
                ? identities.change(tenant, current.get(), correlationId, credential::addedTo).id()
                : identities
                    .create(
                        tenant,
                        credential.newIdentity(individualId, individualPath + individualId),
                        correlationId)
                    .id());
  }

  /** Revokes all that verifications said of a person who is no longer there. */
  public void revokeAll(String tenant, String individualId, String correlationId) {
    for (String id : list(tenant, individualId)) {
      identities.change(tenant, id, correlationId, identity -> identity.put("status", "revoked"));
    }
  }

  /** Marks what has ended; an identity that has been deleted meanwhile has nothing to mark. */
  void expire(String tenant, String id, Instant now) {
    try {
      DigitalIdentity.byVerification(
          () -> identities.change(tenant, id, "expiry", identity -> Validity.at(identity, now)));
    } catch (Refused refused) {
      if (refused.refusal().status() != 404) {
        throw refused;
      }
    }
  }

  /** A person's identities that came from verifications and are not revoked, oldest first. */
  private List<String> list(String tenant, String individualId) {
    String sql =
        """
        SELECT id FROM digital_identity
        WHERE tenant = ? AND individual_id = ? AND status <> 'revoked'
          AND jsonb_path_exists(body, '$.credential[*]."@type" ? (@ == "NationalEidCredential" || @ == "DocumentCredential")')
        ORDER BY created_at, id
        """;
    return database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, individualId);
            ResultSet rows = statement.executeQuery();
            var ids = new ArrayList<String>();
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
            return ids;
          }
        });
  }
}
