import { ERASURE, readRanges } from '../../platform/audit.ts';
import { CHAIN_START, type ChainedEntry, hashOf, hashOfPayload } from '../../platform/audit-chain.ts';
import { bytesOf, type Finding, type Installation, numberOf, type Row, textOf } from './installation.ts';
import { OutstandingErasures } from './outstanding-erasures.ts';

/** A place that the chain must pass through: an anchor's entry and hash (hexadecimal). */
export interface Waypoint {
  readonly seq: number;
  readonly hash: string;
  /** For people, as `the anchor of 2026-03-01`. */
  readonly name: string;
}

/**
 * Walks an institution's audit chain once, with its payloads, its head and what anchors say of it. Answers the first bad
 * entry, or null. What is cut off at the end shows by the head, and where the head was changed too, by an anchor.
 */
export async function checkAudit(
  installation: Installation,
  institution: string,
  waypoints: readonly Waypoint[],
  step: (done: number) => void,
): Promise<Finding | null> {
  const bad = (seq: number, what: string): Finding => ({
    check: 'audit',
    institution,
    where: `audit entry ${seq}`,
    what,
  });
  const ahead = [...waypoints].sort((a, b) => a.seq - b.seq);
  const payloads = installation.rows('audit_payloads', institution);
  const erasures = new OutstandingErasures();
  let payload = await payloads.next();
  let previous: Buffer = CHAIN_START;
  let confirmed = 0;
  let seq = 0;
  for await (const row of installation.rows('audit_entries', institution)) {
    seq += 1;
    if (numberOf(row, 'seq') !== seq) {
      return numberOf(row, 'seq') > seq ? bad(seq, 'is missing') : bad(numberOf(row, 'seq'), 'stands twice');
    }
    const entry = entryOf(row, institution);
    if (typeof entry === 'string') return bad(seq, entry);
    if (!entry.previousHash.equals(previous)) return bad(seq, 'does not follow the entry before it');
    if (!bytesOf(row, 'hash')?.equals(hashOf(entry))) return bad(seq, 'is not what was written: its hash differs');
    if (entry.format === 2) {
      if (!payload.done && numberOf(payload.value, 'seq') < seq) {
        return bad(numberOf(payload.value, 'seq'), 'has a payload that nobody wrote');
      }
      if (!payload.done && numberOf(payload.value, 'seq') === seq) {
        const { value } = payload;
        const salt = bytesOf(value, 'salt') ?? Buffer.alloc(0);
        const content = value.content as Readonly<Record<string, unknown>>;
        if (!hashOfPayload({ salt, content }).equals(entry.payloadHash)) return bad(seq, 'has another payload');
        payload = await payloads.next();
      } else {
        erasures.missing(seq);
      }
      if (entry.action === ERASURE) erasures.explained(readRanges(entry.subject));
    }
    previous = hashOf(entry);
    for (let next = ahead[0]; next && next.seq === seq; next = ahead[0]) {
      if (next.hash !== previous.toString('hex')) {
        return bad(confirmed + 1, `or one after it, up to ${seq}, was written anew: ${next.name} has another hash`);
      }
      confirmed = seq;
      ahead.shift();
    }
    if (seq % 1000 === 0) step(seq);
  }
  step(seq);
  if (!payload.done) return bad(numberOf(payload.value, 'seq'), 'has a payload and no entry');
  if (ahead[0]) return bad(seq + 1, `is missing: ${ahead[0].name} knows entries up to ${ahead[0].seq}`);
  const [unexplained] = erasures.open();
  if (unexplained !== undefined) return bad(unexplained, 'lost its payload, and no entry tells of an erasure');
  const heads: Row[] = [];
  for await (const head of installation.rows('audit_heads', institution)) heads.push(head);
  const [head] = heads;
  const headSeq = head ? numberOf(head, 'seq') : 0;
  if (headSeq !== seq) return bad(Math.min(headSeq, seq) + 1, headSeq > seq ? 'is missing' : 'is beyond the head');
  if (head && !bytesOf(head, 'hash')?.equals(previous)) return bad(seq, 'is not the one that the head names');
  return null;
}

/** The entry of a row; a text says what makes it unreadable. */
function entryOf(row: Row, institution: string): ChainedEntry | string {
  const at = new Date(textOf(row, 'at'));
  // Entries are written with milliseconds: a finer instant was put in by somebody else.
  if (Number.isNaN(at.getTime()) || /\.\d{4,}/.test(textOf(row, 'at'))) return 'has an instant that was not written so';
  const shared = {
    institution,
    seq: numberOf(row, 'seq'),
    at,
    actor: textOf(row, 'actor'),
    action: textOf(row, 'action'),
    subject: textOf(row, 'subject'),
    previousHash: bytesOf(row, 'previous_hash') ?? Buffer.alloc(0),
  };
  const onBehalfOf = typeof row.on_behalf_of === 'string' ? row.on_behalf_of : null;
  const payloadHash = bytesOf(row, 'payload_hash');
  // Before there were two formats, there was no such column.
  switch (row.format ?? 1) {
    case 1:
      // The columns of the second format are not under the hash of the first, so they must be empty.
      if (onBehalfOf !== null || payloadHash !== null) return 'has parts that its format does not have';
      return { ...shared, format: 1, detail: row.detail };
    case 2:
      if (payloadHash === null || row.detail !== null) return 'has parts that its format does not have';
      return { ...shared, format: 2, onBehalfOf, payloadHash };
    default:
      return `has the unknown format ${String(row.format)}`;
  }
}
