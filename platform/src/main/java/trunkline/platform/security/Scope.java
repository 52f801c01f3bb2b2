package trunkline.platform.security;

/**
 * What a token can allow. Roles are the identity provider's affair; a service looks at scopes only.
 */
public enum Scope {
  /** Read resources; personal data comes masked. */
  TMF_READ("tmf:read"),
  /** Create, change and delete resources. */
  TMF_WRITE("tmf:write"),
  /** See personal data in clear, and filter by it. */
  PII_READ("pii:read"),
  /** Load many resources at once. */
  BULK_WRITE("bulk:write"),
  /** Read who read what. */
  AUDIT_READ("audit:read"),
  /** Set a tenant up, and mend what is stuck: dead letters, projections. */
  TMF_ADMIN("tmf:admin"),
  /** Follow a service's log, of all tenants and unmasked: for the other services only. */
  EVENTS_READ("events:read"),
  /** Ask for a person's export or erasure, by all services, and fetch what came of it. */
  PRIVACY_WRITE("privacy:write"),
  /** Find, hand out and erase what one service holds on a person: for the consent service only. */
  PRIVACY_EXECUTE("privacy:execute"),
  /** Ask whether a person allows a purpose; tells nothing else of the person. */
  CONSENT_ASK("consent:ask"),
  /** Have a person identified, by a national eID or by documents. */
  IDENTITY_VERIFY("identity:verify"),
  /** Decide on what somebody else has identified. */
  IDENTITY_APPROVE("identity:approve"),
  /** Ask the warehouse; personal columns come masked. */
  WAREHOUSE_READ("warehouse:read"),
  /** See the warehouse's personal columns in clear, and open its files. */
  WAREHOUSE_READ_PERSONAL("warehouse:read-personal"),
  /** Ask the warehouse about the rows of every tenant. */
  WAREHOUSE_ALL_TENANTS("warehouse:all-tenants"),
  /** Make, change and drop tables of the warehouse: for other engines only. */
  WAREHOUSE_WRITE("warehouse:write");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
