import { randomBytes } from 'node:crypto';
import { CHAIN_START, hashOf, hashOfPayload } from './audit-chain.ts';
import { currentOrigin } from './origin.ts';

/** What an audit entry says: who did what to what, and for whom. */
export interface AuditEntry {
  /** Account id, or the name of the system's part that acted. */
  readonly actor: string;
  /** Account id of the person a deputy acted for. */
  readonly onBehalfOf?: string;
  /** What happened, as `request.submitted`. */
  readonly action: string;
  /** On what, as `request:<id>`. */
  readonly subject: string;
  /** Ids and codes. Kept with the caller's address in the payload, which can be erased without breaking the chain. */
  readonly detail?: { readonly [name: string]: unknown };
}

/** The part of a transaction that auditing needs. */
export interface AuditedTransaction {
  readonly institution: string | null;
  readonly now: Date;
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  beforeCommit(fn: () => Promise<void>): void;
}

const SALT_BYTES = 16;

/**
 * Adds an entry to the institution's chain, in the same transaction as what it tells of. The chain's head is locked at
 * the very end of the transaction, so that waiting for it is short.
 */
export function audit(tx: AuditedTransaction, entry: AuditEntry): void {
  const institution = tx.institution;
  if (institution === null) throw new Error('Only an institution has an audit chain.');
  const origin = currentOrigin();
  const content = {
    from: origin === null ? 'system' : origin.address,
    ...(origin === null ? {} : { request: origin.request }),
    detail: entry.detail ?? {},
  };
  tx.beforeCommit(async () => {
    // Makes the head of a new institution, or locks the one there is.
    const [head] = await tx.query<{ seq: string; hash: Buffer }>(
      `insert into audit_heads (institution_id, seq, hash) values ($1, 0, $2)
       on conflict (institution_id) do update set seq = audit_heads.seq returning seq, hash`,
      [institution, CHAIN_START],
    );
    if (!head) throw new Error('The audit chain has no head.');
    const seq = Number(head.seq) + 1;
    const salt = randomBytes(SALT_BYTES);
    const payloadHash = hashOfPayload({ salt, content });
    const { actor, action, subject } = entry;
    const onBehalfOf = entry.onBehalfOf ?? null;
    const hash = hashOf({
      format: 2,
      institution,
      seq,
      at: tx.now,
      actor,
      onBehalfOf,
      action,
      subject,
      payloadHash,
      previousHash: head.hash,
    });
    await tx.query(
      `with head as (update audit_heads set seq = $2, hash = $10 where institution_id = $1),
       payload as (insert into audit_payloads (institution_id, seq, salt, content) values ($1, $2, $11, $12))
       insert into audit_entries (institution_id, seq, format, at, actor, on_behalf_of, action, subject, payload_hash,
         previous_hash, hash)
       values ($1, $2, 2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        institution,
        seq,
        tx.now,
        actor,
        onBehalfOf,
        action,
        subject,
        payloadHash,
        head.hash,
        hash,
        salt,
        JSON.stringify(content),
      ],
    );
  });
}

/** The action under which erased payloads stand in the chain; its subject lists them, as `audit:3,7-9`. */
export const ERASURE = 'audit.erased';

/**
 * Erases the payloads of entries, with their salts: what the institution must forget can then not even be guessed, and
 * the chain still verifies. The erasure is an entry itself; a payload that is missing without one counts as tampering.
 */
export async function erasePayloads(
  tx: AuditedTransaction,
  erasure: { readonly actor: string; readonly entries: readonly number[]; readonly reason: string },
): Promise<void> {
  const { actor, reason } = erasure;
  const gone = await tx.query<{ seq: string }>(
    `delete from audit_payloads p using audit_entries e
      where p.institution_id = $1 and p.seq = any ($2::bigint[]) and e.institution_id = $1 and e.seq = p.seq
        and e.action <> $3 returning p.seq`,
    [tx.institution, [...erasure.entries], ERASURE],
  );
  if (gone.length === 0) return;
  const seqs = gone.map((row) => Number(row.seq)).sort((a, b) => a - b);
  audit(tx, { actor, action: ERASURE, subject: `audit:${writeRanges(seqs)}`, detail: { reason } });
}

/** `[3, 7, 8, 9]` as `3,7-9`. */
function writeRanges(ascending: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const seq of ascending) {
    const last = ranges.at(-1);
    if (last && last[1] === seq - 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** What `audit:3,7-9` names, as ranges from–to. */
export function readRanges(subject: string): [number, number][] {
  const list = subject.replace(/^audit:/, '').split(',');
  return list.flatMap((range): [number, number][] => {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    return from === undefined ? [] : [[Number(from), Number(to)]];
  });
}
