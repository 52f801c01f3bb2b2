package trunkline.local.identity;

/** An error answer of the token endpoint (RFC 6749, section 5.2). */
final class TokenRefused extends RuntimeException {
  private final String error;
  private final int status;

  private TokenRefused(int status, String error, String description) {
    super(description, null, false, false);
    this.error = error;
    this.status = status;
  }

  static TokenRefused invalidClient() {
    return new TokenRefused(401, "invalid_client", "No such client, or its secret is not this one");
  }

  static TokenRefused unsupportedGrant() {
    return new TokenRefused(400, "unsupported_grant_type", "Send grant_type=client_credentials");
  }

  static TokenRefused invalidScope(Client client) {
    return new TokenRefused(
        400,
        "invalid_scope",
        "Client " + client.id() + " may have: " + String.join(" ", client.scopes()));
  }

  static TokenRefused invalidTenant(Client client) {
    return new TokenRefused(
        400,
        "invalid_request",
        "Client " + client.id() + " may have the tenants: " + String.join(" ", client.tenants()));
  }

  String error() {
    return error;
  }

  int status() {
    return status;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
