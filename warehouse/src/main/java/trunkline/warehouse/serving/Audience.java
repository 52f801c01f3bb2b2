package trunkline.warehouse.serving;

import java.util.Optional;
import trunkline.platform.security.Caller;
import trunkline.platform.security.Scope;

/**
 * All callers who see the same: whose rows, and whether in clear.
 *
 * @param tenant whose rows; empty for everybody's
 */
record Audience(Optional<String> tenant, boolean isClear) {
  static Audience of(Caller caller) {
    return new Audience(
        caller.may(Scope.WAREHOUSE_ALL_TENANTS) ? Optional.empty() : Optional.of(caller.tenant()),
        caller.may(Scope.WAREHOUSE_READ_PERSONAL));
  }

  /** Whether nothing is kept from them. */
  boolean seesAll() {
    return isClear && tenant.isEmpty();
  }
}
