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

const KEPT = 500;
const models = new Map<string, Promise<RequestTypeModel>>();

/** The newest version of a request type of the transaction's institution; 404 when none is published. */
export async function newestDefinition(tx: Transaction, requestType: string): Promise<PublishedDefinition> {
  const [row] = await tx.query<DefinitionRow>(
    `select id, request_type, version from definitions
     where institution_id = $1 and request_type = $2 order by version desc limit 1`,
    [institutionOf(tx), requestType],
  );
  if (row === undefined) throw notFound();
  return await published(tx, row);
}

/** Every request type of the institution in its newest version. */
export async function newestDefinitions(tx: Transaction): Promise<PublishedDefinition[]> {
  const rows = await tx.query<DefinitionRow>(
    `select distinct on (request_type) id, request_type, version from definitions
     where institution_id = $1 order by request_type, version desc`,
    [institutionOf(tx)],
  );
  const result: PublishedDefinition[] = [];
  for (const row of rows) result.push(await published(tx, row));
  return result;
}

/** A published version by its id. */
export async function definitionById(tx: Transaction, id: string): Promise<PublishedDefinition> {
  const [row] = await tx.query<DefinitionRow>(
    'select id, request_type, version from definitions where institution_id = $1 and id = $2',
    [institutionOf(tx), id],
  );
  if (row === undefined) throw notFound();
  return await published(tx, row);
}

async function published(tx: Transaction, row: DefinitionRow): Promise<PublishedDefinition> {
  return { id: row.id, requestType: row.request_type, version: row.version, model: await modelOf(tx, row.id) };
}

/** Definitions never change, so a model is read once and kept; ids are unique over institutions. */
async function modelOf(tx: Transaction, id: string): Promise<RequestTypeModel> {
  const known = models.get(id);
  if (known !== undefined) {
    models.delete(id);
    models.set(id, known);
    return await known;
  }
  const [row] = await tx.query<{ content: RequestTypeFiles }>(
    'select content from definitions where institution_id = $1 and id = $2',
    [institutionOf(tx), id],
  );
  if (row === undefined) throw notFound();
  const reading = readPublished(id, row.content);
  models.set(id, reading);
  reading.catch(() => models.delete(id));
  const oldest = models.keys().next();
  if (models.size > KEPT && !oldest.done) models.delete(oldest.value);
  return await reading;
}

/** What was fit to publish stays readable, even when a group has meanwhile lost its last member. */
async function readPublished(id: string, content: RequestTypeFiles): Promise<RequestTypeModel> {
  const everything = { has: () => true } as unknown as ReadonlySet<string>;
  const { model, diagnostics } = await checkRequestType(content, {
    groups: everything,
    offices: everything,
    jobTypes: everything,
  });
  if (model === null)
    throw new Error(`The published definition ${id} is no longer readable: ${diagnostics[0]?.message ?? ''}`);
  return model;
}
