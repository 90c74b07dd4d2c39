import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayAt } from '@circula/engine';
import type { FastifyBaseLogger } from 'fastify';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import type { Anchor, AnchorKey } from '../platform/anchor.ts';
import { describe } from '../platform/error-answers.ts';
import { WorkLoop } from './work-loop.ts';

const EVERY_MS = 600_000;

interface AnchorRow {
  readonly day: string;
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
  readonly public_key: Buffer;
  readonly signature: Buffer;
}

export interface AnchorsOptions {
  readonly unitOfWork: UnitOfWork;
  readonly log: FastifyBaseLogger;
  readonly key: () => AnchorKey;
  /** Anchors are written there as files too; null: nowhere. */
  readonly folder: string | null;
}

/** Once a day signs where the audit chain of each institution stands. Many runners may do so: the first one's counts. */
export class Anchors {
  readonly #options: AnchorsOptions;
  readonly #loop: WorkLoop;
  /** Institution → day that is done, so that a round asks the database only for what is new. */
  readonly #done = new Map<string, string>();

  constructor(options: AnchorsOptions) {
    this.#options = options;
    this.#loop = new WorkLoop({
      round: async () => {
        await this.round();
        return false;
      },
      pollMs: EVERY_MS,
      onError: (error) => options.log.error({ failure: describe(error) }, 'audit chains could not be anchored'),
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** One round, now. */
  async round(): Promise<void> {
    const { unitOfWork, key, folder } = this.#options;
    const institutions = await unitOfWork.run({ kind: 'worker' }, async (tx) => ({
      day: dayAt(tx.now.getTime()),
      ids: (await tx.query<{ id: string }>('select id from institutions order by id')).map((row) => row.id),
    }));
    let failure: unknown = null;
    for (const institution of institutions.ids) {
      if (this.#done.get(institution) === institutions.day) continue;
      const anchor = await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
        return await takeAnchor(tx, key());
      });
      if (anchor === null) continue;
      try {
        if (folder !== null) writeAnchor(folder, anchor);
        this.#done.set(institution, institutions.day);
      } catch (error) {
        // A folder that takes no files must not keep the chains of the others from being anchored in the database.
        failure = error;
      }
    }
    if (failure !== null) throw failure;
  }
}

/** Today's anchor, taken now unless there is one already; null while the chain is empty. */
async function takeAnchor(tx: Transaction, key: AnchorKey): Promise<Anchor | null> {
  const institution = institutionOf(tx);
  const day = dayAt(tx.now.getTime());
  const [head] = await tx.query<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_heads where institution_id = $1 and seq > 0',
    [institution],
  );
  if (!head) return null;
  const at = tx.now.toISOString();
  const anchor = key.sign({ institution, day, seq: Number(head.seq), hash: head.hash.toString('hex'), at });
  await tx.query(
    `insert into audit_anchors (institution_id, day, seq, hash, at, public_key, signature)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      institution,
      day,
      anchor.seq,
      head.hash,
      tx.now,
      Buffer.from(anchor.publicKey, 'base64'),
      Buffer.from(anchor.signature, 'base64'),
    ],
  );
  const [kept] = await listAnchors(tx, day);
  if (!kept) throw new Error('The anchor was not kept.');
  return kept;
}

/** Anchors of the institution, oldest first; with `day`, that day's alone. */
export async function listAnchors(tx: Transaction, day?: string): Promise<Anchor[]> {
  const institution = institutionOf(tx);
  const rows = await tx.query<AnchorRow>(
    `select day::text, seq, hash, at, public_key, signature from audit_anchors
      where institution_id = $1 and ($2::date is null or day = $2) order by day`,
    [institution, day ?? null],
  );
  return rows.map((row) => ({
    institution,
    day: row.day,
    seq: Number(row.seq),
    hash: row.hash.toString('hex'),
    at: row.at.toISOString(),
    publicKey: row.public_key.toString('base64'),
    signature: row.signature.toString('base64'),
  }));
}

/** `<folder>/<institution>/<day>.json`: written beside and renamed, so that a file is there whole or not at all. */
function writeAnchor(folder: string, anchor: Anchor): void {
  const file = join(folder, anchor.institution, `${anchor.day}.json`);
  if (existsSync(file)) return;
  mkdirSync(join(folder, anchor.institution), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(anchor)}\n`);
  renameSync(draft, file);
}
