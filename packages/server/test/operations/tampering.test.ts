import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkAnchors } from '../../src/operations/verify/check-anchors.ts';
import { checkAudit } from '../../src/operations/verify/check-audit.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { type Anchor, AnchorKey, newAnchorKey } from '../../src/platform/anchor.ts';
import { audit, erasePayloads } from '../../src/platform/audit.ts';
import { CHAIN_START, type ChainedEntry, hashOf } from '../../src/platform/audit-chain.ts';
import { Anchors, listAnchors } from '../../src/runtime/anchors.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution } from '../support/test-app.ts';

/**
 * What somebody with full rights in the database may do to an audit chain, at random. `TAMPERINGS=100 npm test --
 * packages/server/test/operations/tampering` does 500; `TAMPERING_SEED` repeats a run.
 */
const EACH = Number(process.env.TAMPERINGS ?? 20);
const SEED = Number(process.env.TAMPERING_SEED ?? Math.floor(Math.random() * 2 ** 31));
const ENTRIES = 40;
const LAST_ANCHOR = 35;

let created: TestDatabase;
let database: Database;
let unitOfWork: UnitOfWork;
let institution: string;
let superuser: pg.Client;
let exported: Anchor[];
let state = SEED;
/** A whole number from `from` to `to`. */
const pick = (from: number, to: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return from + ((state >>> 8) % (to - from + 1));
};

const write = async (count: number) => {
  for (let i = 0; i < count; i += 1) {
    await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      audit(tx, {
        actor: randomUUID(),
        ...(i % 3 === 0 ? { onBehalfOf: randomUUID() } : {}),
        action: 'request.submitted',
        subject: `request:${randomUUID()}`,
        detail: { number: i },
      });
    });
  }
};

beforeAll(async () => {
  created = await createDatabase('postgres');
  database = await created.open();
  unitOfWork = new UnitOfWork(database.dataSource);
  institution = (await createInstitution(unitOfWork)).id;
  const key = new AnchorKey(newAnchorKey());
  const anchor = async (day: number) => {
    const clock = { now: () => new Date(Date.UTC(2026, 2, day, 12)) };
    const log = { error: (found: unknown) => console.error(found) } as never;
    await new Anchors({
      unitOfWork: new UnitOfWork(database.dataSource, clock),
      log,
      key: () => key,
      folder: null,
    }).round();
  };
  await write(10);
  await anchor(1);
  await write(LAST_ANCHOR - 10);
  await anchor(2);
  await write(ENTRIES - LAST_ANCHOR);
  exported = await unitOfWork.run({ kind: 'institution', institution }, async (tx) => await listAnchors(tx));
  superuser = new pg.Client({ connectionString: created.config.kind === 'postgres' ? created.config.url : '' });
  await superuser.connect();
  await superuser.query("set session_replication_role = 'replica'");
});
afterAll(async () => {
  await superuser.end();
  await database.close();
  await created.drop();
});

const TABLES = ['audit_entries', 'audit_payloads', 'audit_heads', 'audit_anchors'];
const restore = async () => {
  for (const table of TABLES) {
    await superuser.query(`truncate ${table} cascade`);
  }
  for (const table of TABLES) await superuser.query(`insert into ${table} select * from saved.${table}`);
};

/** The first bad entry that verification names; null when it finds nothing. */
const firstBad = async (anchors: readonly Anchor[] = []): Promise<string | null> =>
  await withSnapshot(database.dataSource, async (snapshot) => {
    const installation = snapshotInstallation(snapshot);
    const { finding, waypoints } = await checkAnchors(installation, institution, anchors, new Set());
    return (finding ?? (await checkAudit(installation, institution, waypoints, () => undefined)))?.where ?? null;
  });

const EDITS = [
  "at = at + interval '1 microsecond'",
  "at = at + interval '1 day'",
  "actor = 'somebody else'",
  "on_behalf_of = 'a deputy'",
  "action = action || 'x'",
  "subject = 'request:' || gen_random_uuid()",
  "payload_hash = sha256('x')",
  "previous_hash = sha256('x')",
  "hash = sha256('x')",
  "format = 1, detail = '{}', payload_hash = null",
];
const PAYLOAD_EDITS = [`content = content || '{"from": "127.0.0.2"}'`, "salt = sha256('x')", "content = '{}'"];

/** Each does one tampering and answers the first bad entry, with what it did for the message of a failure. */
const KINDS: Readonly<Record<string, () => Promise<{ bad: number; did: string; anchors?: Anchor[] }>>> = {
  async edit() {
    const bad = pick(1, ENTRIES);
    const at = pick(0, EDITS.length + PAYLOAD_EDITS.length - 1);
    const inPayload = at >= EDITS.length;
    const change = inPayload ? PAYLOAD_EDITS[at - EDITS.length] : EDITS[at];
    await superuser.query(`update ${inPayload ? 'audit_payloads' : 'audit_entries'} set ${change} where seq = ${bad}`);
    return { bad, did: `${change} at ${bad}` };
  },
  async delete() {
    const bad = pick(1, ENTRIES);
    const whole = pick(0, 2) > 0;
    await superuser.query(`delete from audit_payloads where seq = ${bad}`);
    if (whole) await superuser.query(`delete from audit_entries where seq = ${bad}`);
    return { bad, did: `deleted ${whole ? 'entry' : 'payload'} ${bad}` };
  },
  async insert() {
    const bad = pick(1, ENTRIES + 1);
    const donor = (bad + pick(1, ENTRIES - 2)) % ENTRIES || ENTRIES;
    await superuser.query('create temporary table copy as select * from audit_entries where seq = $1', [donor]);
    for (const table of ['audit_entries', 'audit_payloads']) {
      await superuser.query(`update ${table} set seq = -seq - 1 where seq >= ${bad}`);
      await superuser.query(`update ${table} set seq = -seq where seq < 0`);
    }
    await superuser.query(`update copy set seq = ${bad}`);
    await superuser.query('insert into audit_entries select * from copy');
    await superuser.query('drop table copy');
    return { bad, did: `inserted a copy of ${donor} as ${bad}` };
  },
  async swap() {
    const bad = pick(1, ENTRIES - 1);
    const other = pick(bad + 1, ENTRIES);
    for (const table of ['audit_entries', 'audit_payloads']) {
      await superuser.query(`update ${table} set seq = -1 where seq = ${bad}`);
      await superuser.query(`update ${table} set seq = ${bad} where seq = ${other}`);
      await superuser.query(`update ${table} set seq = ${other} where seq = -1`);
    }
    return { bad, did: `swapped ${bad} and ${other}` };
  },
  async truncate() {
    const bad = pick(1, LAST_ANCHOR);
    const thorough = pick(0, 1) === 1;
    for (const table of ['audit_entries', 'audit_payloads']) {
      await superuser.query(`delete from ${table} where seq >= ${bad}`);
    }
    await superuser.query(
      `update audit_heads set seq = $1,
         hash = coalesce((select hash from audit_entries where seq = $1), decode(repeat('00', 32), 'hex'))`,
      [bad - 1],
    );
    if (thorough) await superuser.query(`delete from audit_anchors where seq >= ${bad}`);
    return {
      bad,
      did: `cut off from ${bad} on${thorough ? ', anchors too' : ''}`,
      ...(thorough ? { anchors: exported } : {}),
    };
  },
};

it(`finds every edit, deletion, insertion, swap and truncation, and names the first bad entry (seed ${SEED})`, {
  timeout: 300_000,
}, async () => {
  await superuser.query('create schema saved');
  for (const table of TABLES) await superuser.query(`create table saved.${table} as select * from ${table}`);
  expect(await firstBad(exported)).toBeNull();
  const missed: string[] = [];
  for (const [kind, tamper] of Object.entries(KINDS)) {
    for (let i = 0; i < EACH; i += 1) {
      const { bad, did, anchors } = await tamper();
      const named = await firstBad(anchors);
      if (named !== `audit entry ${bad}`) missed.push(`${kind}: ${did}, named ${named}`);
      await restore();
    }
  }
  expect(missed).toEqual([]);
  expect(await firstBad(exported)).toBeNull();
});

it('finds a chain that was written anew from some entry on, by the next anchor', async () => {
  const { rows } = await superuser.query('select * from audit_entries order by seq');
  let previous: Buffer = CHAIN_START;
  for (const row of rows) {
    const seq = Number(row.seq);
    const entry: ChainedEntry = {
      format: 2,
      institution,
      seq,
      at: row.at,
      actor: seq === 20 ? 'somebody else' : row.actor,
      onBehalfOf: row.on_behalf_of,
      action: row.action,
      subject: row.subject,
      payloadHash: row.payload_hash,
      previousHash: previous,
    };
    const hash = hashOf(entry);
    await superuser.query('update audit_entries set actor = $2, previous_hash = $3, hash = $4 where seq = $1', [
      seq,
      entry.actor,
      previous,
      hash,
    ]);
    previous = hash;
  }
  await superuser.query('update audit_heads set hash = $1', [previous]);
  // Between the anchors at 10 and 35, hashes alone cannot tell where.
  expect(await firstBad()).toBe('audit entry 11');
  await superuser.query('delete from audit_anchors');
  expect(await firstBad(exported)).toBe('audit entry 11');
  await restore();
});

it('does not believe an anchor with a bad signature or of a key that is not trusted', async () => {
  await superuser.query('update audit_anchors set seq = seq - 1 where seq = $1', [LAST_ANCHOR]);
  expect(await firstBad()).toBe('the anchor of 2026-03-02');
  await restore();
  const trusted = new Set([new AnchorKey(newAnchorKey()).publicKey]);
  const { finding } = await withSnapshot(database.dataSource, async (snapshot) => {
    return await checkAnchors(snapshotInstallation(snapshot), institution, [], trusted);
  });
  expect(finding?.what).toContain('not one to be trusted');
});

it('still verifies after payloads were erased, and not when they just vanish', async () => {
  await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    await erasePayloads(tx, { actor: 'archivist', entries: [3, 4, 9], reason: 'request of the person' });
  });
  const left = await superuser.query('select seq from audit_payloads where seq in (3, 4, 9)');
  expect(left.rows).toEqual([]);
  expect(await firstBad(exported)).toBeNull();
  await superuser.query('delete from audit_payloads where seq = 5');
  expect(await firstBad(exported)).toBe('audit entry 5');
});
