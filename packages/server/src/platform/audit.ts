import { createHash } from 'node:crypto';

/** What an audit entry says: who did what to what. `detail` holds ids and codes, never personal data. */
export interface AuditEntry {
  /** Account id, or the name of the system's part that acted. */
  readonly actor: string;
  /** What happened, as `request.submitted`. */
  readonly action: string;
  /** On what, as `request:<id>`. */
  readonly subject: string;
  readonly detail?: { readonly [name: string]: unknown };
}

/** An entry as it is stored, with its place in the institution's chain. */
export interface ChainedEntry extends Required<AuditEntry> {
  readonly institution: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: Date;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** The part of a transaction that auditing needs. */
interface AuditedTransaction {
  readonly institution: string | null;
  readonly now: Date;
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  beforeCommit(fn: () => Promise<void>): void;
}

/** The hash before the first entry. */
export const CHAIN_START = Buffer.alloc(32);

/**
 * Adds an entry to the institution's chain, in the same transaction as what it tells of. The chain's head is locked at
 * the very end of the transaction, so that waiting for it is short.
 */
export function audit(tx: AuditedTransaction, entry: AuditEntry): void {
  const institution = tx.institution;
  if (institution === null) throw new Error('Only an institution has an audit chain.');
  tx.beforeCommit(async () => {
    // Makes the head of a new institution, or locks the one there is.
    const [head] = await tx.query<{ seq: string; hash: Buffer }>(
      `insert into audit_heads (institution_id, seq, hash) values ($1, 0, $2)
       on conflict (institution_id) do update set seq = audit_heads.seq returning seq, hash`,
      [institution, CHAIN_START],
    );
    if (!head) throw new Error('The audit chain has no head.');
    const seq = Number(head.seq) + 1;
    const link = { ...entry, detail: entry.detail ?? {}, institution, seq, at: tx.now, previousHash: head.hash };
    const hash = hashOf(link);
    await tx.query(
      `with head as (update audit_heads set seq = $2, hash = $9 where institution_id = $1)
       insert into audit_entries (institution_id, seq, at, actor, action, subject, detail, previous_hash, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [institution, seq, link.at, link.actor, link.action, link.subject, JSON.stringify(link.detail), head.hash, hash],
    );
  });
}

/** SHA-256 over the hash before it and the entry in canonical JSON (keys sorted). */
export function hashOf(entry: Omit<ChainedEntry, 'hash'>): Buffer {
  const { institution, seq, at, actor, action, subject, detail } = entry;
  return createHash('sha256')
    .update(entry.previousHash)
    .update(canonicalJson({ institution, seq, at: at.toISOString(), actor, action, subject, detail }))
    .digest();
}

/** Walks a chain in order; answers the seq of the first entry that is not what it was, or null. */
export function firstBrokenEntry(entries: Iterable<ChainedEntry>, head?: { seq: number; hash: Buffer }): number | null {
  let previous: Buffer = CHAIN_START;
  let seq = 0;
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq || !entry.previousHash.equals(previous) || !entry.hash.equals(hashOf(entry))) return seq;
    previous = entry.hash;
  }
  if (head && (head.seq !== seq || !head.hash.equals(previous)))
    return Math.min(head.seq, seq) + (head.seq === seq ? 0 : 1);
  return null;
}

/** JSON with sorted keys: the same text for the same value, whoever stored it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
