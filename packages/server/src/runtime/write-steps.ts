import type { PreparedStatement, Transaction } from '../persistence/transaction.ts';
import { KNOWN_INSTANCES, NEW_INSTANCES, STEP_TABLES, type StepTable, type WrittenStep } from './step-tables.ts';

/** Statements by their names: one for each combination of tables, for one step and for several. */
const statements = new Map<string, PreparedStatement>();

/**
 * Writes steps of different instances, the instances' states with everything the steps open and close, in one statement.
 * Each instance's row must be locked, or be new: where one is not found the statement divides by zero, and the
 * transaction fails. Nothing waits for the answer.
 */
export function writeSteps(tx: Transaction, steps: readonly WrittenStep[]): void {
  const fresh = steps.filter(({ head }) => head.revision === 0);
  const known = steps.filter(({ head }) => head.revision > 0);
  if (fresh.length > 0) write(tx, NEW_INSTANCES, fresh);
  if (known.length > 0) write(tx, KNOWN_INSTANCES, known);
}

function write(tx: Transaction, instances: StepTable, steps: readonly WrittenStep[]): void {
  const [first] = steps;
  const alone = steps.length === 1;
  const params: unknown[] = [tx.institution, tx.now, ...(alone ? [first?.head.instance] : [])];
  const tables = [instances];
  params.push(...instances.rows(steps));
  for (const table of STEP_TABLES) {
    const columns = table.rows(steps);
    if (columns[0]?.length === 0) continue;
    tables.push(table);
    params.push(...columns);
  }
  params.push(steps.length);
  tx.send(statementOf(tables, alone), params);
}

function statementOf(tables: readonly StepTable[], alone: boolean): PreparedStatement {
  const name = `circula-step${alone ? '' : 's'}-${tables.map(({ letter }) => letter).join('')}`;
  const known = statements.get(name);
  if (known) return known;
  let parameters = alone ? 3 : 2;
  const only = (column: string) => (alone ? ` and ${column} = $3` : '');
  const parts = tables.map(({ letter, types, sql }) => {
    const columns = types.map((type) => {
      parameters += 1;
      return `$${parameters}::${type}[]`;
    });
    // Capital letters would be folded.
    const part = letter === letter.toLowerCase() ? `opened_${letter}` : `closed_${letter.toLowerCase()}`;
    return `${part} as (${sql(`unnest(${columns.join(', ')})`, only)})`;
  });
  const [instances] = tables;
  // Some combinations of tables have no use for the time or for the instance, which need a type all the same.
  const text = `with ${parts.join(',\n')}
select 1 / (count(*) = $${parameters + 1} and $2::timestamptz is not null${alone ? ' and $3::uuid is not null' : ''})::integer from opened_${instances?.letter}`;
  const statement = { name, text, plannedOnce: true };
  statements.set(name, statement);
  return statement;
}
