import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { MissingRoles } from '../../src/persistence/roles.ts';

const asAdmin = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
};
const open = async () => {
  const url = inject('postgresUrl')
    .replace('postgres@', 'modest@')
    .replace(/postgres$/, 'modest');
  const database = await openDatabase({ kind: 'postgres', url, connections: 2 });
  await database.close();
};

it('tells what to run when the log-in may not create or take the roles, and works once that is done', async () => {
  await asAdmin('create role modest login', 'create database modest owner modest');
  try {
    await expect(open()).rejects.toBeInstanceOf(MissingRoles);
    await expect(open()).rejects.toThrow(/grant circula_app, circula_worker to "modest"/);
    await asAdmin('grant circula_app, circula_worker to modest');
    await open();
  } finally {
    await asAdmin('drop database modest with (force)', 'drop role modest');
  }
});
