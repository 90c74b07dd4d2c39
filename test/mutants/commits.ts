import type { Mutant } from './mutant.ts';

/** What is answered is on record, and one command is one transaction. */
export const COMMITS: readonly Mutant[] = [
  {
    name: 'answer-before-commit',
    breaks: 'P1',
    source: 'packages/server/src/persistence/unit-of-work.ts',
    text: 'await tx.commit();',
    replacement: 'void tx.commit().catch(() => undefined);',
    caughtBy: {
      file: 'packages/server/test/persistence/commit.test.ts',
      test: 'a commit on PostgreSQL > is waited for before anybody is told: one that fails is a failure',
    },
  },
  {
    name: 'rolled-back-commit-is-success',
    breaks: 'P1',
    seldom: true,
    source: 'packages/server/src/persistence/open-transaction.ts',
    text: "if (command !== 'COMMIT') {",
    replacement: 'if (command === undefined) {',
    caughtBy: {
      file: 'packages/server/test/persistence/unit-of-work.test.ts',
      test: 'the unit of work on PostgreSQL > never tells of a commit that was none: a failure that somebody kept back fails the transaction',
    },
  },
  {
    name: 'lease-never-expires',
    breaks: 'P1',
    source: 'packages/server/src/runtime/claim.ts',
    text: '(lease_until is null or lease_until < $2 or lease_until > $6)',
    replacement: '(lease_until is null or lease_until > $6)',
    caughtBy: {
      file: 'packages/server/test/runtime/outbox.test.ts',
      test: 'the outbox on PostgreSQL > hands a job to another runner when its lease has run out, and refuses the late one',
    },
  },
  {
    name: 'journal-not-written',
    breaks: 'P2',
    source: 'packages/server/src/runtime/step-tables.ts',
    text: 'as j (instance, seq, at, type, element, key, event)`',
    replacement: 'as j (instance, seq, at, type, element, key, event) where false`',
    caughtBy: {
      file: 'packages/server/test/runtime/runner.test.ts',
      test: 'the runner on PostgreSQL > writes state, journal and tasks of a step together',
    },
  },
  {
    name: 'no-lock-on-the-instance',
    breaks: 'P2',
    source: 'packages/server/src/runtime/lock-instance.ts',
    text: 'order by (id = root_instance) desc for update`',
    replacement: 'order by (id = root_instance) desc`',
    caughtBy: {
      file: 'packages/server/test/runtime/commands-together.test.ts',
      test: 'commands that come together on PostgreSQL > are carried out one after the other, and none is lost',
    },
  },
  {
    name: 'tells-of-what-was-taken-back',
    breaks: 'P2',
    seldom: true,
    source: 'packages/server/src/persistence/unit-of-work.ts',
    text: 'outer.forget(tx);',
    replacement: '',
    caughtBy: {
      file: 'packages/server/test/persistence/unit-of-work.test.ts',
      test: 'the unit of work on PostgreSQL > joins an open transaction, and takes back only what the joined part did',
    },
  },
  {
    name: 'floor-of-the-schema-ignored',
    breaks: 'P13',
    source: 'packages/server/src/persistence/unit-of-work.ts',
    text: 'if (entered.floor > SCHEMA_VERSION)',
    replacement: 'if (entered.floor < 0)',
    caughtBy: {
      file: 'packages/server/test/persistence/rolling-upgrade.test.ts',
      test: 'a server whose database is upgraded under it > refuses when the next release has taken away what it needs, and says so at its next start',
    },
  },
];
