import type { Transaction } from '../../persistence/transaction.ts';
import type { UnitOfWork } from '../../persistence/unit-of-work.ts';
import { audit } from '../../platform/audit.ts';
import { Problem } from '../../problems.ts';
import type { Outcome, Runner } from '../../runtime/runner.ts';
import { performRepair, subjectOf } from './perform-repair.ts';
import type { BulkRepair, RepairAction, RepairReport, RepairResult } from './schemas.ts';
import { selectTargets } from './select-targets.ts';

export interface RepairContext {
  readonly unitOfWork: UnitOfWork;
  readonly runner: Runner;
  readonly institution: string;
  readonly actor: string;
  readonly reason: string;
  readonly dryRun: boolean;
}

const SHOWN_EVENTS = 200;

/** Ends the transaction of a dry run, which is otherwise the same as the real one. */
class TakenBack extends Error {
  readonly outcome: Outcome | null;

  constructor(outcome: Outcome | null) {
    super('A dry run is taken back.');
    this.outcome = outcome;
  }
}

/** Carries out actions one after the other, each in a transaction of its own with its audit entry; one that cannot be done does not keep the others. */
export async function runRepairs(context: RepairContext, actions: readonly RepairAction[]): Promise<RepairResult[]> {
  const results: RepairResult[] = [];
  for (const action of actions) results.push(await runOne(context, action));
  return results;
}

/** The same action for the next instances that fit. */
export async function runBulkRepair(context: RepairContext, bulk: BulkRepair): Promise<RepairReport> {
  const { unitOfWork, institution, dryRun } = context;
  const { actions, next } = await unitOfWork.run(
    { kind: 'institution', institution },
    async (tx) => await selectTargets(tx, bulk),
  );
  return { dryRun, results: await runRepairs(context, actions), next };
}

async function runOne(context: RepairContext, action: RepairAction): Promise<RepairResult> {
  const { unitOfWork, institution } = context;
  const subject = subjectOf(action);
  try {
    const outcome = await unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) => await inTransaction(tx, context, action, subject),
    );
    return done(subject, outcome);
  } catch (error) {
    if (error instanceof TakenBack) return done(subject, error.outcome);
    if (error instanceof Problem)
      return { subject, done: false, problem: { ...error.toJSON() }, events: [], status: null };
    throw error;
  }
}

async function inTransaction(
  tx: Transaction,
  { runner, actor, reason, dryRun }: RepairContext,
  action: RepairAction,
  subject: string,
): Promise<Outcome | null> {
  const outcome = await performRepair(tx, runner, action, { actor, reason });
  if (dryRun) throw new TakenBack(outcome);
  audit(tx, { actor, action: `repair.${action.type}`, subject, detail: { reason, ...namesOf(action) } });
  return outcome;
}

/** What an action was about, without the values of variables. */
function namesOf(action: RepairAction): { readonly [name: string]: unknown } {
  const names = 'variables' in action && action.variables !== undefined ? Object.keys(action.variables) : [];
  return {
    ...(names.length === 0 ? {} : { variables: names }),
    ...('definition' in action ? { definition: action.definition } : {}),
    ...('owner' in action ? { owner: action.owner } : {}),
  };
}

const done = (subject: string, outcome: Outcome | null): RepairResult => ({
  subject,
  done: true,
  problem: null,
  events: (outcome?.events ?? []).slice(0, SHOWN_EVENTS).map(({ type, element }) => ({ type, element })),
  status: outcome?.state.status ?? null,
});
