import type { Mutant } from './mutant.ts';

/** Registers, the audit trail, verification and backups. */
export const RECORDS: readonly Mutant[] = [
  {
    name: 'number-is-the-highest-and-one',
    breaks: 'P6',
    source: 'packages/server/src/domains/registry/allot-number.ts',
    text:
      '`insert into register_counters as c (institution_id, register, year, last_number) values ($1, $2, $3, 1)\n' +
      '     on conflict (institution_id, register, year) do update set last_number = c.last_number + 1\n' +
      '     returning last_number`',
    replacement:
      '`select coalesce(max(number), 0) + 1 as last_number from register_entries\n' +
      '      where institution_id = $1 and register = $2 and year = $3`',
    caughtBy: {
      file: 'packages/server/test/registry.test.ts',
      test: 'numbers of a register on PostgreSQL > have no gap and no double, however many are taken together and given up',
    },
  },
  {
    name: 'number-from-a-sequence',
    breaks: 'P6',
    seldom: true,
    source: 'packages/server/src/domains/registry/allot-number.ts',
    text: 'const number = row.last_number;',
    replacement:
      'const sequence = (allotNumber as unknown as { next?: number });\n' +
      '  sequence.next = (sequence.next ?? 0) + 1;\n' +
      '  const number = sequence.next;',
    caughtBy: {
      file: 'packages/server/test/registry.test.ts',
      test: 'numbers of a register on PostgreSQL > have no gap and no double, however many are taken together and given up',
    },
  },
  {
    name: 'year-of-greenwich',
    breaks: 'P6',
    seldom: true,
    source: 'packages/server/src/domains/registry/allot-number.ts',
    text: 'const year = Number(date.slice(0, 4));',
    replacement: 'const year = tx.now.getUTCFullYear();',
    caughtBy: {
      file: 'packages/server/test/registry.test.ts',
      test: 'numbers of a register on PostgreSQL > begin at 1 in each institution, register and year of Bucharest',
    },
  },
  {
    name: 'chain-without-links',
    breaks: 'P12',
    source: 'packages/server/src/platform/audit.ts',
    text: 'previousHash: head.hash,',
    replacement: 'previousHash: CHAIN_START,',
    caughtBy: {
      file: 'packages/server/test/platform/audit.test.ts',
      test: 'the audit chain on PostgreSQL > is one chain, however many write together, and knows nothing of what was given up',
    },
  },
  {
    name: 'hash-without-salt',
    breaks: 'P12',
    source: 'packages/server/src/platform/audit-chain.ts',
    text: '.update(salt).update(canonicalJson(content))',
    replacement: '.update(canonicalJson(content))',
    caughtBy: {
      file: 'packages/server/test/platform/audit.test.ts',
      test: 'the audit chain on PostgreSQL > salts each payload anew, so that what was erased cannot be guessed',
    },
  },
  {
    name: 'verify-skips-journals',
    breaks: 'P12',
    seldom: true,
    source: 'packages/server/src/operations/verify/verify.ts',
    text: "note(await checkJournal(installation, id, journalShare, counting('journal')));",
    replacement: "await checkJournal(installation, id, journalShare, counting('journal'));",
    caughtBy: {
      file: 'packages/server/test/operations/findings.test.ts',
      test: 'verification > finds a state that does not follow from its journal, and a journal without its state',
    },
  },
  {
    name: 'verify-believes-files',
    breaks: 'P12',
    seldom: true,
    source: 'packages/server/src/operations/verify/check-files.ts',
    text: "if (createHash('sha256').update(bytes).digest('hex') !== sha256)",
    replacement: "if (createHash('sha256').update(bytes).digest('hex') === '')",
    caughtBy: {
      file: 'packages/server/test/operations/findings.test.ts',
      test: 'verification > finds a file whose content was changed or is gone',
    },
  },
  {
    name: 'backup-leaves-out-a-table',
    breaks: 'P14',
    seldom: true,
    source: 'packages/server/src/operations/backup/write-backup.ts',
    text: 'filter((one) => one.ofInstitution)) await writer.table(table, institution);',
    replacement:
      "filter((one) => one.ofInstitution && one.name !== 'deadlines')) await writer.table(table, institution);",
    caughtBy: {
      file: 'packages/server/test/operations/backup-is-whole.test.ts',
      test: 'holds every row of every table, and what is restored from it verifies',
    },
  },
  {
    name: 'damaged-backup-restored',
    breaks: 'P14',
    source: 'packages/server/src/operations/backup/backup-file.ts',
    text: "if (createHash('sha256').update(packed).digest('hex') === part.sha256) return packed;",
    replacement: "if (createHash('sha256').update(packed).digest('hex') !== '') return packed;",
    caughtBy: {
      file: 'packages/server/test/operations/backup.test.ts',
      test: 'tells a backup that is cut off, damaged or no backup',
    },
  },
];
