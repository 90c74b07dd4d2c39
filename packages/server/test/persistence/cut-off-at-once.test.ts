import { createConnection, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';

/** PostgreSQL's `ReadyForQuery`, by which it says that a connection is there. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const FATAL = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P01',
  M: 'terminating connection due to administrator command',
});

let created: TestDatabase;
let server: Server;
let isCutting = false;
let port = 0;
beforeAll(async () => {
  created = await createDatabase('postgres');
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  const target = Number(new URL(created.config.url).port);
  // A line whose database ends connections in the packet in which it has accepted them.
  server = createServer((near) => {
    const far = createConnection(target, '127.0.0.1');
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far);
    far.on('data', (chunk) => {
      if (isCutting && chunk.includes(READY)) near.end(Buffer.concat([chunk, FATAL]));
      else near.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  server.close();
  await created.drop();
});

it('fails what wanted a connection that is cut off as it comes, and goes on', async () => {
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  const url = new URL(created.config.url);
  url.port = String(port);
  const database = await openDatabase({ ...created.config, url: url.href, connections: 3 });
  try {
    isCutting = true;
    // The first finds the connection that is open; the others make new ones.
    const slow = database.dataSource.query('select pg_sleep(0.5)');
    const asked = [1, 2].map(async () => await database.dataSource.query('select 1'));
    const answers = await Promise.allSettled([...asked, slow]);
    expect(answers.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    isCutting = false;
    expect(await database.dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await database.close();
  }
});

/** PostgreSQL's `ErrorResponse`, of fields by their letters. */
function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(
    `${Object.entries(fields)
      .map(([letter, text]) => `${letter}${text}\0`)
      .join('')}\0`,
  );
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
