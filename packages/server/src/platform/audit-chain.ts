import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** The hash before the first entry. */
export const CHAIN_START = Buffer.alloc(32);

/** What may be erased of an entry: where it came from, and the particulars. Its salt goes with it. */
export interface AuditPayload {
  readonly salt: Buffer;
  readonly content: Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly institution: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly previousHash: Buffer;
}

/**
 * An entry as it is stored, with its place in the institution's chain.
 * - Format 2: for whom a deputy acted, and the hash of a payload that is kept apart.
 * - Format 1, written by the release before: the particulars stand in the entry itself.
 * docs/audit.md says which bytes are hashed.
 */
export type ChainedEntry = Entry &
  (
    | { readonly format: 1; readonly detail: unknown }
    | { readonly format: 2; readonly onBehalfOf: string | null; readonly payloadHash: Buffer }
  );

/** SHA-256 over the hash before it and the entry in canonical JSON. */
export function hashOf(entry: ChainedEntry): Buffer {
  const { institution, seq, actor, action, subject } = entry;
  const shared = { institution, seq, at: entry.at.toISOString(), actor, action, subject };
  const content =
    entry.format === 1
      ? { ...shared, detail: entry.detail }
      : { ...shared, format: 2, onBehalfOf: entry.onBehalfOf, payload: entry.payloadHash.toString('hex') };
  return createHash('sha256').update(entry.previousHash).update(canonicalJson(content)).digest();
}

/** SHA-256 over salt and content: without the salt nobody can guess what was erased. */
export function hashOfPayload({ salt, content }: AuditPayload): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(content)).digest();
}
