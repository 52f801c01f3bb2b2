package trunkline.ticket;

import java.nio.file.Path;
import java.time.Duration;
import trunkline.platform.config.Inline;
import trunkline.platform.config.Setting;
import trunkline.platform.service.ServiceConfig;

/** What the ticket service must be told. */
record TicketConfig(@Inline ServiceConfig service, Promises ticket) {
  /** What customers are promised, and how it is watched. */
  record Promises(
      @Setting(
              value =
                  "YAML file of calendars, targets and escalations; empty for the built-in ones"
                      + " (service-levels.yaml)",
              defaultValue = "")
          Path serviceLevels,
      @Setting(
              value = "How long after it was resolved a ticket can be reopened",
              defaultValue = "P14D")
          Duration reopenWithin,
      @Setting(
              value = "How often clocks are looked at; an escalation is at most so late",
              defaultValue = "PT15S")
          Duration escalationPause) {}
}
