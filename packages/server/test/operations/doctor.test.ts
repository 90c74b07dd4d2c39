import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { examine, type Observation } from '../../src/operations/doctor/examine.ts';
import { createDatabase, createEmptyDatabase } from '../support/databases.ts';
import { testConfig } from '../support/test-app.ts';

async function observe(config: ReturnType<typeof readConfig>): Promise<Observation[]> {
  const found: Observation[] = [];
  for await (const one of examine(config)) found.push(one);
  return found;
}
const faults = (found: readonly Observation[]) => found.filter((one) => one.state === 'bad').map((one) => one.what);

it.each(['postgres', 'embedded'] as const)('finds nothing wrong with a good installation (%s)', async (kind) => {
  const created = await createDatabase(kind);
  const config = {
    ...testConfig(created.config),
    ...(created.config.kind === 'embedded' ? { dataFolder: created.config.folder } : {}),
  };
  expect(faults(await observe(config))).toEqual([]);
  await created.drop();
});

it('says in plain words what is wrong, and what to do', async () => {
  const created = await createEmptyDatabase('postgres');
  const found = await observe({
    ...testConfig(created.config),
    mode: 'production',
    publicUrl: 'http://circula.example',
    secrets: { data: 'a'.repeat(40), payments: 'a'.repeat(40) },
    smtp: { url: 'smtp://127.0.0.1:1', from: 'a@circula.example' },
    audit: { key: null, anchorFolder: join(import.meta.filename, 'anchors') },
    tracing: readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }).tracing,
  });
  await created.drop();
  const text = faults(found).join('\n');
  for (const part of [
    'easy to guess',
    'are the same',
    'not encrypted',
    'mail server',
    'collector',
    'Anchors cannot be written',
    'migrations behind',
  ]) {
    expect(text).toContain(part);
  }
  expect(found.filter((one) => one.state === 'bad' && one.remedy === null)).toEqual([]);
  const away = { kind: 'postgres', url: 'postgres://127.0.0.1:1/x', connections: 2 } as const;
  expect(faults(await observe(testConfig(away))).join()).toContain('DATABASE_URL cannot be used');
});

it('goes on when the database takes no writes', async () => {
  const created = await createDatabase('postgres');
  const config = testConfig(created.config);
  if (config.database.kind !== 'postgres') throw new Error('The test wants PostgreSQL.');
  const url = `${config.database.url}${config.database.url.includes('?') ? '&' : '?'}options=-c%20default_transaction_read_only%3Don`;
  const found = await observe({ ...config, database: { ...config.database, url } });
  await created.drop();
  expect(faults(found)).toEqual([expect.stringContaining('takes no writes')]);
  expect(found.at(-1)?.what).toContain('clocks');
});
