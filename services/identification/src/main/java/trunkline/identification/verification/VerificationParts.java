package trunkline.identification.verification;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import trunkline.identification.eid.Eid;
import trunkline.identification.eid.EidConfig;
import trunkline.identification.identifier.IdentifierConfig;
import trunkline.identification.identifier.IdentifierHasher;
import trunkline.identification.identifier.IdentifierRegister;
import trunkline.identification.identity.DigitalIdentity;
import trunkline.identification.identity.IdentityEnds;
import trunkline.identification.identity.VerifiedIdentities;
import trunkline.identification.person.CustomerFollower;
import trunkline.identification.person.KnownIndividuals;
import trunkline.platform.http.Route;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceParts;

/** What the identification service has beyond its resource, put together. */
public final class VerificationParts {
  private VerificationParts() {}

  /** Starts the followers and the sweep; they end with the service. */
  public static Additions start(
      ServiceParts parts,
      EidConfig eidConfig,
      VerificationConfig config,
      IdentifierConfig identifierConfig) {
    InstantSource clock = parts.clock();
    String base = parts.representation().base();
    var identifiers = new IdentifierRegister(parts.database());
    identifiers.requireKeys(identifierConfig);
    var hasher = new IdentifierHasher(identifierConfig);
    var individuals = new KnownIndividuals(parts.database());
    var identities =
        new VerifiedIdentities(parts.database(), parts.resources().of(DigitalIdentity.TYPE), base);
    var ends = new IdentityEnds(parts.database(), identities);
    var verifications = new Verifications(parts.database());
    var store = new VerificationStore(parts.database());
    var conclusion =
        new Conclusion(
            parts.database(), parts.log(), store, individuals, identifiers, identities, config);
    var byEid =
        new EidVerifications(
            Eid.of(eidConfig, URI.create(base + CallbackApi.PATH), clock),
            store,
            verifications,
            conclusion,
            hasher,
            config,
            clock);
    var api =
        new VerificationApi(
            byEid,
            new DocumentVerifications(store, hasher, identifiers, clock),
            new Review(verifications, store, conclusion, clock),
            verifications,
            individuals,
            config,
            new VerificationView(base));
    var routes = new ArrayList<Route>(api.routes());
    routes.addAll(new CallbackApi(byEid).routes());

    Cursor customers =
        Cursor.start(
            "customer",
            parts.peers().log("customer"),
            parts.positions(),
            CursorConfig.EAGER,
            new CustomerFollower(
                parts.database(),
                individuals,
                new PersonGone(verifications, store, identities, clock)));
    Cursor own =
        Cursor.start(
            "identity",
            parts.log(),
            parts.positions(),
            CursorConfig.EAGER,
            new IdentityFollower(ends, identifiers));
    Sweep sweep = new Sweep(verifications, store, ends, config.sweep(), clock).start();
    return new Additions(
        routes,
        List.of(customers::close, own::close, sweep::close),
        List.of(new RecordsOfPerson(parts.database())));
  }
}
