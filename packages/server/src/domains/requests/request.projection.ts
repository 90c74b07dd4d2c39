import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { Projection, Step } from '../../runtime/projection.ts';
import { definitionById } from '../catalogue/index.ts';
import { notify } from '../notifications/index.ts';
import { nextRequestStatus, type RequestEvent } from './request.machine.ts';
import { requestByBusinessKey } from './request-of-instance.ts';
import type { RequestRow } from './request-row.ts';
import { keepSearchStatus } from './search-words.ts';

/** Keeps a request's stage, office, outcome and status in step with its process. */
export const requestProjection: Projection = {
  name: 'requests',
  async apply(tx, step) {
    const row = await requestByBusinessKey(tx, step.businessKey);
    if (row === null) return [];
    const stage = lastStage(step);
    const outcome = lastOutcome(step) ?? row.outcome;
    const ended =
      !step.state.called &&
      step.events.some((event) => event.type === 'instanceCompleted' || event.type === 'instanceTerminated');
    if (stage === null && outcome === row.outcome && !ended) return [];
    const status = ended ? statusAfter(row, outcome, step) : row.status;
    await tx.query(
      `update requests set stage = coalesce($3, stage), office = coalesce($4, office), outcome = $5, status = $6, updated_at = $7
       where institution_id = $1 and id = $2`,
      [
        institutionOf(tx),
        row.id,
        stage,
        stage === null ? null : await officeOf(tx, row, stage),
        outcome,
        status,
        tx.now,
      ],
    );
    if (status !== row.status) {
      await keepSearchStatus(tx, row.id, status);
      await notify(tx, {
        to: [row.applicant_account],
        kind: `request-${status}`,
        request: row.id,
        params: { number: row.number, outcome },
      });
    }
    return [];
  },
};

function lastStage(step: Step): string | null {
  let stage: string | null = null;
  for (const event of step.events)
    if (event.type === 'elementEntered') stage = step.process.nodes.get(event.element)?.stage ?? stage;
  return stage;
}

function lastOutcome(step: Step): string | null {
  let outcome: string | null = null;
  for (const event of step.events) {
    if (event.type !== 'variablesSet') continue;
    const value = event.variables.outcome;
    if (typeof value === 'string') outcome = value.slice(0, 80);
  }
  return outcome;
}

async function officeOf(tx: Transaction, row: RequestRow, stage: string): Promise<string | null> {
  const { model } = await definitionById(tx, row.definition_id);
  return model.service.stages.find((one) => one.id === stage)?.office ?? null;
}

/** Which outcomes end a request without what was asked for; every other one completes it. */
const NEGATIVE = new Set(['refused', 'rejected', 'closed', 'cancelled', 'failed']);

function statusAfter(row: RequestRow, outcome: string | null, step: Step): RequestRow['status'] {
  const cancelled = step.events.some((event) => event.type === 'instanceTerminated');
  const event: RequestEvent = { type: cancelled || NEGATIVE.has(outcome ?? '') ? 'reject' : 'complete' };
  return nextRequestStatus(row.status, event) ?? row.status;
}
