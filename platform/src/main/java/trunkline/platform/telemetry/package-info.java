/**
 * Traces and metrics over OTLP (OpenTelemetry), off unless an endpoint is given; and where the log
 * goes.
 */
@NullMarked
package trunkline.platform.telemetry;

import org.jspecify.annotations.NullMarked;
