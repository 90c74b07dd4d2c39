import { readFileSync } from 'node:fs';

/** A setting is missing or unusable; the message names it and says what to write, in one line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Values by name, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Setting {
  readonly default: string;
  readonly unit: string;
  readonly meaning: string;
  /** May also be given as a file: `<NAME>_FILE` names one whose content is the value. */
  readonly secret?: true;
}

/** Every setting: docs/settings.md is generated from this table. An empty default means "not set". */
export const SETTINGS = {
  NODE_ENV: {
    default: 'development',
    unit: 'production | development',
    meaning: 'production: no demo, no simulator, no default secrets',
  },
  CIRCULA_ROLE: {
    default: 'all',
    unit: 'web | worker | all',
    meaning: 'what this server does: answer requests, carry out jobs and timers, or both',
  },
  HOST: { default: '127.0.0.1', unit: 'address', meaning: 'address to listen on' },
  PORT: { default: '3000', unit: 'TCP port', meaning: 'port to listen on; 0 lets the system choose' },
  PUBLIC_URL: { default: '', unit: 'URL', meaning: 'where people reach the server; required in production' },
  DATABASE_URL: {
    default: '',
    unit: 'URL',
    meaning: 'PostgreSQL to use; without it an embedded database in CIRCULA_DATA',
    secret: true,
  },
  DATABASE_CONNECTIONS: { default: '10', unit: 'connections', meaning: 'size of the connection pool' },
  CIRCULA_DATA: { default: './data', unit: 'folder', meaning: 'folder of the embedded database' },
  CIRCULA_SECRET: {
    default: '',
    unit: 'text of 32 characters or more',
    meaning: 'encrypts stored codes; required in production',
    secret: true,
  },
  CIRCULA_PAYMENT_SECRET: {
    default: '',
    unit: 'text of 32 characters or more',
    meaning: 'checks the callbacks of the payment provider; required in production',
    secret: true,
  },
  CIRCULA_AUDIT_KEY: {
    default: '',
    unit: 'Ed25519 private key, PEM (PKCS #8)',
    meaning:
      'signs the daily anchors of the audit chains, made by `openssl genpkey -algorithm ed25519`; required in production, else made in CIRCULA_DATA on first start',
    secret: true,
  },
  CIRCULA_ANCHOR_FOLDER: {
    default: '',
    unit: 'folder',
    meaning: 'every anchor is also written here, as a file; best a place that this machine cannot change afterwards',
  },
  CIRCULA_TRUSTED_PROXIES: {
    default: '0',
    unit: 'proxies',
    meaning: 'proxies in front whose X-Forwarded-For is believed',
  },
  CIRCULA_HTTP_HOSTS: {
    default: '',
    unit: 'hosts, separated by commas',
    meaning: 'hosts that jobs circula.http may call (https; host:port for other ports); empty: none',
  },
  CIRCULA_SMTP_URL: {
    default: '',
    unit: 'URL',
    meaning: 'mail server (smtp:// or smtps://); without it no e-mail is sent',
    secret: true,
  },
  CIRCULA_MAIL_FROM: {
    default: '',
    unit: 'e-mail address',
    meaning: 'sender of e-mail; required with CIRCULA_SMTP_URL',
  },
  CIRCULA_SESSION_IDLE: {
    default: '120',
    unit: 'minutes',
    meaning: 'a session ends after this time without a request',
  },
  CIRCULA_SESSION_LIFE: { default: '12', unit: 'hours', meaning: 'a session ends after this time in any case' },
  CIRCULA_RATE_LIMIT: {
    default: '600',
    unit: 'requests per minute',
    meaning: 'per account, or per address when not logged in; 0: none',
  },
  CIRCULA_LOGIN_RATE_LIMIT: { default: '20', unit: 'requests per minute', meaning: 'log-ins and sign-ups per address' },
  CIRCULA_LOG: {
    default: '',
    unit: 'fatal | error | warn | info | debug | silent',
    meaning: 'least severe log entry to write; info in production, else warn',
  },
  CIRCULA_LEASE_SECONDS: {
    default: '30',
    unit: 'seconds',
    meaning: 'after this time without a sign of life, another server takes over what one had begun; the same on all',
  },
  CIRCULA_STOP_SECONDS: { default: '10', unit: 'seconds', meaning: 'time for work in flight when the server stops' },
  CIRCULA_METRICS_HOST: {
    default: '127.0.0.1',
    unit: 'address',
    meaning: 'address on which Prometheus finds /metrics; never one that the public reaches',
  },
  CIRCULA_METRICS_PORT: {
    default: '',
    unit: 'TCP port',
    meaning: 'port of /metrics, apart from PORT; not set: no metrics',
  },
  CIRCULA_SHED_DELAY: {
    default: '1000',
    unit: 'milliseconds',
    meaning: 'new requests are turned away with 503 while the event loop lags more than this; 0: never for this reason',
  },
  CIRCULA_SHED_WAIT: {
    default: '',
    unit: 'milliseconds',
    meaning:
      'and while a transaction would wait longer than this for a database connection; 0: never for this reason; not set: 250, with the embedded database 2000',
  },
  CIRCULA_SHED_HEAP: {
    default: '90',
    unit: 'percent',
    meaning: "and while more than this of the process's heap limit is in use; 0: never for this reason",
  },
  CIRCULA_READY_LAG: {
    default: '300',
    unit: 'seconds',
    meaning:
      '/readyz of a worker says 503 when the oldest due timer or outbox entry has waited longer; 0: never for this reason',
  },
  CIRCULA_DEMO: {
    default: '',
    unit: '0 | 1',
    meaning: 'demo institutions and people; 1 unless in production, refused there',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: '',
    unit: 'URL',
    meaning: 'collector of traces (OTLP over HTTP; /v1/traces is added); not set: nothing is traced',
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    default: 'http/protobuf',
    unit: 'http/protobuf | http/json',
    meaning: 'how traces are written',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    default: '',
    unit: 'name=value, separated by commas, percent-encoded',
    meaning: 'headers that the collector wants, as an authorization',
    secret: true,
  },
  OTEL_EXPORTER_OTLP_TIMEOUT: { default: '10000', unit: 'milliseconds', meaning: 'patience with the collector' },
  OTEL_BSP_SCHEDULE_DELAY: { default: '5000', unit: 'milliseconds', meaning: 'between two batches of spans' },
  OTEL_SERVICE_NAME: { default: 'circula', unit: 'name', meaning: 'service.name of the traces' },
  OTEL_RESOURCE_ATTRIBUTES: {
    default: '',
    unit: 'name=value, separated by commas, percent-encoded',
    meaning: 'what else the traces say of this process, as deployment.environment.name=test',
  },
  OTEL_TRACES_SAMPLER: {
    default: 'parentbased_always_on',
    unit: 'always_on | always_off | traceidratio | parentbased_always_on | parentbased_always_off | parentbased_traceidratio',
    meaning: 'which traces are sent; parentbased: the caller that sends a traceparent decides',
  },
  OTEL_TRACES_SAMPLER_ARG: { default: '1', unit: 'from 0 to 1', meaning: 'share of the traces, for traceidratio' },
  OTEL_SDK_DISABLED: { default: 'false', unit: 'true | false', meaning: 'true: nothing is traced' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

const settings: Readonly<Record<SettingName, Setting>> = SETTINGS;

/** Reads settings as text. Throws ConfigError for a secret that is given twice or whose file cannot be read. */
export class SettingReader {
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The value, or the default. */
  text(name: SettingName): string {
    return this.#given(name) || SETTINGS[name].default;
  }

  isSet(name: SettingName): boolean {
    return this.text(name) !== '';
  }

  fail(name: SettingName, problem: string): never {
    throw new ConfigError(`${name} ${problem} (${SETTINGS[name].unit}: ${SETTINGS[name].meaning}).`);
  }

  whole(name: SettingName, least: number, most: number): number {
    const value = Number(this.text(name));
    if (!Number.isInteger(value) || value < least || value > most) {
      return this.fail(name, `must be a whole number from ${least} to ${most}`);
    }
    return value;
  }

  oneOf<const T extends string>(name: SettingName, ...values: readonly T[]): T {
    return values.find((value) => value === this.text(name)) ?? this.fail(name, `must be one of ${values.join(', ')}`);
  }

  /** A URL without its trailing slash. */
  url(name: SettingName, ...schemes: readonly string[]): string {
    const value = this.text(name);
    if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol)) {
      return this.fail(name, `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`);
    }
    return value.replace(/\/$/, '');
  }

  #given(name: SettingName): string {
    const value = this.#environment[name]?.trim() ?? '';
    const file = settings[name].secret === true ? (this.#environment[`${name}_FILE`]?.trim() ?? '') : '';
    if (file === '') return value;
    if (value !== '') this.fail(name, `is set twice, also by ${name}_FILE`);
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return this.fail(name, `cannot be read from ${name}_FILE=${file}${code === undefined ? '' : ` (${code})`}`);
    }
  }
}

/** Read by tools beside the server. */
const FOREIGN = new Set(['CIRCULA_CHROMIUM', 'CIRCULA_SEED', 'CIRCULA_TALLY']);

/**
 * A line for each variable that looks like a setting and is none, with the name that was probably meant. A warning and
 * no refusal: after a step back to an older release, its newer settings must not keep it from starting. OpenTelemetry's
 * many are looked at only where traces are wanted: elsewhere they are set for other programs.
 */
export function unknownSettings(environment: Environment): string[] {
  const known = Object.entries(settings).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
  const prefixes = environment.OTEL_EXPORTER_OTLP_ENDPOINT ? ['CIRCULA_', 'OTEL_'] : ['CIRCULA_'];
  return Object.keys(environment)
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)) && !known.includes(name) && !FOREIGN.has(name))
    .sort()
    .map((name) => {
      const [nearest] = known
        .map((other) => ({ other, distance: distanceOf(name, other) }))
        .sort((a, b) => a.distance - b.distance);
      const meant = nearest !== undefined && nearest.distance <= 2 ? ` Did you mean ${nearest.other}?` : '';
      return `There is no setting ${name}, so it has no effect.${meant}`;
    });
}

/** How many letters are to be added, removed or changed (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
