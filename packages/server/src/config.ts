import { resolve } from 'node:path';

/** A setting is missing or unusable; the message names it and says what to write, in one line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

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
  /** Null: e-mail is not sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly session: { readonly idleMinutes: number; readonly hours: number };
  /** Requests per minute and caller; null: no limit. */
  readonly rateLimits: { readonly general: number; readonly login: number } | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Seconds that work in flight may take when the server stops. */
  readonly stopSeconds: number;
  readonly demo: boolean;
}

export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string; readonly connections: number }
  | { readonly kind: 'embedded'; readonly folder: string };

interface Setting {
  readonly default: string;
  readonly unit: string;
  readonly meaning: string;
}

/** Every setting: the documentation is generated from this table. An empty default means "not set". */
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
  },
  DATABASE_CONNECTIONS: { default: '10', unit: 'connections', meaning: 'size of the connection pool' },
  CIRCULA_DATA: { default: './data', unit: 'folder', meaning: 'folder of the embedded database' },
  CIRCULA_SECRET: {
    default: '',
    unit: 'text of 32 characters or more',
    meaning: 'encrypts stored codes; required in production',
  },
  CIRCULA_PAYMENT_SECRET: {
    default: '',
    unit: 'text of 32 characters or more',
    meaning: 'checks the callbacks of the payment provider; required in production',
  },
  CIRCULA_TRUSTED_PROXIES: {
    default: '0',
    unit: 'proxies',
    meaning: 'proxies in front whose X-Forwarded-For is believed',
  },
  CIRCULA_SMTP_URL: {
    default: '',
    unit: 'URL',
    meaning: 'mail server (smtp:// or smtps://); without it no e-mail is sent',
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
  CIRCULA_STOP_SECONDS: { default: '10', unit: 'seconds', meaning: 'time for work in flight when the server stops' },
  CIRCULA_DEMO: {
    default: '',
    unit: '0 | 1',
    meaning: 'demo institutions and people; 1 unless in production, refused there',
  },
} as const satisfies Record<string, Setting>;

const ROLES = ['web', 'worker', 'all'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

type Name = keyof typeof SETTINGS;

/** Reads and checks the settings. Throws ConfigError on the first that is missing or unusable. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const text = (name: Name): string => environment[name]?.trim() || SETTINGS[name].default;
  const fail = (name: Name, problem: string): never => {
    throw new ConfigError(`${name} ${problem} (${SETTINGS[name].unit}: ${SETTINGS[name].meaning}).`);
  };
  const whole = (name: Name, least: number, most: number): number => {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < least || value > most) {
      return fail(name, `must be a whole number from ${least} to ${most}`);
    }
    return value;
  };
  const oneOf = <const T extends string>(name: Name, ...values: readonly T[]): T =>
    values.find((value) => value === text(name)) ?? fail(name, `must be one of ${values.join(', ')}`);
  const url = (name: Name, ...schemes: readonly string[]): string => {
    const value = text(name);
    if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol)) {
      return fail(name, `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`);
    }
    return value.replace(/\/$/, '');
  };

  // Test runners set NODE_ENV=test; it means development here.
  const mode = environment.NODE_ENV === 'test' ? 'development' : oneOf('NODE_ENV', 'production', 'development');
  const production = mode === 'production';
  const secret = (name: Name): string => {
    const value = text(name);
    if (value === '') return production ? fail(name, 'is not set') : `development-only-${name.toLowerCase()}`;
    return value.length >= 32 ? value : fail(name, 'is too short');
  };
  if (production && text('CIRCULA_DEMO') === '1') fail('CIRCULA_DEMO', 'cannot be 1 in production');
  if (production && text('PUBLIC_URL') === '') fail('PUBLIC_URL', 'is not set');

  const dataFolder = resolve(text('CIRCULA_DATA'));
  const database: DatabaseConfig =
    text('DATABASE_URL') === ''
      ? { kind: 'embedded', folder: dataFolder }
      : {
          kind: 'postgres',
          url: url('DATABASE_URL', 'postgres:', 'postgresql:'),
          connections: whole('DATABASE_CONNECTIONS', 2, 1000),
        };
  const role = oneOf('CIRCULA_ROLE', ...ROLES);
  if (role !== 'all' && database.kind === 'embedded') {
    fail('CIRCULA_ROLE', 'must be all without DATABASE_URL, because one process at a time has the embedded database');
  }
  const smtpUrl = text('CIRCULA_SMTP_URL') === '' ? null : url('CIRCULA_SMTP_URL', 'smtp:', 'smtps:');
  if (smtpUrl !== null && !text('CIRCULA_MAIL_FROM').includes('@')) fail('CIRCULA_MAIL_FROM', 'is not set');
  const general = whole('CIRCULA_RATE_LIMIT', 0, 1_000_000);

  return {
    mode,
    host: text('HOST'),
    port: whole('PORT', 0, 65_535),
    publicUrl: text('PUBLIC_URL') === '' ? null : url('PUBLIC_URL', 'http:', 'https:'),
    role,
    database,
    dataFolder,
    trustedProxies: whole('CIRCULA_TRUSTED_PROXIES', 0, 10),
    secrets: { data: secret('CIRCULA_SECRET'), payments: secret('CIRCULA_PAYMENT_SECRET') },
    smtp: smtpUrl === null ? null : { url: smtpUrl, from: text('CIRCULA_MAIL_FROM') },
    session: { idleMinutes: whole('CIRCULA_SESSION_IDLE', 1, 10_000), hours: whole('CIRCULA_SESSION_LIFE', 1, 1_000) },
    rateLimits: general === 0 ? null : { general, login: whole('CIRCULA_LOGIN_RATE_LIMIT', 1, 100_000) },
    logLevel: text('CIRCULA_LOG') === '' ? (production ? 'info' : 'warn') : oneOf('CIRCULA_LOG', ...LOG_LEVELS),
    stopSeconds: whole('CIRCULA_STOP_SECONDS', 0, 600),
    demo: production ? false : text('CIRCULA_DEMO') !== '0',
  };
}
