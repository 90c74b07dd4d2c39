import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp, openDatabase, readConfig } from '@circula/server';
import openapiTS, { astToString } from 'openapi-typescript';

/** `npm run generate`: the OpenAPI document as the server's routes give it, and the client's types made from it. */
const client = fileURLToPath(new URL('../packages/client/', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'circula-generate-'));
const config = readConfig({ CIRCULA_DATA: folder, CIRCULA_LOG: 'silent' });
const database = await openDatabase(config.database);
try {
  const app = await buildApp({ config, dataSource: database.dataSource });
  const answer = await app.server.inject('/api/v1/openapi.json');
  const document = JSON.parse(answer.body);
  writeFileSync(path.join(client, 'openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
  writeFileSync(path.join(client, 'src', 'schema.d.ts'), astToString(await openapiTS(document)));
  await app.stop();
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log('Wrote packages/client/openapi.json and packages/client/src/schema.d.ts.');
process.exit(0);
