import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, SETTINGS, unknownSettings } from './config.ts';
import { newAnchorKey } from './platform/anchor.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://circula.example/',
  CIRCULA_SECRET: 's'.repeat(32),
  CIRCULA_PAYMENT_SECRET: 'p'.repeat(32),
  CIRCULA_AUDIT_KEY: newAnchorKey(),
};

describe('the settings', () => {
  it('have defaults for a first try', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'development',
      host: '127.0.0.1',
      port: 3000,
      database: { kind: 'embedded' },
      demo: true,
    });
  });

  it('take PostgreSQL when DATABASE_URL is set', () => {
    const url = 'postgres://circula@db/circula';
    expect(readConfig({ DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url, connections: 10 });
  });

  it('have no demo and no default secret in production', () => {
    expect(readConfig(production)).toMatchObject({ demo: false, publicUrl: 'https://circula.example' });
    for (const name of ['PUBLIC_URL', 'CIRCULA_SECRET', 'CIRCULA_PAYMENT_SECRET', 'CIRCULA_AUDIT_KEY']) {
      expect(() => readConfig({ ...production, [name]: undefined })).toThrow(`${name} is not set`);
    }
    expect(() => readConfig({ ...production, CIRCULA_DEMO: '1' })).toThrow('CIRCULA_DEMO cannot be 1');
    expect(() => readConfig({ ...production, CIRCULA_SECRET: 'short' })).toThrow('CIRCULA_SECRET is too short');
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'web'],
    ['DATABASE_URL', 'mysql://x'],
    ['NODE_ENV', 'prod'],
    ['CIRCULA_LOG', 'loud'],
    ['CIRCULA_SMTP_URL', 'http://mail'],
    ['DATABASE_CONNECTIONS', '0'],
    ['CIRCULA_AUDIT_KEY', 'no key'],
    ['CIRCULA_SECRET_FILE', '/nowhere/secret'],
    ['CIRCULA_HTTP_HOSTS', 'a.example, https://register.example/'],
    ['CIRCULA_HTTP_HOSTS', '*.example'],
    ['CIRCULA_DEMO', 'yes'],
  ])('name what is wrong in one line: %s=%s', (name, value) => {
    const environment = { DATABASE_URL: 'postgres://x/y', [name]: value };
    let message = '';
    try {
      readConfig(environment);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(name);
    expect(message).not.toContain('\n');
  });

  it('take hosts with and without a port, and say of a sender what is wrong with it', () => {
    const hosts = ['register.example', 'Register.example:8443', '[2001:db8::1]:443'];
    expect(readConfig({ CIRCULA_HTTP_HOSTS: hosts.join(', ') }).httpHosts).toEqual(hosts);
    const smtp = { CIRCULA_SMTP_URL: 'smtp://mail' };
    expect(() => readConfig(smtp)).toThrow('CIRCULA_MAIL_FROM is not set');
    expect(() => readConfig({ ...smtp, CIRCULA_MAIL_FROM: 'x' })).toThrow('must be an e-mail address');
  });

  it('take secrets from files, and refuse one that is given twice', () => {
    const folder = mkdtempSync(join(tmpdir(), 'circula-secrets-'));
    const file = join(folder, 'secret');
    writeFileSync(file, `${'f'.repeat(40)}\n`);
    const read = (more: Record<string, string>) =>
      readConfig({ ...production, CIRCULA_SECRET: undefined, CIRCULA_SECRET_FILE: file, ...more }).secrets.data;
    expect(read({})).toBe('f'.repeat(40));
    expect(() => read({ CIRCULA_SECRET: 's'.repeat(32) })).toThrow('CIRCULA_SECRET is set twice');
    rmSync(folder, { recursive: true });
  });

  it('point out what looks like a setting and is none', () => {
    const lines = unknownSettings({
      CIRCULA_SMTP_ULR: 'x',
      CIRCULA_SECRET_FILE: 'x',
      CIRCULA_ABRACADABRA: 'x',
      PORT: '1',
    });
    expect(lines).toEqual([
      'There is no setting CIRCULA_ABRACADABRA, so it has no effect.',
      'There is no setting CIRCULA_SMTP_ULR, so it has no effect. Did you mean CIRCULA_SMTP_URL?',
    ]);
  });

  it('are each documented with default, unit and meaning', () => {
    for (const [name, setting] of Object.entries(SETTINGS)) {
      expect([name, setting.unit.length > 0 && setting.meaning.length > 0]).toEqual([name, true]);
    }
  });
});
