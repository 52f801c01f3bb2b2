package trunkline.bridge.load;

import trunkline.platform.security.TokenSource;
import trunkline.platform.security.TokenUnavailable;

/** Tokens whose absence is told as any other absence of the platform: wait for it, or give up. */
record RetriedTokens(TokenSource source) implements TokenSource {
  @Override
  public String token() {
    try {
      return source.token();
    } catch (TokenUnavailable e) {
      String message = String.valueOf(e.getMessage());
      throw e.isTemporary()
          ? new Unreachable(message, e)
          : new PlatformProblem(message + " of the bridge", e);
    }
  }

  @Override
  public void refused(String token) {
    source.refused(token);
  }
}
