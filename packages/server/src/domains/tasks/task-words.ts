import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { wordsOf } from '../requests/index.ts';

/** What an element of a model is called, as it is searched by. */
export interface TaskWords {
  readonly element: string;
  readonly words: readonly string[];
}

/** The elements at which tasks wait, with the words of their names: one look at the index for each element. */
export async function taskWords(tx: Transaction): Promise<TaskWords[]> {
  const rows = await tx.query<{ element: string; name: string }>(
    `with recursive elements as (
       (select t.element, t.name from tasks t
         where t.institution_id = $1 and t.completed_at is null order by t.element limit 1)
       union all
       select n.* from elements cross join lateral (
         select t.element, t.name from tasks t
          where t.institution_id = $1 and t.completed_at is null and t.element > elements.element
          order by t.element limit 1) n)
     select element, name from elements`,
    [institutionOf(tx)],
  );
  return rows.map((row) => ({ element: row.element, words: wordsOf(row.name) }));
}
