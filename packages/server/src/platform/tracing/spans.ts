import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';

/**
 * Spans, as the server's own code sees them; the only importer of OpenTelemetry's interface. Until somebody switches
 * tracing on, every function here does nothing but call what it was given.
 *
 * Spans hold patterns of routes, kinds of commands, and ids of institutions, instances and elements. Never values of
 * variables, addresses, people, or messages of errors, which may quote any of them.
 */

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const;

export interface SpanOptions {
  readonly kind?: keyof typeof KINDS;
  readonly attributes?: Attributes;
  /** W3C trace context of an earlier span whose trace goes on here; null begins a trace. Default: the span in progress. */
  readonly from?: string | null;
}

/** What code may do with the span that it runs in. */
export interface SpanNote {
  set(attributes: Attributes): void;
  /** The work did not succeed, although nothing was thrown: with this error, or this code. */
  fail(cause: unknown): void;
}

const NO_NOTE: SpanNote = { set: () => undefined, fail: () => undefined };

let propagator: TextMapPropagator | null = null;

/** Switches spans on, or off with null. Whoever calls it has registered who takes them. */
export function switchTracing(by: TextMapPropagator | null): void {
  propagator = by;
}

export const isTracing = (): boolean => propagator !== null;

/** Whether the work in progress belongs to a span that somebody will see. */
export const isRecording = (): boolean => propagator !== null && trace.getActiveSpan()?.isRecording() === true;

/** Runs `fn` in a span; an error that it throws marks the span as failed and goes on. */
export async function inSpan<T>(name: string, options: SpanOptions, fn: (note: SpanNote) => Promise<T>): Promise<T> {
  if (propagator === null) return await fn(NO_NOTE);
  const span = begin(name, options);
  try {
    return await context.with(trace.setSpan(context.active(), span), async () => await fn(noteOf(span)));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** As inSpan, where a span is in progress already; else without one: what polls would fill the traces. */
export async function inInnerSpan<T>(name: string, options: SpanOptions, fn: (note: SpanNote) => Promise<T>) {
  return isRecording() ? await inSpan(name, options, fn) : await fn(NO_NOTE);
}

/** As inInnerSpan, for what does not wait. */
export function inInnerSpanSync<T>(name: string, options: SpanOptions, fn: () => T): T {
  if (!isRecording()) return fn();
  const span = begin(name, options);
  try {
    return context.with(trace.setSpan(context.active(), span), fn);
  } finally {
    span.end();
  }
}

/** A span of something that callbacks follow, as a request: `run` calls within it, `end` ends it. */
export interface OpenSpan extends SpanNote {
  run<T>(fn: () => T): T;
  end(): void;
}

/** Opens a span; null while nobody traces. `headers`: those that may hold a caller's trace context. */
export function openSpan(
  name: string,
  { headers, ...options }: SpanOptions & { readonly headers: Readonly<Record<string, unknown>> },
): OpenSpan | null {
  if (propagator === null) return null;
  const caller = propagator.extract(context.active(), headers, {
    keys: (carrier) => Object.keys(carrier),
    get: (carrier, key) => {
      const value = carrier[key];
      return typeof value === 'string' ? value : undefined;
    },
  });
  const span = begin(name, options, caller);
  const inside = trace.setSpan(caller, span);
  return { ...noteOf(span), run: (fn) => context.with(inside, fn), end: () => span.end() };
}

/** Ties the span in progress to an earlier one of another trace, by its W3C trace context. */
export function linkTo(traceparent: string | null): void {
  const active = trace.getActiveSpan();
  const other = traceparent === null || propagator === null ? null : spanContextOf(traceparent);
  if (active && other && other.traceId !== active.spanContext().traceId) active.addLink({ context: other });
}

/** Attributes for the span in progress. */
export function describeSpan(attributes: Attributes): void {
  if (propagator !== null) trace.getActiveSpan()?.setAttributes(attributes);
}

/** The span in progress as a W3C `traceparent`, to be kept or sent; null without one. */
export function currentTrace(): string | null {
  if (propagator === null || !trace.getActiveSpan()) return null;
  const carrier: Record<string, string> = {};
  propagator.inject(context.active(), carrier, {
    set: (target, key, value) => {
      target[key] = value;
    },
  });
  return carrier.traceparent ?? null;
}

/** What a log line says of the span in progress. */
export function traceOfLog(): { trace_id?: string; span_id?: string } {
  if (propagator === null) return {};
  const found = trace.getActiveSpan()?.spanContext();
  return found ? { trace_id: found.traceId, span_id: found.spanId } : {};
}

function begin(name: string, { kind = 'internal', attributes = {}, from }: SpanOptions, within?: Context): Span {
  const parent = within ?? (from === undefined ? context.active() : contextOf(from));
  return trace.getTracer('circula').startSpan(name, { kind: KINDS[kind], attributes }, parent);
}

function contextOf(traceparent: string | null): Context {
  const found = traceparent === null ? null : spanContextOf(traceparent);
  return found === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, found);
}

function spanContextOf(traceparent: string): SpanContext | null {
  const read = propagator?.extract(
    ROOT_CONTEXT,
    { traceparent },
    { keys: Object.keys, get: (carrier, key) => (key === 'traceparent' ? carrier.traceparent : undefined) },
  );
  const found = read && trace.getSpanContext(read);
  return found && isSpanContextValid(found) ? found : null;
}

const noteOf = (span: Span): SpanNote => ({
  set: (attributes) => void span.setAttributes(attributes),
  fail: (cause) => fail(span, cause),
});

function fail(span: Span, cause: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', cause instanceof Error ? cause.name : String(cause));
}
