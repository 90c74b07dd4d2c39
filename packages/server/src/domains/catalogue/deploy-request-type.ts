import { randomUUID } from 'node:crypto';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { Problem } from '../../problems.ts';
import type { Runner } from '../../runtime/runner.ts';
import { checkRequestType } from './check/check-request-type.ts';
import { checkContextOf } from './check-context.ts';
import type { RequestTypeFiles } from './request-type-model.ts';
import { runScenarios } from './run-scenarios.ts';
import type { Diagnostic } from './schemas.ts';

/**
 * Makes files the next version of a request type: checked, rehearsed by their scenarios, and from then on unchangeable.
 * Requests that run stay on their version. 422 `model-invalid` lists every error by file, element and line.
 */
export async function deployRequestType(
  tx: Transaction,
  runner: Runner,
  input: { type: string; files: RequestTypeFiles; by: string | null },
): Promise<{ version: number; definition: string; diagnostics: Diagnostic[] }> {
  const institution = institutionOf(tx);
  const { model, diagnostics } = await checkRequestType(input.files, await checkContextOf(tx));
  if (model === null) throw modelInvalid(diagnostics);
  if (model.service.id !== input.type)
    throw new Problem('model-invalid', `service.json names the type ${model.service.id}, not ${input.type}`, {
      errors: [{ field: 'service.json', element: 'id', code: 'type-differs', message: `The id must be ${input.type}` }],
    });
  const failures = await runScenarios(model, input.files);
  if (failures.some(({ severity }) => severity === 'error')) throw modelInvalid(failures);

  await tx.query(
    'insert into request_types (institution_id, id, created_at) values ($1, $2, $3) on conflict do nothing',
    [institution, input.type, tx.now],
  );
  // The row of the type orders those who publish at the same time.
  await tx.query('select id from request_types where institution_id = $1 and id = $2 for update', [
    institution,
    input.type,
  ]);
  const [newest] = await tx.query<{ version: number | null }>(
    'select max(version) as version from definitions where institution_id = $1 and request_type = $2',
    [institution, input.type],
  );
  const version = (newest?.version ?? 0) + 1;
  const definition = randomUUID();
  await tx.query(
    `insert into definitions (institution_id, id, request_type, version, content, process_id, version_tag, published_by, published_at,
       history_days)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      institution,
      definition,
      input.type,
      version,
      JSON.stringify(input.files),
      model.service.process,
      model.process.versionTag,
      input.by,
      tx.now,
      model.service.historyDays ?? null,
    ],
  );
  await runner.deployed(tx, definition);
  audit(tx, {
    actor: input.by ?? 'deployment',
    action: 'request-type.published',
    subject: `request-type:${input.type}`,
    detail: { version, definition },
  });
  return { version, definition, diagnostics: [...diagnostics, ...failures] };
}

/** The problem that lists a model's faults. */
export function modelInvalid(diagnostics: readonly Diagnostic[]): Problem {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  return new Problem('model-invalid', `The request type has ${errors.length} errors`, {
    errors: errors.slice(0, 100).map((one) => ({
      ...(one.file === null ? {} : { field: one.file }),
      ...(one.element === null ? {} : { element: one.element }),
      ...(one.line === null ? {} : { line: one.line }),
      code: one.code,
      message: one.message,
      ...(one.params === undefined ? {} : { params: one.params }),
    })),
  });
}
