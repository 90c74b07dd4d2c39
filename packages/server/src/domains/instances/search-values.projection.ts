import { type Json, processVariables, type Variables } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { Definition } from '../../runtime/definitions.ts';
import type { Projection } from '../../runtime/projection.ts';
import type { Runner } from '../../runtime/runner.ts';

/** Characters of a text that are searched by. */
export const SEARCHED_CHARACTERS = 200;
const MOST_NAMES = 20;

/**
 * Keeps the values of the variables that a request type declares searchable (`searchVariables` of service.json; a name,
 * or a path such as `answers.parcel`). Only these are indexed: an index over all variables would cost every step.
 */
export function searchValues(runner: Runner): Projection {
  const declared = new WeakMap<Definition, readonly string[]>();
  return {
    name: 'search-values',
    async apply(tx, step) {
      if (!step.events.some((event) => 'variables' in event && event.variables !== null)) return [];
      const definition = await runner.definitions.get(tx, step.definition);
      const names = declared.get(definition) ?? declaredNames(definition);
      declared.set(definition, names);
      if (names.length === 0) return [];
      const variables = processVariables(step.state);
      const values = names.map((name) => [name, valueAt(variables, name)] as const);
      const there = values.filter((pair): pair is [string, Searchable] => pair[1] !== null);
      await tx.query(
        `with gone as (delete from instance_values
            where institution_id = $1 and instance_id = $2 and name <> all ($3::text[]))
         insert into instance_values as v
           (institution_id, instance_id, name, text_value, number_value, instance_created_at)
         select $1, $2, name, text_value, number_value, i.created_at
           from unnest($3::text[], $4::text[], $5::numeric[]) as n (name, text_value, number_value)
           join instances i on i.institution_id = $1 and i.id = $2
         on conflict (institution_id, instance_id, name) do update
            set text_value = excluded.text_value, number_value = excluded.number_value
          where (v.text_value, v.number_value) is distinct from (excluded.text_value, excluded.number_value)`,
        [
          institutionOf(tx),
          step.instance,
          there.map(([name]) => name),
          there.map(([, value]) => String(value).slice(0, SEARCHED_CHARACTERS)),
          there.map(([, value]) => (typeof value === 'number' ? value : null)),
        ],
      );
      return [];
    },
  };
}

/** Catches up with values that a server of the release before has written: they do not know when their instance began. */
export async function catchUpWithValues(tx: Transaction): Promise<void> {
  await tx.query(
    `update instance_values v set instance_created_at = i.created_at from instances i
      where v.institution_id = $1 and v.instance_created_at = '9999-12-31 00:00:00+00'
        and i.institution_id = $1 and i.id = v.instance_id`,
    [institutionOf(tx)],
  );
}

type Searchable = string | number | boolean;

/** Publishing has checked the file; models that come without one declare nothing. */
function declaredNames({ files }: Definition): readonly string[] {
  const text = files['service.json'];
  if (text === undefined) return [];
  const { searchVariables } = JSON.parse(text) as { readonly searchVariables?: unknown };
  if (!Array.isArray(searchVariables)) return [];
  return searchVariables.filter((name): name is string => typeof name === 'string').slice(0, MOST_NAMES);
}

/** The text, number or yes-and-no at a path; null for anything else. */
function valueAt(variables: Variables, path: string): Searchable | null {
  let found: Json | undefined = variables as Json;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return null;
    found = Object.hasOwn(found, name) ? (found as { readonly [name: string]: Json })[name] : undefined;
  }
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : null;
}
