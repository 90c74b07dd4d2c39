import type { Mutant } from './mutant.ts';

/** Effects follow the commit and count once; a repeated request is answered as before. */
export const EFFECTS: readonly Mutant[] = [
  {
    name: 'no-fence',
    breaks: 'P3',
    source: 'packages/server/src/runtime/outbox.ts',
    text: 'and lease_token = $4 and done_at is null\n' + '          returning key`',
    replacement: 'and $4::uuid is not null and done_at is null\n' + '          returning key`',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > fence off who was late, even before the next one is done, and the key of the effect stays the same',
    },
  },
  {
    name: 'no-fence-for-shared-commits',
    breaks: 'P3',
    source: 'packages/server/src/runtime/claimed-work.ts',
    text: '.lease_token = c.token`',
    replacement: '.lease_token is not null and c.token is not null`',
    caughtBy: {
      file: 'packages/server/test/runtime/command-groups.test.ts',
      test: 'commands of their own on PostgreSQL > count only while the work that they use up is held',
    },
  },
  {
    name: 'effect-before-commit',
    breaks: 'P3',
    source: 'packages/server/src/runtime/runtime.ts',
    text:
      '      if (parts.sweep !== undefined) sweeper.add(parts.sweep);\n    },\n' +
      "    async enqueue(tx, message) {\n      wakeUp.afterCommit(tx, 'jobs');\n",
    replacement:
      '      (globalThis as any).known = [...((globalThis as any).known ?? []), ...(parts.jobHandlers ?? [])];\n    },\n' +
      '    async enqueue(tx, message) {\n' +
      '      const handler = (globalThis as any).known.find((one) => one.jobType === message.jobType);\n' +
      '      await handler?.handle({ institution: tx.institution, attempt: 1, ...message }, unitOfWork).catch(() => 0);\n',
    caughtBy: {
      file: 'packages/server/test/runtime/outbox.test.ts',
      test: 'the outbox on PostgreSQL > sends outward messages after commit only, and shows those that cannot be delivered',
    },
  },
  {
    name: 'no-heartbeat',
    breaks: 'P3',
    seldom: true,
    source: 'packages/server/src/runtime/outbox.ts',
    text: '}, this.#options.leaseMs / BEATS);',
    replacement: '}, 3_600_000);',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > are renewed while a job is at work, so that nobody else takes it',
    },
  },
  {
    name: 'key-of-the-effect-changes',
    breaks: 'P3',
    source: 'packages/server/src/runtime/outbox.ts',
    text: '{ institution, instance, key: Number(row.key), element,',
    replacement: '{ institution, instance, key: Number(row.key) + attempt - 1, element,',
    caughtBy: {
      file: 'packages/server/test/runtime/leases.test.ts',
      test: 'leases > fence off who was late, even before the next one is done, and the key of the effect stays the same',
    },
  },
  {
    name: 'message-counts-twice',
    breaks: 'P3',
    seldom: true,
    source: 'packages/server/src/runtime/messages.ts',
    text: '[institutionOf(tx), id, name, correlationKey, messageId, JSON.stringify(variables), tx.now, expires]',
    replacement: '[institutionOf(tx), id, name, correlationKey, null, JSON.stringify(variables), tx.now, expires]',
    caughtBy: {
      file: 'packages/server/test/runtime/runner.test.ts',
      test: 'the runner on PostgreSQL > messages > reach the instance that waits with the key, once per message id',
    },
  },
  {
    name: 'idempotency-key-forgotten',
    breaks: 'P4',
    source: 'packages/server/src/runtime/idempotency.ts',
    text: 'const kept = await reserve(tx, account, key, hash);',
    replacement: 'const kept = await reserve(tx, account, key, hash).then(() => null);',
    caughtBy: {
      file: 'packages/server/test/platform/http.test.ts',
      test: 'the HTTP platform on PostgreSQL > idempotency keys > give the same answer to the same request, and refuse another',
    },
  },
  {
    name: 'idempotency-key-of-everybody',
    breaks: 'P4',
    source: 'packages/server/src/runtime/idempotency.ts',
    text: 'const account = request.account?.id ?? request.machine?.id;',
    replacement: "const account = request.account === null ? undefined : '00000000-0000-4000-8000-000000000000';",
    caughtBy: {
      file: 'packages/server/test/platform/kept-answers.test.ts',
      test: 'an answer under an idempotency key on PostgreSQL > is of one account and one institution',
    },
  },
  {
    name: 'idempotency-key-kept-a-day',
    breaks: 'P4',
    seldom: true,
    source: 'packages/server/src/runtime/idempotency.ts',
    text: 'export const KEPT_DAYS = 30;',
    replacement: 'export const KEPT_DAYS = 1;',
    caughtBy: {
      file: 'packages/server/test/platform/kept-answers.test.ts',
      test: 'an answer under an idempotency key on PostgreSQL > is kept for thirty days, whoever sweeps meanwhile, and not for ever',
    },
  },
];
