package trunkline.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the customer API how many customers there are, as anybody with a token can. */
final class CustomerCount {
  private final URI edge;
  private final String token;

  CustomerCount(URI edge, String token) {
    this.edge = edge;
    this.token = token;
  }

  long total() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                edge.resolve("/tmf-api/customerManagement/v4/customer?limit=1&fields=id"))
            .header("Authorization", "Bearer " + token)
            .header("Prefer", "count=exact")
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer
          .headers()
          .firstValueAsLong("X-Total-Count")
          .orElseThrow(
              () -> new IllegalStateException("the customer API answered " + answer.statusCode()));
    }
  }
}
