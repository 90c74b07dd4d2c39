import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CuttableLine, layLine } from './cuttable-line.ts';
import { COMMANDS_PER_MATTER, furnish, OfficeAtWork, pause, SLOW_MODEL } from './office-at-work.ts';
import { OfficeLoad, signUp, type Who } from './office-load.ts';
import { LEASE_SECONDS, RunnerFleet } from './runner-fleet.ts';
import { progress, random, seed, size } from './sizes.ts';

/**
 * Three runners on one PostgreSQL under load: each with a clock that is ten minutes wrong, one of them jumping and
 * behind a line that can go dead. They are killed, paused, told to end; the database is struck down, its connections cut. At the end nothing may
 * be lost, nothing may have counted twice, and the numbers have no gap.
 */
const TEN_MINUTES = 600_000;
/** How much slower than promised a loaded machine may be. */
const MARGIN = 4;

describe.sequential(`runners that fail (seed ${seed})`, { timeout: 3_600_000 }, () => {
  const pick = random(seed);
  const fleet = new RunnerFleet();
  let office: OfficeAtWork;
  let line: CuttableLine;
  let load: OfficeLoad;
  let who: Who;

  beforeAll(async () => {
    office = await OfficeAtWork.open({ synchronous_commit: 'on' });
    const { url } = office.postgres;
    line = await layLine(Number(new URL(url).port));
    const behind = new URL(url);
    behind.port = String(line.port);
    await Promise.all([
      fleet.add({ DATABASE_URL: url, SKEW_MS: String(TEN_MINUTES), RUNNER_NAME: '0' }),
      fleet.add({ DATABASE_URL: url, SKEW_MS: String(-TEN_MINUTES), RUNNER_NAME: '1' }),
      fleet.add({ DATABASE_URL: behind.href, RUNNER_NAME: '2', SKEW_MS: String(TEN_MINUTES), SKEW_JUMPS: '1' }),
    ]);
    who = await signUp(fleet.address(0) ?? '');
    load = new OfficeLoad(fleet, who, office.institution.slug, office.definition);
    load.start(size(4, 8));
  });
  afterAll(async () => {
    fleet.stopAll();
    line?.close();
    await office?.postgres.stop();
  });

  /** Waits until what is on its way now is carried through; the bar is `seconds`, with the machine's margin. */
  const goesOn = async (seconds: number) => await office.carriedThrough(await office.open(), seconds * 1000 * MARGIN);
  /** Waits until another request is answered. */
  const serves = async (seconds: number) => {
    const [before, began] = [load.answered.size, Date.now()];
    while (load.answered.size <= before) {
      if (Date.now() - began > seconds * 1000 * MARGIN) throw new Error(`No request was served within ${seconds} s.`);
      await pause(20);
    }
  };

  it('R5: a runner is killed', async () => {
    for (let turn = 0; turn < size(5, 500); turn += 1) {
      await pause(200 + pick(500));
      const victim = pick(fleet.size);
      await fleet.end(victim, 'SIGKILL');
      await goesOn(LEASE_SECONDS + 5);
      await fleet.restart(victim);
      progress(`R5: kill ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('R7: a runner stands still for longer than its lease', async () => {
    for (let turn = 0; turn < size(3, 100); turn += 1) {
      await pause(100 + pick(300));
      const victim = pick(fleet.size);
      fleet.signal(victim, 'SIGSTOP');
      await pause(LEASE_SECONDS * 1000 + 500);
      fleet.signal(victim, 'SIGCONT');
      await goesOn(LEASE_SECONDS + 5);
      progress(`R7: pause ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('R7: what a runner completes after its lease does not count', async () => {
    // In an institution of its own, which the count at the end leaves out.
    const { institution, definition } = await furnish(office.postgres.url, SLOW_MODEL);
    const rows = async () =>
      (await office.ask<{ slug: string }>(`select slug from offices where institution_id = '${institution.id}'`)).map(
        ({ slug }) => slug.slice(37),
      );
    const holderOf = async (attempt: number) => {
      for (const began = Date.now(); ; ) {
        const taken = (await rows()).find((row) => row.startsWith(`taken-${attempt}-by-`));
        if (taken !== undefined) return Number(taken.at(-1));
        if (Date.now() - began > (LEASE_SECONDS + 5) * 1000 * MARGIN)
          throw new Error(`Nobody took it, try ${attempt}.`);
        await pause(25);
      }
    };
    for (let turn = 0; turn < size(2, 100); turn += 1) {
      await office.ask(`delete from offices where institution_id = '${institution.id}'`);
      const started = await fetch(`${fleet.address(turn % fleet.size)}/api/v1/institutions/${institution.slug}/asks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: who.cookie, 'x-csrf-token': who.csrf },
        body: JSON.stringify({ do: 'start', definition, businessKey: `slow-${turn}` }),
      });
      expect(started.status).toBe(201);
      const victim = await holderOf(1);
      fleet.signal(victim, 'SIGSTOP');
      const other = await holderOf(2);
      // It wakes up with its work done, while the other is still at it, and wants to complete it first.
      fleet.signal(victim, 'SIGCONT');
      expect(other).not.toBe(victim);
      await goesOn(LEASE_SECONDS + 5);
      const done = (await rows()).filter((row) => row.startsWith('done-'));
      // A busy machine may let the second lease run out too: whose later try counts is open, the first one never does.
      expect(done).toHaveLength(1);
      expect(done[0]).not.toMatch(/^done-1-/);
      progress(`R7: late completion ${turn + 1} was refused`);
    }
    expect(await office.count(`select count(*) n from incidents where institution_id = '${institution.id}'`)).toBe(0);
    for (const table of ['offices', 'journal', 'jobs', 'instances'])
      await office.ask(`delete from ${table} where institution_id = '${institution.id}'`);
  });

  it('R6: the database is struck down', async () => {
    for (let turn = 0; turn < size(2, 100); turn += 1) {
      await pause(200 + pick(500));
      await office.postgres.crash();
      await serves(5);
      progress(`R6: immediate restart ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('R6: every connection is cut', async () => {
    for (let turn = 0; turn < size(2, 50); turn += 1) {
      await pause(100 + pick(300));
      await office.ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      );
      await serves(5);
    }
    await goesOn(LEASE_SECONDS + 5);
  });

  it('R6: a line goes dead that nobody has closed', async () => {
    for (let turn = 0; turn < size(1, 50); turn += 1) {
      line.cut();
      await pause(500 + pick(1_000));
      line.mend();
      const began = Date.now();
      const health = async () =>
        (await fetch(`${fleet.address(2)}/readyz`, { signal: AbortSignal.timeout(1_000) })).status;
      for (;;) {
        if ((await health().catch(() => 0)) === 200) break;
        if (Date.now() - began > 5_000 * MARGIN) throw new Error('The runner did not find out that its line was dead.');
        await pause(100);
      }
      progress(`R6: dead line ${turn + 1} found out after ${Date.now() - began} ms`);
    }
    await goesOn(LEASE_SECONDS + 5);
  });

  it('R13: a runner is told to end', async () => {
    for (let turn = 0; turn < size(5, 100); turn += 1) {
      await pause(200 + pick(300));
      const [victim, cutOff, began] = [pick(fleet.size), load.cutOff, Date.now()];
      expect(await fleet.end(victim, 'SIGTERM')).toBe(0);
      expect(Date.now() - began).toBeLessThan(10_000);
      // Who meets a closed door may be cut off once; who was inside is answered.
      expect(load.cutOff - cutOff).toBeLessThanOrEqual(size(4, 8));
      await fleet.restart(victim);
      progress(`R13: end ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('P1, P3, P5, P6: nothing is lost, nothing counts twice, no timer was early', async () => {
    await load.stop();
    await load.repeat(25);
    await office.reckon(load);
    const filed = load.answered.size;
    progress(
      `${filed} matters (${filed * COMMANDS_PER_MATTER} commands), refusals ${JSON.stringify([...load.refusals])}, cut off ${load.cutOff}`,
    );
    const wrong = [...load.refusals.keys()].filter((status) => status !== 503);
    expect(wrong, fleet.failures.join('\n')).toEqual([]);
    expect(fleet.died).toEqual([]);
    expect(filed).toBeGreaterThan(100);
  });
});
