package trunkline.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.http.Route;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceParts;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;
import trunkline.search.find.SearchApi;
import trunkline.search.follow.Keeper;
import trunkline.search.operation.OperationApi;
import trunkline.search.projection.DocumentsOfPerson;
import trunkline.search.reading.Reading;
import trunkline.search.view.Customer360Api;

/** The search service: find anyone, and all of a customer in one answer: TMF717 customer 360. */
public final class SearchMain {
  private SearchMain() {}

  /** Every resource that the service serves: none is its own. */
  public static List<ResourceType> types() {
    return List.of();
  }

  /** Starts the service from settings in dotted form; see {@link SearchConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(SearchConfig.class, settings));
  }

  private static TmfService start(SearchConfig config) {
    return TmfService.start(
        "search",
        config.service(),
        types(),
        "classpath:trunkline/search/migrations",
        parts -> additions(parts, config.search()));
  }

  private static Additions additions(ServiceParts parts, SearchSettings settings) {
    var reading = new Reading(parts.database(), settings.statementTimeout());
    var routes = new ArrayList<Route>();
    routes.addAll(new SearchApi(parts, reading).routes());
    routes.addAll(new Customer360Api(parts, reading, settings.staleAfter()).routes());
    routes.addAll(new OperationApi(parts, settings.staleAfter()).routes());
    Keeper keeper = Keeper.start(parts);
    return new Additions(
        routes, List.of(keeper::close), List.of(new DocumentsOfPerson(parts.database())));
  }

  /**
   * Runs alone, configured by the environment ({@code TRUNKLINE_…}), until the process is told to
   * end.
   */
  public static void main(String[] args) throws InterruptedException {
    TmfService service = start(Configuration.fromEnvironment(SearchConfig.class, System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    Thread.currentThread().join();
  }
}
