import { type Mapping, type Modification, planMigration } from '@circula/engine';
import type { Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { migrateInstance } from '../../runtime/migrate-instance.ts';
import type { Outcome, Runner } from '../../runtime/runner.ts';
import { checkedVariables } from '../checked-variables.ts';
import { checkedResult } from '../job-result.ts';
import { assignIncident, retryIncident } from './repair-incident.ts';
import { cancelJob, completeJob, type Mender, placeOf, resend, retryJob } from './repair-job.ts';
import type { RepairAction } from './schemas.ts';
import { resumeDefinition, resumeInstitution, suspendDefinition, suspendInstitution } from './suspend-definition.ts';

/** Carries out one action; what it cannot do is a problem, and the transaction is rolled back. */
export async function performRepair(
  tx: Transaction,
  runner: Runner,
  action: RepairAction,
  by: Mender,
): Promise<Outcome | null> {
  const { actor, reason } = by;
  switch (action.type) {
    case 'retryIncident':
      return await retryIncident(tx, runner, placeOf(action.incident), by);
    case 'assignIncident':
      await assignIncident(tx, placeOf(action.incident), action.owner);
      return null;
    case 'retryJob':
      return await retryJob(tx, runner, placeOf(action.job), by);
    case 'completeJob': {
      const done = { variables: checkedVariables(action.variables, 'variables'), ...checkedResult(action.result) };
      return await completeJob(tx, runner, placeOf(action.job), done, by);
    }
    case 'cancelJob':
      return await cancelJob(tx, runner, placeOf(action.job), by);
    case 'resend':
      await resend(tx, placeOf(action.job));
      return null;
    case 'cancelInstance':
      return await runner.execute(tx, action.instance, { type: 'cancel', reason, actor });
    case 'suspendInstance':
      return await runner.execute(tx, action.instance, { type: 'suspend', reason, actor });
    case 'resumeInstance':
      return await runner.execute(tx, action.instance, { type: 'resume', actor });
    case 'setVariables': {
      const variables = checkedVariables(action.variables, 'variables');
      const scope = action.scope === undefined ? {} : { scope: action.scope };
      return await runner.execute(tx, action.instance, { type: 'setVariables', ...scope, variables, actor });
    }
    case 'modifyInstance': {
      const { type: _, instance, ...asked } = action;
      checkedVariables({ asked: { ...asked } }, 'modification');
      // The schema has checked the shape; values of variables are plain JSON.
      const modification = asked as unknown as Modification;
      return await runner.execute(tx, instance, { type: 'modify', ...modification, reason, actor });
    }
    case 'migrateInstance': {
      const { instance, definition, mappings } = action;
      const source = (await runner.look(tx, instance)).process;
      const version = await runner.definitions.get(tx, definition);
      const target = version.processes.get(source.id) ?? version.mainProcess;
      const { plan, problems } = planMigration(source, target, (mappings ?? []) as readonly Mapping[]);
      const errors = problems.filter((problem) => problem.severity === 'error');
      if (errors.length > 0) {
        throw new Problem('step-impossible', 'The plan cannot be made', {
          errors: errors.map(({ element, code, message }) => ({ element, code, message })),
        });
      }
      return await migrateInstance(tx, runner, { instance, definition, plan, reason, actor });
    }
    case 'suspendDefinition':
      await suspendDefinition(tx, action.definition);
      return null;
    case 'resumeDefinition':
      await resumeDefinition(tx, runner, action.definition);
      return null;
    case 'suspendInstitution':
      await suspendInstitution(tx);
      return null;
    case 'resumeInstitution':
      await resumeInstitution(tx, runner);
      return null;
    default:
      return unknownAction(action);
  }
}

/** On what an action works, as `instance:…`. */
export function subjectOf(action: RepairAction): string {
  if ('incident' in action) return `incident:${action.incident}`;
  if ('job' in action) return `job:${action.job}`;
  if ('instance' in action) return `instance:${action.instance}`;
  if ('definition' in action) return `definition:${action.definition}`;
  return 'institution';
}

function unknownAction(action: never): never {
  throw new Error(`There is no such repair: ${JSON.stringify(action)}`);
}
