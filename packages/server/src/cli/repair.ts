import { parseArgs } from 'node:util';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import {
  checkedBulkRepair,
  checkedRepairs,
  type RepairResult,
  runBulkRepair,
  runRepairs,
} from '../domains/repair/index.ts';
import { domains } from '../domains.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { UnitOfWork } from '../persistence/unit-of-work.ts';
import { Problem, type ProblemDetail } from '../problems.ts';
import { institutionNamed } from './add-office.ts';
import { CLI_ACTOR, type Command, CommandRefused, DONE, FAILED, misused, parseJson } from './command.ts';

/** Mends by hand as the HTTP interface does, for whoever is at the machine when no administrator can log in. */
export const repair: Command = {
  usage: '<institution> <action> [<id> | --where <json>] --reason <text> [--with <json>] [--dry-run] [--json]',
  purpose: 'mend by hand, audited: retryIncident, cancelJob, setVariables, modifyInstance, migrateInstance and more',
  async run(args) {
    const options = {
      reason: { type: 'string' },
      with: { type: 'string' },
      where: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [slug, type, id, ...rest] = positionals;
    const isBulk = values.where !== undefined;
    if (slug === undefined || type === undefined || rest.length > 0 || (isBulk && id !== undefined))
      return misused('repair', this.usage);
    if (values.reason === undefined) throw new CommandRefused('Say why with --reason: it is kept in the audit');
    const asked = { reason: values.reason, dryRun: values['dry-run'] };
    const action = { ...jsonObject('--with', values.with ?? '{}'), type, ...subject(type, id) };
    const bulk = isBulk
      ? withFaults(() => checkedBulkRepair({ ...asked, action, where: jsonObject('--where', values.where ?? '') }))
      : null;
    const one = isBulk ? null : withFaults(() => checkedRepairs({ ...asked, actions: [action] }));

    const config = { ...readConfig(process.env), logLevel: 'silent' as const };
    const entities = domains.flatMap((domain) => domain.entities ?? []);
    const database = await openDatabase(config.database, { entities });
    try {
      const institution = await institutionNamed(new UnitOfWork(database.dataSource), slug);
      // The whole server, which neither listens nor works: what the domains keep beside an instance has to follow a repair.
      const app = await buildApp({ config, dataSource: database.dataSource });
      try {
        const { unitOfWork, runner } = app.services;
        const context = { unitOfWork, runner, institution, actor: CLI_ACTOR, ...asked };
        const results = one === null ? [] : await runRepairs(context, one.actions);
        let after: string | null = null;
        while (bulk !== null) {
          const report = await runBulkRepair(context, after === null ? bulk : { ...bulk, after });
          results.push(...report.results);
          after = report.next;
          if (after === null) break;
        }
        tell(results, asked.dryRun, values.json);
        return results.every(({ done }) => done) ? DONE : FAILED;
      } finally {
        await app.stop();
      }
    } finally {
      await database.close();
    }
  },
};

/** The field that says on what, which every action names after its kind. */
function subject(type: string, id: string | undefined): Readonly<Record<string, string>> {
  if (id === undefined) return {};
  const kind = /(Incident|Job|Instance|Definition)$/.exec(type)?.[1]?.toLowerCase();
  const others: Readonly<Record<string, string>> = { resend: 'job', setVariables: 'instance' };
  return { [kind ?? others[type] ?? 'id']: id };
}

function jsonObject(option: string, text: string): object {
  const value = parseJson(text, option);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandRefused(`${option} is no JSON object`);
  return value;
}

/** A shape that is wrong, as one line that names each fault. */
function withFaults<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const faults = (error.errors ?? []).map(({ field, message }) => `${field ?? ''} ${message}`.trim());
    throw new CommandRefused([error.message, faults.join('; ')].filter((part) => part !== '').join(': '));
  }
}

/** The faults of a problem as one says them, with the element where there is one. */
function faultsOf(errors: unknown): string[] {
  return ((errors ?? []) as readonly ProblemDetail[]).map(({ element, code, message }) =>
    [element, message, `(${code})`].filter((part) => part !== undefined).join(' '),
  );
}

function tell(results: readonly RepairResult[], dryRun: boolean, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ dryRun, results }, null, 2));
    return;
  }
  for (const { subject: on, done, problem, events, status } of results) {
    if (!done) {
      console.error(`${on}: ${[String(problem?.detail), ...faultsOf(problem?.errors)].join('; ')}.`);
      continue;
    }
    const steps = events.map(({ type, element }) => `  ${type} ${element}`.trimEnd());
    const outcome = `${dryRun ? 'could be done, and was taken back' : 'done'}${status === null ? '' : `; it is ${status}`}`;
    console.log([`${on}: ${outcome}.`, ...steps].join('\n'));
  }
  if (results.length === 0) console.log('Nothing fits.');
}
