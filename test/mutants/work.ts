import type { Mutant } from './mutant.ts';

/** Timers and jobs: who does them, when, how often, and who waits for whom. */
export const WORK: readonly Mutant[] = [
  {
    name: 'timer-a-minute-early',
    breaks: 'P5',
    source: 'packages/engine/src/triggers/timer.ts',
    text: 'const due = duration && addDuration(since, duration);',
    replacement: 'const due = duration && addDuration(since - 60_000, duration);',
    caughtBy: {
      file: 'packages/server/test/runtime/runner.test.ts',
      test: 'the runner on PostgreSQL > fires a timer once, not early, also after nobody ran',
    },
  },
  {
    name: 'start-event-without-fence',
    breaks: 'P5',
    source: 'packages/server/src/runtime/start-events.ts',
    text: 'and element = $4 and lease_token = $5\n        and due <= $6 returning message, due, cycle`',
    replacement:
      'and element = $4 and $5::uuid is not null\n        and $6::timestamptz is not null returning message, due, cycle`',
    caughtBy: {
      file: 'packages/server/test/runtime/timers.test.ts',
      test: 'timers on PostgreSQL > of a start event count for the runner that holds them, and for nobody who held them before',
    },
  },
  {
    name: 'timer-starts-again-and-again',
    breaks: 'P5',
    seldom: true,
    source: 'packages/server/src/runtime/start-events.ts',
    text: 'wait?.due == null ? null : new Date(wait.due), wait',
    replacement: 'row.due, wait',
    caughtBy: {
      file: 'packages/server/test/runtime/timers.test.ts',
      test: 'timers on PostgreSQL > of a start event start one instance each time, and none early',
    },
  },
  {
    name: 'clock-of-the-runner',
    breaks: 'P5',
    seldom: true,
    source: 'packages/server/src/runtime/command-run.ts',
    text: 'at: this.#tx.now.getTime() }',
    replacement: 'at: Date.now() }',
    caughtBy: {
      file: 'packages/server/test/runtime/runner.test.ts',
      test: 'the runner on PostgreSQL > fires a timer once, not early, also after nobody ran',
    },
  },
  {
    name: 'no-load-shedding',
    breaks: 'P5',
    source: 'packages/server/src/platform/load-shedding.ts',
    text: 'if (!busy) return;',
    replacement: 'if (!busy || limits !== null) return;',
    caughtBy: {
      file: 'packages/server/test/platform/shedding-signs.test.ts',
      test: 'turns requests away while memory is short, says when to come back, and still answers for its health',
    },
  },
  {
    name: 'failures-never-show',
    breaks: 'P8',
    source: 'packages/server/src/runtime/outbox.ts',
    text: 'failed_at = case when retries <= 1 or $8 then',
    replacement: 'failed_at = case when $8 then',
    caughtBy: {
      file: 'packages/server/test/runtime/outbox.test.ts',
      test: 'the outbox on PostgreSQL > sends outward messages after commit only, and shows those that cannot be delivered',
    },
  },
  {
    name: 'slow-jobs-hold-up-others',
    breaks: 'P8',
    seldom: true,
    source: 'packages/server/src/runtime/outbox.ts',
    text: 'this.#inFlight.set(delivery, { controller, institution: job.institution_id });',
    replacement:
      'this.#inFlight.set(delivery, { controller, institution: job.institution_id });\n' + '      await delivery;',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > fence off who was late, even before the next one is done, and the key of the effect stays the same',
    },
  },
  {
    name: 'no-turns',
    breaks: 'P8',
    seldom: true,
    source: 'packages/server/src/runtime/claim.ts',
    text: 'institution_id > $3::uuid',
    replacement: '$3::uuid is not null',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > are given in turns: the few jobs of one institution do not wait for the many of another',
    },
  },
  {
    name: 'claim-waits-for-locks',
    breaks: 'P8',
    source: 'packages/server/src/runtime/claim.ts',
    text: 'for update skip locked) as work',
    replacement: 'for update) as work',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > are not waited for: a claim steps over what another transaction holds',
    },
  },
  {
    name: 'claims-what-it-does-not-know',
    breaks: 'P13',
    source: 'packages/server/src/runtime/outbox.ts',
    text: "and (kind in ('message', 'outward', 'steps') or kind = 'service' and job_type = any ($7))",
    replacement: "and (kind <> 'service' or job_type = any ($7))",
    caughtBy: {
      file: 'packages/server/test/persistence/rolling-upgrade.test.ts',
      test: 'a server whose database is upgraded under it > goes on beside the next release when that has only added',
    },
  },
  {
    name: 'stop-does-not-wait',
    breaks: 'P13',
    seldom: true,
    source: 'packages/server/src/runtime/outbox.ts',
    text: 'await Promise.all(this.#inFlight.keys());',
    replacement: '',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > end in order: a server that is told to stop waits for what it has begun',
    },
  },
];
