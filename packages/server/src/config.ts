import { createPrivateKey } from 'node:crypto';
import { resolve } from 'node:path';
import { type Environment, type SettingName, SettingReader } from './settings.ts';
import { readTracing, type TracingConfig } from './tracing-config.ts';

export { ConfigError, SETTINGS, unknownSettings } from './settings.ts';
export type { TracingConfig } from './tracing-config.ts';

/** The validated settings of one server. */
export interface Config {
  /** `production` refuses demo data, the payment simulator and default secrets. */
  readonly mode: 'production' | 'development';
  readonly host: string;
  /** TCP port; 0 lets the system choose. */
  readonly port: number;
  /** Where people reach the server, without a trailing slash; null: taken from each request (development only). */
  readonly publicUrl: string | null;
  /** `web` answers requests, `worker` carries out jobs and timers, `all` does both. */
  readonly role: (typeof ROLES)[number];
  readonly database: DatabaseConfig;
  /** Folder of the embedded database and its lock. */
  readonly dataFolder: string;
  /** How many proxies in front are trusted to name the caller's address. */
  readonly trustedProxies: number;
  readonly secrets: {
    /** Encrypts what the server must read again, such as tracking codes. */
    readonly data: string;
    /** Signs the payment provider's callbacks. */
    readonly payments: string;
  };
  /** Hosts that jobs may call: `host` for https, `host:port` otherwise. */
  readonly httpHosts: readonly string[];
  /** Null: e-mail is not sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly session: { readonly idleMinutes: number; readonly hours: number };
  /** Requests per minute and caller; null: no limit. */
  readonly rateLimits: { readonly general: number; readonly login: number } | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Seconds that work in flight may take when the server stops. */
  readonly stopSeconds: number;
  /** Seconds after which others take over what a server that no longer answers had claimed. */
  readonly leaseSeconds: number;
  readonly audit: {
    /** Ed25519 private key in PEM; null: the one in the data folder, made on first start (development only). */
    readonly key: string | null;
    /** Where anchors are written as files too; null: nowhere. */
    readonly anchorFolder: string | null;
  };
  /** Where Prometheus asks; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** From when on new requests are turned away; 0: never for that reason. */
  readonly shedding: {
    readonly delayMs: number;
    readonly waitMs: number;
    readonly heapPercent: number;
  };
  /** From when on waiting work makes a worker not ready; 0: never. */
  readonly readyLagSeconds: number;
  readonly demo: boolean;
  /** Null: nothing is traced. */
  readonly tracing: TracingConfig | null;
}

export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string; readonly connections: number }
  | { readonly kind: 'embedded'; readonly folder: string };

const ROLES = ['web', 'worker', 'all'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** Reads and checks the settings. Throws ConfigError on the first that is missing or unusable. */
export function readConfig(environment: Environment): Config {
  const given = new SettingReader(environment);

  // Test runners set NODE_ENV=test; it means development here.
  const mode = environment.NODE_ENV === 'test' ? 'development' : given.oneOf('NODE_ENV', 'production', 'development');
  const production = mode === 'production';
  const secret = (name: SettingName): string => {
    const value = given.text(name);
    if (value === '') return production ? given.fail(name, 'is not set') : `development-only-${name.toLowerCase()}`;
    return value.length >= 32 ? value : given.fail(name, 'is too short');
  };
  if (production && given.text('CIRCULA_DEMO') === '1') given.fail('CIRCULA_DEMO', 'cannot be 1 in production');
  if (production && !given.isSet('PUBLIC_URL')) given.fail('PUBLIC_URL', 'is not set');

  const dataFolder = resolve(given.text('CIRCULA_DATA'));
  const database: DatabaseConfig = !given.isSet('DATABASE_URL')
    ? { kind: 'embedded', folder: dataFolder }
    : {
        kind: 'postgres',
        url: given.url('DATABASE_URL', 'postgres:', 'postgresql:'),
        connections: given.whole('DATABASE_CONNECTIONS', 2, 1000),
      };
  const role = given.oneOf('CIRCULA_ROLE', ...ROLES);
  if (role !== 'all' && database.kind === 'embedded') {
    given.fail(
      'CIRCULA_ROLE',
      'must be all without DATABASE_URL, because one process at a time has the embedded database',
    );
  }
  const smtpUrl = !given.isSet('CIRCULA_SMTP_URL') ? null : given.url('CIRCULA_SMTP_URL', 'smtp:', 'smtps:');
  if (smtpUrl !== null && !given.text('CIRCULA_MAIL_FROM').includes('@')) {
    given.fail('CIRCULA_MAIL_FROM', given.isSet('CIRCULA_MAIL_FROM') ? 'must be an e-mail address' : 'is not set');
  }
  const general = given.whole('CIRCULA_RATE_LIMIT', 0, 1_000_000);

  return {
    mode,
    host: given.text('HOST'),
    port: given.whole('PORT', 0, 65_535),
    publicUrl: !given.isSet('PUBLIC_URL') ? null : given.url('PUBLIC_URL', 'http:', 'https:'),
    role,
    database,
    dataFolder,
    trustedProxies: given.whole('CIRCULA_TRUSTED_PROXIES', 0, 10),
    secrets: { data: secret('CIRCULA_SECRET'), payments: secret('CIRCULA_PAYMENT_SECRET') },
    httpHosts: httpHosts(given),
    smtp: smtpUrl === null ? null : { url: smtpUrl, from: given.text('CIRCULA_MAIL_FROM') },
    session: {
      idleMinutes: given.whole('CIRCULA_SESSION_IDLE', 1, 10_000),
      hours: given.whole('CIRCULA_SESSION_LIFE', 1, 1_000),
    },
    rateLimits: general === 0 ? null : { general, login: given.whole('CIRCULA_LOGIN_RATE_LIMIT', 1, 100_000) },
    logLevel: !given.isSet('CIRCULA_LOG') ? (production ? 'info' : 'warn') : given.oneOf('CIRCULA_LOG', ...LOG_LEVELS),
    leaseSeconds: given.whole('CIRCULA_LEASE_SECONDS', 1, 3_600),
    stopSeconds: given.whole('CIRCULA_STOP_SECONDS', 0, 600),
    audit: {
      key: auditKey(given, production),
      anchorFolder: given.isSet('CIRCULA_ANCHOR_FOLDER') ? resolve(given.text('CIRCULA_ANCHOR_FOLDER')) : null,
    },
    metrics: given.isSet('CIRCULA_METRICS_PORT')
      ? { host: given.text('CIRCULA_METRICS_HOST'), port: given.whole('CIRCULA_METRICS_PORT', 0, 65_535) }
      : null,
    shedding: {
      delayMs: given.whole('CIRCULA_SHED_DELAY', 0, 60_000),
      waitMs: shedWait(given),
      heapPercent: given.whole('CIRCULA_SHED_HEAP', 0, 100),
    },
    readyLagSeconds: given.whole('CIRCULA_READY_LAG', 0, 1_000_000),
    demo: given.isSet('CIRCULA_DEMO') ? given.oneOf('CIRCULA_DEMO', '0', '1') === '1' : !production,
    tracing: readTracing(given),
  };
}

/** What no address could ever match, such as a URL or a wildcard, would be a host that may not be called, without a word. */
function httpHosts(given: SettingReader): string[] {
  const hosts = given
    .text('CIRCULA_HTTP_HOSTS')
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
  const odd = hosts.find((host) => !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host));
  return odd === undefined ? hosts : given.fail('CIRCULA_HTTP_HOSTS', `holds ${odd}, which is no host`);
}

/** The embedded database has one connection, so that waiting a moment for each other is no overload there. */
function shedWait(given: SettingReader): number {
  if (given.isSet('CIRCULA_SHED_WAIT')) return given.whole('CIRCULA_SHED_WAIT', 0, 60_000);
  return given.isSet('DATABASE_URL') ? 250 : 2_000;
}

/** The key in PEM, or null outside production, where one is made on first start. */
function auditKey(given: SettingReader, production: boolean): string | null {
  if (!given.isSet('CIRCULA_AUDIT_KEY')) return production ? given.fail('CIRCULA_AUDIT_KEY', 'is not set') : null;
  const pem = given.text('CIRCULA_AUDIT_KEY');
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch {
    type = undefined;
  }
  return type === 'ed25519' ? pem : given.fail('CIRCULA_AUDIT_KEY', 'is no Ed25519 private key');
}
