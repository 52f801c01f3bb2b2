package trunkline.local.identity;

import java.util.List;

/**
 * A program that may ask for tokens.
 *
 * @param roles what its tokens say that it is
 * @param scopes all that its tokens can allow
 * @param tenants whose records its tokens may be for; the first one when it does not say
 */
record Client(String id, List<String> roles, List<String> scopes, List<String> tenants) {
  Client {
    roles = List.copyOf(roles);
    scopes = List.copyOf(scopes);
    tenants = List.copyOf(tenants);
    if (tenants.isEmpty()) {
      throw new IllegalArgumentException("client " + id + " has no tenant");
    }
  }
}
