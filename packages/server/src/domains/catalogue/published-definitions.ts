import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import { checkRequestType } from './check/check-request-type.ts';
import type { RequestTypeFiles, RequestTypeModel } from './request-type-model.ts';

/** A published version with its checked model. */
export interface PublishedDefinition {
  readonly id: string;
  readonly requestType: string;
  readonly version: number;
  readonly model: RequestTypeModel;
}

interface DefinitionRow {
  readonly id: string;
  readonly request_type: string;
  readonly version: number;
}

const MOST_KEPT = 500;
/** Definitions never change, so each is read once. */
const kept = new Map<string, Promise<PublishedDefinition>>();

/** The newest version of a request type of the transaction's institution; 404 when none is published. */
export async function newestDefinition(tx: Transaction, requestType: string): Promise<PublishedDefinition> {
  const [row] = await tx.query<DefinitionRow>(
    `select id, request_type, version from definitions
     where institution_id = $1 and request_type = $2 order by version desc limit 1`,
    [institutionOf(tx), requestType],
  );
  if (row === undefined) throw notFound();
  return await definitionById(tx, row.id);
}

/** Every request type of the institution in its newest version. */
export async function newestDefinitions(tx: Transaction): Promise<PublishedDefinition[]> {
  const rows = await tx.query<DefinitionRow>(
    `select distinct on (request_type) id, request_type, version from definitions
     where institution_id = $1 order by request_type, version desc`,
    [institutionOf(tx)],
  );
  const result: PublishedDefinition[] = [];
  for (const row of rows) result.push(await definitionById(tx, row.id));
  return result;
}

/** A published version by its id; 404 when the institution has none such. */
export async function definitionById(tx: Transaction, id: string): Promise<PublishedDefinition> {
  const institution = institutionOf(tx);
  // Institution first: what one institution has read is not there for another.
  const key = `${institution} ${id}`;
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return await known;
  }
  const [row] = await tx.query<DefinitionRow & { content: RequestTypeFiles }>(
    'select id, request_type, version, content from definitions where institution_id = $1 and id = $2',
    [institution, id],
  );
  if (row === undefined) throw notFound();
  const reading = readPublished(row);
  kept.set(key, reading);
  reading.catch(() => kept.delete(key));
  const oldest = kept.keys().next();
  if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
  return await reading;
}

/** What was fit to publish stays readable, even when a group has meanwhile lost its last member. */
async function readPublished(row: DefinitionRow & { content: RequestTypeFiles }): Promise<PublishedDefinition> {
  const everything = { has: () => true } as unknown as ReadonlySet<string>;
  const { model, diagnostics } = await checkRequestType(row.content, {
    groups: everything,
    offices: everything,
    jobTypes: everything,
    published: true,
  });
  if (model === null)
    throw new Error(`The published definition ${row.id} is no longer readable: ${diagnostics[0]?.message ?? ''}`);
  return { id: row.id, requestType: row.request_type, version: row.version, model };
}
