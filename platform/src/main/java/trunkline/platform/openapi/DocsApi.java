package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.tmf.ResourceType;

/**
 * {@code GET /docs/{service}}: the service's OpenAPI document, as a page to read and to try, as
 * JSON and as YAML. Needs no token: it says what can be asked, and holds nothing that was answered.
 * Made when it is first asked for.
 */
public final class DocsApi {
  private static final HeaderName CONTENT_SECURITY_POLICY =
      HeaderNames.create("Content-Security-Policy");

  /** The page loads what this service serves and calls where it came from; nothing else. */
  private static final String ONLY_FROM_HERE =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String service;
  private final List<ResourceType> types;
  private final List<Route> described;
  private final List<Route> own;
  private @Nullable ObjectNode document;

  private DocsApi(String service, List<ResourceType> types, List<Route> routes) {
    this.service = service;
    this.types = types;
    String path = path(service);
    this.own =
        List.of(
            Route.open(Method.GET, path, this::page),
            Route.open(Method.GET, path + "/openapi.json", this::json),
            Route.open(Method.GET, path + "/openapi.yaml", this::yaml),
            Route.open(Method.GET, path + "/assets/{id}", this::asset));
    var all = new ArrayList<>(routes);
    all.addAll(own);
    this.described = List.copyOf(all);
  }

  /** The routes that describe {@code routes}, and themselves. */
  public static List<Route> routes(String service, List<ResourceType> types, List<Route> routes) {
    return new DocsApi(service, types, routes).own;
  }

  /** The page's path; everything else of the description is below it. */
  public static String path(String service) {
    return "/docs/" + service;
  }

  private synchronized ObjectNode document() {
    if (document == null) {
      document = OpenApi.of(service, types, described);
    }
    return document;
  }

  private void page(Call call) {
    call.with(CONTENT_SECURITY_POLICY, ONLY_FROM_HERE)
        .reply(200, "text/html;charset=UTF-8", DocsPage.html(service));
  }

  private void json(Call call) {
    call.reply(200, Json.write(document()));
  }

  private void yaml(Call call) {
    byte[] text = OpenApi.yaml(document()).getBytes(StandardCharsets.UTF_8);
    call.reply(200, "application/yaml", text);
  }

  private void asset(Call call) {
    String mediaType =
        DocsPage.mediaType(call.id()).orElseThrow(() -> KernelRefusals.noSuchPath().asException());
    call.with(HeaderNames.CACHE_CONTROL, "public, max-age=86400")
        .reply(200, mediaType, DocsPage.bytes(call.id()));
  }
}
