package trunkline.bridge.state;

/** Where the bridge keeps what it remembers: its own PostgreSQL database, as the tables' owner. */
public record StateAccess(String url, String user, String password) {
  @Override
  public String toString() {
    return "StateAccess[url=" + url + ", user=" + user + "]";
  }
}
