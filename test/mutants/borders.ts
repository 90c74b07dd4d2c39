import type { Mutant } from './mutant.ts';

/** Between institutions, and between models and the machine they run on. */
export const BORDERS: readonly Mutant[] = [
  {
    name: 'row-level-security-not-forced',
    breaks: 'P10',
    source: 'packages/server/src/persistence/secure-table.ts',
    text: 'force row level security;',
    replacement: 'no force row level security;',
    caughtBy: {
      file: 'packages/server/test/persistence/schema.test.ts',
      test: 'the schema on PostgreSQL > forces row-level security on every table of institutions, with a policy for the application role',
    },
  },
  {
    name: 'role-not-taken',
    breaks: 'P10',
    source: 'packages/server/src/persistence/unit-of-work.ts',
    text: "select set_config('role', $1, true)",
    replacement: "select set_config('circula.role', $1, true)",
    caughtBy: {
      file: 'packages/server/test/persistence/unit-of-work.test.ts',
      test: 'the unit of work on PostgreSQL > hides and protects the rows of other institutions, whatever the query forgets',
    },
  },
  {
    name: 'institution-not-set-again',
    breaks: 'P10',
    source: 'packages/server/src/persistence/unit-of-work.ts',
    text: 'session.execute(ENTER, entryOf(inside)), ',
    replacement: '',
    caughtBy: {
      file: 'packages/server/test/persistence/unit-of-work.test.ts',
      test: 'the unit of work on PostgreSQL > joins an open transaction, and takes back only what the joined part did',
    },
  },
  {
    name: 'foreign-is-not-missing',
    breaks: 'P10',
    seldom: true,
    source: 'packages/server/src/platform/session.ts',
    text: 'if (!membership) throw notFound();',
    replacement: "if (!membership) throw new Problem('forbidden');",
    caughtBy: {
      file: 'packages/server/test/platform/http.test.ts',
      test: 'the HTTP platform on PostgreSQL > access > is 401 for the anonymous, 404 for strangers, 403 without the role',
    },
  },
  {
    name: 'keys-given-differently',
    breaks: 'P7',
    source: 'packages/engine/src/kernel/apply.ts',
    text: 'draft.nextKey = event.key + event.keys;',
    replacement: 'draft.nextKey = event.key + event.keys + 1;',
    caughtBy: {
      file: 'packages/engine/test/golden.test.ts',
      test: 'states of released versions > go on to their end: 0.1.0, scope',
    },
  },
  {
    name: 'scripts-of-any-language',
    breaks: 'P11',
    source: 'packages/engine/src/compile/node-details.ts',
    text: "if (!isFeelLanguage(text(element, 'scriptFormat'))) {",
    replacement: "if (text(element, 'scriptFormat') === 'shell') {",
    caughtBy: {
      file: 'packages/engine/test/refused.test.ts',
      test: 'refused rows of the support table > script format',
    },
  },
  {
    name: 'templates-reach-prototypes',
    breaks: 'P11',
    source: 'packages/server/src/domains/documents/template/read-template.ts',
    text: "new Set(['__proto__', 'constructor', 'prototype'])",
    replacement: 'new Set<string>()',
    caughtBy: {
      file: 'packages/server/src/domains/documents/documents.test.ts',
      test: 'templates > refuse {{constructor}}',
    },
  },
];
