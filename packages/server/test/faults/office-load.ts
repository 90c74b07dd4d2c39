import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RunnerFleet } from './runner-fleet.ts';

export interface Filed {
  readonly instance: string;
  readonly number: number;
}

export interface Who {
  readonly cookie: string;
  readonly csrf: string;
}

export async function signUp(address: string): Promise<Who> {
  const payload = { login: 'load@circula.example', password: 'circula-demo', name: 'Load', locale: 'ro' };
  const answer = await fetch(`${address}/api/v1/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', csrf: csrfToken };
}

/** Clients that file one matter after the other with any runner, and insist with the same key until they are answered. */
export class OfficeLoad {
  readonly #fleet: RunnerFleet;
  readonly #who: Who;
  readonly #path: string;
  readonly #definition: string;
  readonly #clients: Promise<void>[] = [];
  readonly answered = new Map<string, Filed>();
  /** Statuses other than 201, with how often each came. */
  readonly refusals = new Map<number, number>();
  /** Requests that were cut off without an answer. */
  cutOff = 0;
  /** While true, nobody files anything new. */
  held = false;
  #running = true;

  constructor(fleet: RunnerFleet, who: Who, institution: string, definition: string) {
    this.#fleet = fleet;
    this.#who = who;
    this.#path = `/api/v1/institutions/${institution}/asks`;
    this.#definition = definition;
  }

  start(clients: number): void {
    for (let count = 0; count < clients; count += 1) this.#clients.push(this.#work(count));
  }

  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#clients);
  }

  /** Sends what was answered again; the answers must be the same. */
  async repeat(count: number): Promise<void> {
    for (const [key, filed] of [...this.answered].slice(0, count)) {
      this.answered.delete(key);
      await this.#insist(key, 0);
      assert.deepEqual(this.answered.get(key), filed);
    }
  }

  async #work(client: number): Promise<void> {
    for (let turn = client; this.#running; turn += 1) {
      if (this.held) await new Promise((resolve) => setTimeout(resolve, 20));
      else await this.#insist(randomUUID(), turn);
    }
  }

  async #insist(key: string, first: number): Promise<void> {
    const until = Date.now() + 120_000;
    for (let attempt = first; Date.now() < until; attempt += 1) {
      const filed = await this.#file(key, this.#fleet.address(attempt % this.#fleet.size));
      if (filed !== null) {
        this.answered.set(key, filed);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('A request was not answered for two minutes.');
  }

  async #file(key: string, address: string | null): Promise<Filed | null> {
    if (address === null) return null;
    try {
      const answer = await fetch(address + this.#path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: this.#who.cookie,
          'x-csrf-token': this.#who.csrf,
          'idempotency-key': key,
        },
        body: JSON.stringify({ do: 'file', definition: this.#definition, businessKey: key }),
        signal: AbortSignal.timeout(15_000),
      });
      if (answer.status === 201) return (await answer.json()) as Filed;
      this.refusals.set(answer.status, (this.refusals.get(answer.status) ?? 0) + 1);
      await answer.arrayBuffer();
    } catch {
      this.cutOff += 1;
    }
    return null;
  }
}
