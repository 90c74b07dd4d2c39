import type { Transaction } from '../../src/persistence/transaction.ts';

/** What the statements of a list have read, by EXPLAIN (ANALYZE, BUFFERS): the same on a busy machine as on a quiet one. */
export interface Touched {
  /** Rows and index entries looked at, with those that a filter then threw away. */
  rows: number;
  /** Pages of 8 kB, each as often as it was asked for. */
  pages: number;
  /** Tables read from end to end. */
  readonly scanned: Set<string>;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** A transaction whose queries are run once more under EXPLAIN; what they touch is added up. */
export function watched(tx: Transaction): { readonly tx: Transaction; readonly touched: Touched } {
  const touched: Touched = { rows: 0, pages: 0, scanned: new Set() };
  const query = async <R>(sql: string, params: readonly unknown[] = []): Promise<R[]> => {
    const [row] = await tx.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `explain (analyze, buffers, timing off, format json) ${sql}`,
      params,
    );
    const plan = row?.['QUERY PLAN'][0]?.Plan;
    if (plan === undefined) throw new Error(`No plan for ${sql}`);
    touched.pages += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
    visit(plan, touched);
    return await tx.query<R>(sql, params);
  };
  return { tx: Object.assign(Object.create(tx) as Transaction, { query }), touched };
}

function visit(node: PlanNode, touched: Touched): void {
  // A bitmap's rows are counted where its table is read.
  if (node['Relation Name'] !== undefined) {
    const each =
      node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    touched.rows += each * node['Actual Loops'];
    if (node['Node Type'] === 'Seq Scan') touched.scanned.add(node['Relation Name']);
  }
  for (const child of node.Plans ?? []) visit(child, touched);
}
