import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { Problem } from '../../src/problems.ts';
import { ApiClient } from '../support/client.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { COMMANDS, CONFLICTS, type Doing, type KeyOf, MODELS, type ModelName } from './concurrent-commands.ts';
import { dumpInstitution, neutral } from './dump-institution.ts';
import { Interleaver } from './interleaver.ts';
import { type Ask, carryOut, office } from './office-domain.ts';
import { oneRound } from './one-round.ts';
import { type SavedInstitution, saveInstitution } from './saved-institution.ts';
import { progress, seed, size } from './sizes.ts';

/**
 * R3: two to four commands run at the same time, and a scheduler decides before each of their calls to PostgreSQL whose
 * comes next. Answers, state, journal, tasks, numbers and audit are as if they had come one after the other, in some
 * order. The embedded database has one session, so its transactions come one after the other anyway.
 */
interface Case {
  readonly institution: { readonly id: string; readonly slug: string };
  readonly saved: SavedInstitution;
  readonly commands: readonly { readonly name: string; readonly run: () => Promise<unknown> }[];
  /** What each order of the commands leads to. */
  readonly serial: ReadonlySet<string>;
}

const clock = new ManualClock('2026-03-02T08:00:00Z');
let created: TestDatabase;
let database: Database;
let app: App;
let client: ApiClient;
let admin: pg.Client;
let interleaver: Interleaver;
beforeAll(async () => {
  created = await createDatabase('postgres');
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  admin = new pg.Client({ connectionString: created.config.url });
  await admin.connect();
  // Commands may meet in a deadlock, which is waited for and then resolved by a retry.
  await admin.query("alter role postgres set deadlock_timeout = '20ms'");
  interleaver = await Interleaver.install(created.config.url);
  database = await created.open();
  const session = { idleMinutes: 1_000_000, hours: 100_000 };
  app = await createTestApp(database, created, { clock, domains: [identity, office], config: { session } });
  const login = 'many@circula.example';
  const payload = { login, password: 'circula-demo', name: 'Many', locale: 'ro' };
  await app.server.inject({ method: 'POST', url: '/api/v1/accounts', payload });
  client = await ApiClient.logIn(app.server, login, payload.password);
});
afterAll(async () => {
  await interleaver?.uninstall();
  await admin?.query('alter role postgres reset deadlock_timeout');
  await admin?.end();
  await app?.stop();
  await database?.close();
  await created?.drop();
});

const cases = new Map<string, Promise<Case>>();
/** What comes at once, prepared when it is first asked for. */
async function caseOf(names: readonly string[]): Promise<Case> {
  const name = names.join(', ');
  const known = cases.get(name) ?? prepare(names);
  cases.set(name, known);
  return await known;
}

async function prepare(names: readonly string[]): Promise<Case> {
  const { unitOfWork } = app.services;
  const institution = await createInstitution(unitOfWork);
  const scope = { kind: 'institution', institution: institution.id } as const;
  const definitions = new Map<string, string>();
  const needed = new Set<ModelName>(['tasks', 'message', ...names.flatMap((name) => COMMANDS[name]?.on ?? [])]);
  for (const model of needed) {
    const process = model === 'begun' ? { process: 'begun' } : {};
    definitions.set(model, await publishModel(app, institution.id, { bpmn: MODELS[model], type: model, ...process }));
  }
  const within = (ask: Ask): Ask =>
    'definition' in ask ? { ...ask, definition: definitions.get(ask.definition) ?? '' } : ask;
  const order = async (ask: Ask) =>
    await unitOfWork.run(scope, async (tx) => await carryOut(app.services, tx, within(ask)));
  const waiting = [...new Set(names.flatMap((name) => COMMANDS[name]?.on ?? []))].filter((model) => model !== 'begun');
  for (const model of waiting)
    await order({ do: 'start', definition: model, businessKey: model, variables: { ref: model } });
  clock.advance(7_200_000);
  const saved = await saveInstitution(admin, institution.id);
  await saved.clear();
  const tasks = await unitOfWork.run(
    scope,
    async (tx) =>
      await tx.query<{ name: string; key: string }>(
        "select i.business_key || '/' || t.element as name, t.key from tasks t join instances i on i.id = t.instance_id",
      ),
  );
  const keyOf: KeyOf = (businessKey, element) =>
    Number(tasks.find((task) => task.name === `${businessKey}/${element}`)?.key);
  const run = async (doing: Doing): Promise<unknown> => {
    if ('ask' in doing) return await order(doing.ask);
    if ('round' in doing) return await oneRound(app, database.dataSource, doing.round);
    const headers = { 'idempotency-key': doing.key };
    const { status, body } = await client.post(`/institutions/${institution.slug}/asks`, within(doing.sent), headers);
    return [status, body];
  };
  const commands = names.map((name) => {
    const command = COMMANDS[name];
    if (!command) throw new Error(`There is no command "${name}".`);
    return { name, run: async () => await answered(run(command.what(keyOf))) };
  });
  const serial = new Set<string>();
  const prepared = { institution, saved, commands, serial };
  for (const permutation of permutations(commands)) {
    await saved.restore();
    const answers = new Map<string, unknown>();
    for (const command of permutation) answers.set(command.name, await command.run());
    serial.add(
      await outcome(
        prepared,
        commands.map(({ name }) => answers.get(name)),
      ),
    );
    await saved.clear();
  }
  return prepared;
}

/** The answer, or with which problem it was refused. Anything else is a bug. */
async function answered(command: Promise<unknown>): Promise<unknown> {
  try {
    return (await command) ?? 'done';
  } catch (error) {
    if (error instanceof Problem) return `refused: ${error.code} ${error.message}`;
    throw error;
  }
}

async function outcome({ institution, commands }: Case | Omit<Case, 'serial'>, answers: readonly unknown[]) {
  const dump = await app.services.unitOfWork.run({ kind: 'institution', institution: institution.id }, dumpInstitution);
  return [...commands.map(({ name }, index) => `${name}: ${neutral(JSON.stringify(answers[index]))}`), dump].join('\n');
}

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, index) => permutations(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

/** Where an outcome differs from the order of commands that comes closest to it. */
function difference(found: string, serial: ReadonlySet<string>): string {
  const differences = [...serial].map((one) => {
    const [ours, theirs] = [found.split('\n'), one.split('\n')];
    return [
      ...ours.filter((line) => !theirs.includes(line)).map((line) => `found:    ${line}`),
      ...theirs.filter((line) => !ours.includes(line)).map((line) => `expected: ${line}`),
    ];
  });
  return differences.sort((a, b) => a.length - b.length)[0]?.join('\n') ?? '';
}

const RUNS = size(2_000, 100_000);
/** Sets at random have to be prepared each, and stay: the usual run has no turns for them, the full one for so many. */
const RANDOM_SETS = size(0, 300);
it(`R3: ${RUNS} interleavings of commands end as some order of them would (seed ${seed})`, {
  timeout: 36_000_000,
}, async () => {
  const anySet = fc.uniqueArray(fc.constantFrom(...Object.keys(COMMANDS)), { minLength: 2, maxLength: 4 });
  const conflicting = fc.constantFrom(...CONFLICTS);
  const drawn = fc.sample(anySet, { seed, numRuns: RANDOM_SETS });
  const names =
    drawn.length === 0 ? conflicting : fc.oneof({ arbitrary: conflicting, weight: 9 }, fc.constantFrom(...drawn));
  let done = 0;
  const property = fc.asyncProperty(fc.scheduler(), names, async (scheduler, chosen) => {
    const prepared = await caseOf(chosen);
    await prepared.saved.restore();
    const answers = await interleaver.run(scheduler, prepared.commands);
    const found = await outcome(prepared, answers);
    await prepared.saved.clear();
    done += 1;
    if (done % 1_000 === 0) progress(`R3: ${done} of ${RUNS} interleavings of ${cases.size} sets of commands`);
    if (!prepared.serial.has(found))
      throw new Error(`No order of the commands ends so.\n${difference(found, prepared.serial)}`);
  });
  await fc.assert(property, { seed, numRuns: RUNS });
  expect(done).toBe(RUNS);
  // Where the order of the commands matters, it has been seen to matter.
  const several = await Promise.all([...cases.values()]);
  expect(several.filter((one) => one.serial.size > 1).length).toBeGreaterThan(several.length / 3);
});
