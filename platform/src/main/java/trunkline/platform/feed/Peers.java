package trunkline.platform.feed;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import trunkline.platform.log.EventSource;
import trunkline.platform.security.ClientCredentials;
import trunkline.platform.security.TokenSource;

/** The other services, as this one reaches them. Safe to use from any thread. */
public final class Peers {
  private final PeersConfig config;
  private final InstantSource clock;
  private final Map<String, TokenSource> tokens = new ConcurrentHashMap<>();

  public Peers(PeersConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Another service's log; {@code service} is its name, such as {@code customer}. */
  public EventSource log(String service) {
    return new Feed(config.url(), service, tokens(""));
  }

  /** Tokens for calls that concern one tenant; for an empty name the issuer chooses. */
  public TokenSource tokens(String tenant) {
    return tokens.computeIfAbsent(
        tenant,
        t ->
            new ClientCredentials(
                config.tokenUrl(), config.clientId(), config.clientSecret(), t, clock));
  }

  /** Base URL of every service's paths, without a slash at its end. */
  public String base() {
    return config.url().toString().replaceAll("/$", "");
  }

  /** The address of a path of another service, which begins with a slash. */
  public URI uri(String pathAndQuery) {
    return URI.create(base() + pathAndQuery);
  }
}
