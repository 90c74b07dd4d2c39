import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import { definitionById } from '../catalogue/index.ts';
import { type Viewer, visibleRequest } from './request-row.ts';
import type { Diagram } from './schemas.ts';

/** The model that a request follows, with where it is, where it was, and what is stuck. */
export async function getDiagram(tx: Transaction, request: string, viewer: Viewer): Promise<Diagram> {
  const row = await visibleRequest(tx, request, viewer);
  if (row.instance_id === null) throw notFound();
  const { model } = await definitionById(tx, row.definition_id);
  const counts = await tx.query<{ element: string; type: string; count: number }>(
    `select element, type, count(*)::int as count from journal where institution_id = $1 and instance_id = $2
       and type in ('elementEntered', 'elementCompleted', 'elementTerminated', 'flowTaken') and element is not null
     group by element, type`,
    [institutionOf(tx), row.instance_id],
  );
  const alive = new Map<string, number>();
  const completed = new Set<string>();
  for (const { element, type, count } of counts) {
    if (type === 'elementCompleted' || type === 'flowTaken') completed.add(element);
    if (type !== 'flowTaken')
      alive.set(element, (alive.get(element) ?? 0) + (type === 'elementEntered' ? count : -count));
  }
  const incidents = await tx.query<{ element: string }>(
    'select distinct element from incidents where institution_id = $1 and instance_id = $2 and resolved_at is null',
    [institutionOf(tx), row.instance_id],
  );
  const inModel = (element: string): boolean => model.process.nodes.has(element) || model.process.flows.has(element);
  return {
    xml: model.xml,
    active: [...alive].filter(([element, count]) => count > 0 && inModel(element)).map(([element]) => element),
    completed: [...completed].filter(inModel),
    incidents: incidents.map((row) => row.element),
  };
}
