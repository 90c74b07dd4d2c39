import { randomUUID } from 'node:crypto';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracingConfig } from '../../config.ts';
import { switchTracing } from './spans.ts';

/** How often at most a failing collector is spoken of. */
const COMPLAIN_EVERY_MS = 60_000;

/**
 * Sends the spans of this process to a collector, in batches, in the background. A collector that is away or slow costs
 * the spans that do not fit its queue, and a line in the log now and then; never the work. Answers what sends the rest
 * and switches tracing off.
 */
export function exportTraces(config: TracingConfig, complain: (failure: string) => void): () => Promise<void> {
  const { url, headers, timeoutMs, serviceName, attributes } = config;
  const options = { url, headers: { ...headers }, timeoutMillis: timeoutMs };
  const exporter = config.protocol === 'http/json' ? new JsonExporter(options) : new ProtobufExporter(options);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.instance.id': randomUUID(),
      ...attributes,
      'service.name': serviceName,
    }),
    sampler: samplerOf(config.sampler),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: config.delayMs })],
  });
  let complained = Number.NEGATIVE_INFINITY;
  setGlobalErrorHandler((failure) => {
    const now = performance.now();
    if (now - complained < COMPLAIN_EVERY_MS) return;
    complained = now;
    // Its message may hold the collector's address and answer; its name is enough to look there.
    complain(failure instanceof Error ? failure.name : 'unknown');
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  switchTracing(new W3CTraceContextPropagator());
  return async () => {
    switchTracing(null);
    await provider.shutdown().catch(() => undefined);
    trace.disable();
    context.disable();
  };
}

function samplerOf({ name, ratio }: TracingConfig['sampler']): Sampler {
  const root = name.endsWith('always_off')
    ? new AlwaysOffSampler()
    : name.endsWith('traceidratio')
      ? new TraceIdRatioBasedSampler(ratio)
      : new AlwaysOnSampler();
  return name.startsWith('parentbased') ? new ParentBasedSampler({ root }) : root;
}
