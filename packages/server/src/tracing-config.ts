import type { SettingName, SettingReader } from './settings.ts';

/** Where traces go and which of them; the standard variables of OpenTelemetry. */
export interface TracingConfig {
  /** Takes OTLP over HTTP: the endpoint with `/v1/traces`. */
  readonly url: string;
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Between two batches. */
  readonly delayMs: number;
  readonly serviceName: string;
  /** Of this process, beside its name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly sampler: { readonly name: (typeof SAMPLERS)[number]; readonly ratio: number };
}

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Null without an endpoint, or when OpenTelemetry is switched off. Throws ConfigError. */
export function readTracing(given: SettingReader): TracingConfig | null {
  const disabled = given.oneOf('OTEL_SDK_DISABLED', 'true', 'false') === 'true';
  if (disabled || !given.isSet('OTEL_EXPORTER_OTLP_ENDPOINT')) return null;
  return {
    url: `${given.url('OTEL_EXPORTER_OTLP_ENDPOINT', 'http:', 'https:')}/v1/traces`,
    protocol: given.oneOf('OTEL_EXPORTER_OTLP_PROTOCOL', ...PROTOCOLS),
    headers: pairs(given, 'OTEL_EXPORTER_OTLP_HEADERS'),
    timeoutMs: given.whole('OTEL_EXPORTER_OTLP_TIMEOUT', 1, 600_000),
    delayMs: given.whole('OTEL_BSP_SCHEDULE_DELAY', 1, 600_000),
    serviceName: given.text('OTEL_SERVICE_NAME'),
    attributes: pairs(given, 'OTEL_RESOURCE_ATTRIBUTES'),
    sampler: { name: given.oneOf('OTEL_TRACES_SAMPLER', ...SAMPLERS), ratio: ratio(given) },
  };
}

/** `name=value,name=value`, values percent-encoded, as W3C baggage. */
function pairs(given: SettingReader, name: SettingName): Record<string, string> {
  const parts = given
    .text(name)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=');
      if (at < 1) return given.fail(name, 'is not of the form name=value,name=value');
      try {
        return [part.slice(0, at).trim(), decodeURIComponent(part.slice(at + 1).trim())];
      } catch {
        return given.fail(name, 'has a % that begins no percent-encoding');
      }
    }),
  );
}

function ratio(given: SettingReader): number {
  const value = Number(given.text('OTEL_TRACES_SAMPLER_ARG'));
  return value >= 0 && value <= 1 ? value : given.fail('OTEL_TRACES_SAMPLER_ARG', 'must be a number from 0 to 1');
}
