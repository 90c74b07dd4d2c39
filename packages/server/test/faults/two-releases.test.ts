import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../support/postgres-server.ts';
import { furnish, OfficeAtWork, pause } from './office-at-work.ts';
import { OfficeLoad, signUp } from './office-load.ts';
import { checkOut, findPrevious, type PreviousRelease } from './previous-release.ts';
import { RunnerFleet } from './runner-fleet.ts';
import { progress, size } from './sizes.ts';

const commit = findPrevious();
const REASON = commit === null ? ' (left out: the history of the repository does not reach back to it)' : '';
const [OLD, NEW] = [0, 1];
const CLIENTS = 3;

/**
 * R14: the release before, as its code was, and this one on one database under load. The old one makes its schema and
 * works; the new one joins and upgrades it; the new one is taken back; it comes again; the old one ends.
 */
describe.skipIf(commit === null)(`the release before and this one${REASON}`, () => {
  const fleet = new RunnerFleet();
  let previous: PreviousRelease | undefined;
  let office: OfficeAtWork;
  let load: OfficeLoad;
  let environment: Record<string, string>;
  beforeAll(async () => {
    const postgres = await startPostgres({ synchronous_commit: 'on' });
    environment = { DATABASE_URL: postgres.url };
    previous = checkOut(commit ?? '');
    await fleet.add(environment, previous.script);
    const { institution, definition } = await furnish(postgres.url);
    office = new OfficeAtWork(postgres, institution, definition);
    load = new OfficeLoad(fleet, await signUp(fleet.address(OLD) ?? ''), office.institution.slug, office.definition);
  });
  afterAll(async () => {
    fleet.stopAll();
    await office?.postgres.stop();
    previous?.remove();
  });

  const more = async (matters: number) => {
    const target = load.answered.size + matters;
    while (load.answered.size < target) await pause(20);
    await office.carriedThrough(await office.open(), 30_000);
  };
  const migrated = async () => await office.count('select count(*) n from migrations');

  it(`R14: instances go on from the one to the other and back, and no request fails`, {
    timeout: 600_000,
  }, async () => {
    load.start(CLIENTS);
    const matters = size(30, 1_000);
    await more(matters);
    const before = await migrated();
    await fleet.add(environment);
    expect(await migrated()).toBeGreaterThan(before);
    await more(matters);
    expect([[...load.refusals], load.cutOff]).toEqual([[], 0]);
    progress(`R14: ${load.answered.size} matters, both at work after ${(await migrated()) - before} migrations`);

    // Taken back: the old one works alone on the new schema.
    expect(await fleet.end(NEW, 'SIGTERM')).toBe(0);
    await more(matters);
    await fleet.restart(NEW);
    await more(matters);
    expect(await fleet.end(OLD, 'SIGTERM')).toBe(0);
    await more(matters);
    await load.stop();
    await load.repeat(25);
    await office.reckon(load);
    // Who meets a door that is closing is told so, or cut off, and comes again.
    expect([...load.refusals.keys()].filter((status) => status !== 503)).toEqual([]);
    expect(load.cutOff + [...load.refusals.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(CLIENTS * 20);
    progress(`R14: ${load.answered.size} matters through both releases`);
  });
});
