import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { DataSource } from 'typeorm';

interface PooledClient extends EventEmitter {
  readonly connection: { readonly stream: Socket };
}

/**
 * Answers what drops every connection of the pool: for when the database is known not to answer on them, though nobody
 * has closed them (half-open TCP, a host that vanished). Statements in flight fail at once as a lost connection, and the
 * pool makes new ones.
 */
export function severConnections(dataSource: DataSource): () => void {
  const pool = (dataSource.driver as unknown as { master: EventEmitter }).master;
  const used = new Set<PooledClient>();
  // Tests build several servers on one pool.
  pool.setMaxListeners(0);
  pool.on('acquire', (client: PooledClient) => used.add(client));
  pool.on('remove', (client: PooledClient) => used.delete(client));
  return () => {
    for (const client of used) client.connection.stream.destroy();
  };
}
