import { COMMANDS_PER_MATTER, OfficeAtWork, pause } from './office-at-work.ts';
import { OfficeLoad, signUp } from './office-load.ts';
import { RunnerFleet } from './runner-fleet.ts';
import { random, seed } from './sizes.ts';

/**
 * The acceptance run, `npm run faults -- --size acceptance`: three runners with wrong clocks on a PostgreSQL that writes
 * through to the disk carry out 60,000 commands while one of them is killed 20 times and the database struck down 5
 * times. Ends with 1 unless nothing was lost, nothing doubled, no number is missing, and work always went on in time.
 */
const [COMMANDS = 60_000, KILLS = 20, RESTARTS = 5] = process.argv.slice(2).map(Number);
const LEASE_SECONDS = 5;
const BAR_MS = (LEASE_SECONDS + 5) * 1000;
const CLIENTS = 8;
/** Matters on their way, above which nothing new is filed: what is measured is the takeover, not a queue. */
const MOST_OPEN = 150;
const TEN_MINUTES = '600000';
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const longest = (times: readonly number[]) => seconds(Math.max(0, ...times));

const began = Date.now();
say(`Acceptance, seed ${seed}: ${COMMANDS} commands, ${KILLS} kills, ${RESTARTS} restarts of the database`);
const pick = random(seed);
const office = await OfficeAtWork.open(DURABLE);
const fleet = new RunnerFleet();
const late: string[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(2));
try {
  const { url } = office.postgres;
  const more = { DATABASE_URL: url, CIRCULA_LEASE_SECONDS: String(LEASE_SECONDS) };
  await Promise.all([
    fleet.add({ ...more, SKEW_MS: TEN_MINUTES }),
    fleet.add({ ...more, SKEW_MS: `-${TEN_MINUTES}` }),
    fleet.add({ ...more, SKEW_MS: TEN_MINUTES, SKEW_JUMPS: '1' }),
  ]);
  const load = new OfficeLoad(fleet, await signUp(fleet.address(0) ?? ''), office.institution.slug, office.definition);
  load.start(CLIENTS);
  const watch = setInterval(() => {
    office.open().then(
      (open) => {
        load.held = open.length > MOST_OPEN;
      },
      () => undefined, // The database has been struck down.
    );
  }, 250);

  const matters = Math.ceil(COMMANDS / COMMANDS_PER_MATTER);
  const faults = [...Array<'kill'>(KILLS).fill('kill'), ...Array<'restart'>(RESTARTS).fill('restart')]
    .map((fault) => ({ fault, at: pick(1_000_000) }))
    .sort((a, b) => a.at - b.at);
  const takeovers: number[] = [];
  const afterRestart: number[] = [];
  for (const [index, { fault }] of faults.entries()) {
    await filed(Math.floor((matters * (index + 1)) / (faults.length + 1)));
    await pause(pick(1_000));
    const open = await office.open();
    const struck = Date.now();
    if (fault === 'kill') {
      const victim = pick(fleet.size);
      await fleet.end(victim, 'SIGKILL');
      takeovers.push(await wentOn(`after kill ${takeovers.length + 1}`, open, struck));
      await fleet.restart(victim);
    } else {
      await office.postgres.crash();
      const back = Date.now();
      afterRestart.push(await wentOn(`after restart ${afterRestart.length + 1} of the database`, open, back));
    }
    say(
      `${fault} ${index + 1} of ${faults.length}: ${load.answered.size * COMMANDS_PER_MATTER} of ${COMMANDS} commands`,
    );
  }
  await filed(matters);
  clearInterval(watch);
  await load.stop();
  await load.repeat(100);
  const loaded = Date.now() - began;
  say('Counting what is there');
  await office.reckon(load);
  const commands = load.answered.size * COMMANDS_PER_MATTER;
  say(
    `${commands} commands in ${seconds(loaded)} (${Math.round((commands * 1000) / loaded)}/s), ${load.answered.size} letters`,
  );
  say(`0 lost, 0 doubled, numbers 1 to ${load.answered.size} without a gap, no timer early, verify found nothing`);
  say(
    `work went on at most ${longest(takeovers)} after a kill, ${longest(afterRestart)} after a restart; bar ${seconds(BAR_MS)}`,
  );
  say(`refused ${JSON.stringify(Object.fromEntries(load.refusals))}, cut off without an answer ${load.cutOff}`);
  const wrong = [...load.refusals.keys()].filter((status) => status !== 503);
  if (fleet.died.length > 0) late.push(`runners ended by themselves: ${fleet.died.join(', ')}`);
  if (wrong.length > 0) late.push(`requests were refused with ${wrong.join(', ')}: ${fleet.failures.join('\n')}`);

  async function filed(count: number): Promise<void> {
    while (load.answered.size < count) await pause(50);
  }
  /** How long after `since` all that was on its way then had been carried through. */
  async function wentOn(when: string, open: readonly string[], since: number): Promise<number> {
    await office.carriedThrough(open, BAR_MS * 6);
    const took = Date.now() - since;
    if (took > BAR_MS) late.push(`work went on only after ${seconds(took)} ${when}`);
    return took;
  }
} catch (error) {
  console.error(error);
  late.push('the run ended with an error');
}
for (const line of late) say(`FAIL: ${line}`);
if (late.length === 0) say('passed');
await end(late.length === 0 ? 0 : 1);

async function end(code: number): Promise<never> {
  fleet.stopAll();
  await office.postgres.stop();
  process.exit(code);
}
