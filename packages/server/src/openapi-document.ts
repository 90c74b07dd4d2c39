import { DataSource } from 'typeorm';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';

/**
 * The OpenAPI document of the HTTP interface, built from the routes without a database: nothing is opened and nothing
 * listens. Clients are generated from it.
 */
export async function openApiDocument(): Promise<object> {
  const config = readConfig({ CIRCULA_LOG: 'silent', CIRCULA_DEMO: '0' });
  // Never initialized: routes are only collected, no handler runs.
  const dataSource = new DataSource({ type: 'postgres', url: 'postgres://127.0.0.1/none' });
  const app = await buildApp({ config, dataSource });
  try {
    const answer = await app.server.inject({ url: '/api/v1/openapi.json' });
    return answer.json<object>();
  } finally {
    await app.stop();
  }
}
