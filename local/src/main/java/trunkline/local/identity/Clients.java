package trunkline.local.identity;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The rows of {@code clients.yaml}. */
public record Clients(List<Client> clients) {
  public Clients {
    clients = List.copyOf(clients);
  }

  static Clients read() {
    try (InputStream yaml = Clients.class.getResourceAsStream("clients.yaml")) {
      return new YAMLMapper().readValue(yaml, Clients.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Client> find(String id) {
    return clients.stream().filter(client -> client.id().equals(id)).findFirst();
  }

  /** The names that {@code ./trunkline token --role} takes. */
  public static List<String> names() {
    return read().clients.stream().map(Client::id).toList();
  }
}
