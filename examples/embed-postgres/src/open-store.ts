import { readFile } from 'node:fs/promises';
import { compile, type Process, read } from '@circula/engine';
import pg from 'pg';
import { ProcessStore } from './process-store.ts';

/** Creates the tables in an empty database and compiles the model. */
export async function openStore(url: string): Promise<{ pool: pg.Pool; store: ProcessStore }> {
  const pool = new pg.Pool({ connectionString: url });
  // a connection that breaks while nobody uses it is replaced; unheard, its error would end the program
  pool.on('error', (error) => console.error(error.message));
  await pool.query(await readFile(new URL('schema.sql', import.meta.url), 'utf8'));
  return { pool, store: new ProcessStore(pool, await readProcess()) };
}

async function readProcess(): Promise<Process> {
  const { definitions, diagnostics } = await read(await readFile(new URL('review.bpmn', import.meta.url), 'utf8'));
  const [process] = definitions === null ? [] : compile(definitions).processes;
  if (process === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return process;
}
