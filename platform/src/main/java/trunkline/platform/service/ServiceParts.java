package trunkline.platform.service;

import java.time.InstantSource;
import trunkline.platform.database.Database;
import trunkline.platform.feed.Peers;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.Resources;

/** What a service's own parts are built from. They live as long as the service. */
public record ServiceParts(
    Database database,
    EventLog log,
    CursorPositions positions,
    Representation representation,
    Resources resources,
    ReadAudit audit,
    Peers peers,
    InstantSource clock) {}
