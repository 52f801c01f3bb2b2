package trunkline.platform.security;

import java.util.Set;
import java.util.regex.Pattern;
import trunkline.platform.refusal.KernelRefusals;

/**
 * Who calls, as the token says.
 *
 * @param subject the person or program
 * @param tenant the operator whose records it may touch: 1 to 40 of {@code a-z 0-9 -}
 * @param roles what it is; kept for the audit
 * @param scopes what it may do
 */
public record Caller(String subject, String tenant, Set<String> roles, Set<String> scopes) {
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** What the audit can keep: one character that it can't would block every row behind it. */
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,200}");

  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("claim tenant is not 1 to 40 of a-z 0-9 -");
    }
    if (!TEXT.matcher(subject).matches() || !roles.stream().allMatch(TEXT.asMatchPredicate())) {
      throw new IllegalArgumentException("claims sub and roles are not 1 to 200 characters each");
    }
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope.text());
  }

  /** Refuses the call unless the token holds the scope. */
  public void require(Scope scope) {
    if (!may(scope)) {
      throw KernelRefusals.forbidden(scope.text()).asException();
    }
  }
}
