package trunkline.local.edge;

/** Paths that begin with {@code prefix} belong to {@code service}. */
record Route(String prefix, String service) {
  Route {
    if (!prefix.startsWith("/") || prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix must begin and must not end with /: " + prefix);
    }
  }

  boolean matches(String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }
}
