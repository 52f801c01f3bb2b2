package trunkline.platform.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

/**
 * One span and one duration for each request, with the names of OpenTelemetry's HTTP semantic
 * conventions. Without an endpoint all of it is a no-op that costs nothing.
 */
public final class Telemetry implements AutoCloseable {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final OpenTelemetry sdk;
  private final Tracer tracer;
  private final DoubleHistogram duration;
  private final boolean on;

  private Telemetry(OpenTelemetry sdk, boolean on) {
    this.sdk = sdk;
    this.on = on;
    this.tracer = sdk.getTracer("trunkline");
    this.duration =
        sdk.getMeter("trunkline")
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .build();
  }

  public static Telemetry start(String service, TelemetryConfig config) {
    if (config.otlpEndpoint().isEmpty()) {
      return new Telemetry(OpenTelemetry.noop(), false);
    }
    Resource resource =
        Resource.getDefault()
            .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)));
    var spans =
        OtlpHttpSpanExporter.builder().setEndpoint(config.otlpEndpoint() + "/v1/traces").build();
    var metrics =
        OtlpHttpMetricExporter.builder().setEndpoint(config.otlpEndpoint() + "/v1/metrics").build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(PeriodicMetricReader.create(metrics))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    return new Telemetry(sdk, true);
  }

  /** A request that is being measured. */
  public interface Measured {
    Measured NOT = status -> {};

    void ended(int status);
  }

  /** Begins to measure a request; its parent is the caller's trace, read by {@code getter}. */
  public <C> Measured request(String method, String route, C carrier, TextMapGetter<C> getter) {
    if (!on) {
      return Measured.NOT;
    }
    Context parent =
        sdk.getPropagators().getTextMapPropagator().extract(Context.root(), carrier, getter);
    Span span =
        tracer
            .spanBuilder(method + " " + route)
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .setAttribute(METHOD, method)
            .setAttribute(ROUTE, route)
            .startSpan();
    long began = System.nanoTime();
    return status -> {
      span.setAttribute(STATUS, (long) status);
      if (status >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
      duration.record(
          (System.nanoTime() - began) / 1e9,
          Attributes.of(METHOD, method, ROUTE, route, STATUS, (long) status));
    };
  }

  /** Sends what is still held. */
  @Override
  public void close() {
    if (sdk instanceof OpenTelemetrySdk started) {
      started.close();
    }
  }
}
