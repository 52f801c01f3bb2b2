package trunkline.consent.privacy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceParts;

/** Privacy requests, put together. */
public final class PrivacyRequests {
  private PrivacyRequests() {}

  /** What the service has for them. */
  public static Additions of(ServiceParts parts, PrivacyConfig config) {
    var sql = new Sql(parts.database());
    var store = new RequestStore(sql);
    String owner = UuidCreator.getRandomBasedFast().toString();
    var leases = new RequestLeases(sql, owner, config.lease());
    var archives = new ArchiveStore(parts.database(), sql, leases);
    ReceiptKeys keys = ReceiptKeys.of(sql, config.receiptKey());
    var peers = new PrivacyPeers(parts.peers());
    List<String> services = config.serviceNames();
    var worker =
        new RequestWorker(
                store,
                leases,
                new ExportWork(peers, services, archives, config.archiveLife(), parts.clock()),
                new ErasureWork(peers, services, keys, parts.clock()),
                config.pause())
            .started();
    var api = new PrivacyRequestApi(parts, store, archives, keys, worker::wake);
    return new Additions(
        api.routes(),
        List.of(worker::close, peers::close),
        List.of(new RequestsOfPerson(store, archives)));
  }
}
