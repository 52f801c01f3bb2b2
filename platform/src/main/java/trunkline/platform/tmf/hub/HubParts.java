package trunkline.platform.tmf.hub;

import trunkline.platform.log.EventLog;

/** What all deliveries of a service work with. */
record HubParts(
    EventLog log, Health health, DeadLetters letters, Sender sender, HubConfig config) {}
