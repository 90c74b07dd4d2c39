import { expect, it, vi } from 'vitest';
import { identity } from '../../src/domains/identity/index.ts';
import { createDatabase } from '../support/databases.ts';
import { createTestApp, eventually } from '../support/test-app.ts';

it('turns requests away while memory is short, says when to come back, and still answers for its health', async () => {
  const created = await createDatabase('postgres');
  const database = await created.open();
  // Less than any process needs: it is always short.
  const config = { shedding: { delayMs: 0, waitMs: 0, heapPercent: 0.0001 } };
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const app = await createTestApp(database, created, { domains: [identity], config: { ...config, logLevel: 'error' } });
  const ask = async (url: string) => await app.server.inject({ url });
  await eventually(async () => (await ask('/api/v1/session')).statusCode === 503, 'it turns requests away');
  const answer = await ask('/api/v1/session');
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect([(await ask('/livez')).statusCode, (await ask('/readyz')).statusCode]).toEqual([200, 200]);
  expect(written.mock.calls.map(String).filter((line) => line.includes('overloaded'))).toEqual([]);
  written.mockRestore();
  await app.stop();
  await database.close();
  await created.drop();
});
