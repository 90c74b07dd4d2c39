import {
  type Command,
  type Effect,
  type Failure,
  type Process,
  type State,
  step,
  type Variables,
} from '@circula/engine';
import type { Pool, PoolClient } from 'pg';

/** A command as callers write it: the store sets the clock. */
export type Wish = Command extends infer C ? (C extends unknown ? Omit<C, 'at'> : never) : never;
export type Answer = { readonly ok: true; readonly state: State } | { readonly ok: false; readonly failure: Failure };

/**
 * Instances of one process in PostgreSQL. Each command is one transaction: the row of the instance is locked, the pure
 * `step` runs, and state, journal and open tasks are written together or not at all.
 */
export class ProcessStore {
  readonly #pool: Pool;
  readonly #process: Process;

  constructor(pool: Pool, process: Process) {
    this.#pool = pool;
    this.#process = process;
  }

  async start(instance: string, variables: Variables): Promise<Answer> {
    return await this.#inTransaction((client) =>
      this.#write(client, instance, null, { type: 'start', instance, variables }),
    );
  }

  /** `instance-missing` when there is none; a command that comes too late fails and changes nothing. */
  async execute(instance: string, wish: Wish): Promise<Answer> {
    return await this.#inTransaction(async (client) => {
      const { rows } = await client.query<{ state: State }>('select state from instances where id = $1 for update', [
        instance,
      ]);
      const [row] = rows;
      if (row === undefined) {
        return { ok: false, failure: { code: 'instance-missing', message: `There is no instance ${instance}.` } };
      }
      return await this.#write(client, instance, row.state, wish);
    });
  }

  async #write(client: PoolClient, instance: string, before: State | null, wish: Wish): Promise<Answer> {
    const result = step(this.#process, before, { ...wish, at: Date.now() } as Command);
    if (!result.ok) return result;
    const { state, events, effects } = result;
    await client.query(
      `insert into instances values ($1, $2, $3, $4)
       on conflict (id) do update set status = excluded.status, state = excluded.state`,
      [instance, this.#process.id, state.status, JSON.stringify(state)],
    );
    await client.query(
      `insert into journal select $1, (event->>'seq')::int, event from jsonb_array_elements($2::jsonb) as event`,
      [instance, JSON.stringify(events)],
    );
    if (wish.type === 'completeTask') await forgetTask(client, instance, wish.key);
    for (const effect of effects) await carryOut(client, instance, effect);
    return { ok: true, state };
  }

  async #inTransaction(work: (client: PoolClient) => Promise<Answer>): Promise<Answer> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const answer = await work(client);
      await client.query(answer.ok ? 'commit' : 'rollback');
      return answer;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }
}

/** What the engine asks for, written in the same transaction; (instance, key) makes each of it happen once. */
async function carryOut(client: PoolClient, instance: string, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'createTask':
      await client.query('insert into tasks values ($1, $2, $3, $4, $5) on conflict do nothing', [
        instance,
        effect.key,
        effect.element,
        effect.name,
        effect.candidateGroups,
      ]);
      return;
    case 'cancelTask':
      await forgetTask(client, instance, effect.key);
      return;
    default:
      throw new Error(`This example carries out user tasks only, the model asks for ${effect.type}.`);
  }
}

async function forgetTask(client: PoolClient, instance: string, key: number): Promise<void> {
  await client.query('delete from tasks where instance = $1 and key = $2', [instance, key]);
}
