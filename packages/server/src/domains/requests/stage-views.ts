import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { definitionById } from '../catalogue/index.ts';
import { listOffices } from '../institutions/index.ts';
import type { RequestRow } from './request-row.ts';
import type { StageView } from './schemas.ts';

/**
 * The public stages of a request in order. Stages in which the clock stands still are exceptions: they show only once
 * they have happened; so do stages that the flow has passed by.
 */
export async function stageViews(tx: Transaction, row: RequestRow): Promise<StageView[]> {
  const { model } = await definitionById(tx, row.definition_id);
  const { stages } = model.service;
  const offices = new Map((await listOffices(tx)).map((office) => [office.slug, office.name]));
  const entered = await enteredStages(tx, row, model.process.nodes);
  const exceptional = new Set(
    [...model.process.nodes.values()].filter((node) => node.clock?.effect === 'suspend').map((node) => node.stage),
  );
  const current = stages.findIndex((stage) => stage.id === row.stage);
  const ended = row.status !== 'draft' && row.status !== 'submitted';
  const views: StageView[] = [];
  stages.forEach((stage, index) => {
    const at = entered.get(stage.id) ?? null;
    const isCurrent = index === current && !ended;
    const passed = index < current || ended;
    if (!isCurrent && at === null && (passed || exceptional.has(stage.id))) return;
    const done = passed || (exceptional.has(stage.id) && at !== null) || (ended && index === current);
    views.push({
      id: stage.id,
      name: stage.name,
      office: offices.get(stage.office) ?? null,
      state: isCurrent ? 'current' : done ? 'done' : 'next',
      at: (isCurrent || done) && at !== null ? at.toISOString() : null,
    });
  });
  return views;
}

/** When each stage was first entered, from the journal of the request's instances. */
async function enteredStages(
  tx: Transaction,
  row: RequestRow,
  nodes: ReadonlyMap<string, { readonly stage: string | null }>,
): Promise<Map<string, Date>> {
  const result = new Map<string, Date>();
  if (row.instance_id === null) return result;
  const elements = await tx.query<{ element: string; at: Date }>(
    `select element, min(at) as at from journal
     where institution_id = $1 and instance_id = $2 and type = 'elementEntered' group by element order by min(at)`,
    [institutionOf(tx), row.instance_id],
  );
  for (const { element, at } of elements) {
    const stage = nodes.get(element)?.stage;
    if (stage != null && !result.has(stage)) result.set(stage, at);
  }
  return result;
}
