import { type Field, formFields } from '@circula/forms';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { applicationForm, definitionById } from '../catalogue/index.ts';
import { keepBlob } from '../documents/index.ts';
import { filesOf } from './files-of.ts';
import { mediaTypeOf, safeFileName } from './media-type.ts';
import { openApplicantTask } from './open-applicant-task.ts';
import { ownRequest, type RequestRow } from './request-row.ts';
import type { FileInfo } from './schemas.ts';

/** The largest file that any field takes, whatever the form says. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const DEFAULT_MAX_FILES = 10;
const MAX_FILES_OF_REQUEST = 60;

/**
 * Adds a file to a file field: of the application while it is a draft, of the applicant's open task afterwards. The
 * answer of the field names the new file as well.
 */
export async function addFile(
  tx: Transaction,
  input: { request: string; account: string; field: string; name: string; bytes: Buffer },
): Promise<FileInfo> {
  const institution = institutionOf(tx);
  const row = await ownRequest(tx, input.request, input.account, 'for update');
  const { field, task } = await fieldFor(tx, row, input.field);
  const mediaType = mediaTypeOf(input.bytes);
  if (mediaType === null || !acceptedTypes(field).includes(mediaType))
    throw new Problem('file-type-refused', '', {
      errors: [
        { field: input.field, code: 'file-type-refused', message: 'Trimiteți un PDF sau o imagine JPEG ori PNG' },
      ],
    });
  if (input.bytes.length > maxBytes(field)) throw new Problem('file-too-large');
  const files = await filesOf(tx, row.id);
  const count = files.filter((file) => file.field === input.field).length;
  if (count >= numberOf(field.properties.maxFiles, DEFAULT_MAX_FILES) || files.length >= MAX_FILES_OF_REQUEST)
    throw new Problem('too-many-files');

  const sha256 = await keepBlob(tx, input.bytes);
  const [file] = await tx.query<{ id: string }>(
    `insert into request_files (institution_id, request_id, field, name, media_type, bytes, sha256, uploaded_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      institution,
      row.id,
      input.field,
      safeFileName(input.name),
      mediaType,
      input.bytes.length,
      sha256,
      input.account,
      tx.now,
    ],
  );
  if (file === undefined) throw new Error('The database did not answer.');
  const ids = [...files.filter((one) => one.field === input.field).map((one) => one.id), file.id];
  await rememberAnswer(tx, row, task, input.field, ids);
  return {
    id: file.id,
    field: input.field,
    name: safeFileName(input.name),
    mediaType,
    bytes: input.bytes.length,
    sha256,
  };
}

/** Takes a file away from a draft or from the applicant's open task; what was submitted stays. */
export async function removeFile(
  tx: Transaction,
  input: { request: string; account: string; file: string },
): Promise<void> {
  const row = await ownRequest(tx, input.request, input.account, 'for update');
  const files = await filesOf(tx, row.id);
  const file = files.find((one) => one.id === input.file);
  if (file === undefined) throw new Problem('not-found');
  const { task } = await fieldFor(tx, row, file.field);
  // A task of the same field in an earlier round may have handed the file in already.
  if (task !== null && !(await isOfThisTask(tx, file.id, task.created_at))) throw new Problem('request-not-draft');
  await tx.query('delete from request_files where institution_id = $1 and id = $2', [institutionOf(tx), file.id]);
  const ids = files.filter((one) => one.field === file.field && one.id !== file.id).map((one) => one.id);
  await rememberAnswer(tx, row, task, file.field, ids);
}

type ApplicantTask = Awaited<ReturnType<typeof openApplicantTask>>;

async function fieldFor(tx: Transaction, row: RequestRow, key: string): Promise<{ field: Field; task: ApplicantTask }> {
  const { model } = await definitionById(tx, row.definition_id);
  if (row.status === 'draft') {
    const field = formFields(applicationForm(model).form).find((one) => one.key === key && one.kind === 'file');
    if (field === undefined) throw unknownField(key);
    return { field, task: null };
  }
  if (row.status !== 'submitted') throw new Problem('request-closed');
  const task = await openApplicantTask(tx, row);
  if (task === null) throw new Problem('request-not-draft');
  const form = task.form === null ? undefined : model.forms.get(task.form);
  const field =
    form === undefined ? undefined : formFields(form.form).find((one) => one.key === key && one.kind === 'file');
  if (field === undefined) throw unknownField(key);
  return { field, task };
}

function unknownField(key: string): Problem {
  return new Problem('answers-invalid', '', {
    errors: [{ field: key, code: 'unknown-field', message: 'Formularul nu are acest câmp pentru fișiere' }],
  });
}

async function isOfThisTask(tx: Transaction, file: string, since: Date): Promise<boolean> {
  const rows = await tx.query(
    'select id from request_files where institution_id = $1 and id = $2 and created_at >= $3',
    [institutionOf(tx), file, since],
  );
  return rows.length > 0;
}

async function rememberAnswer(
  tx: Transaction,
  row: RequestRow,
  task: ApplicantTask,
  field: string,
  ids: readonly string[],
): Promise<void> {
  if (task === null)
    await tx.query(
      `update requests set answers = jsonb_set(answers, array[$3], $4::jsonb), revision = revision + 1, updated_at = $5
       where institution_id = $1 and id = $2`,
      [institutionOf(tx), row.id, field, JSON.stringify(ids), tx.now],
    );
  else
    await tx.query(
      `update tasks set draft = jsonb_set(coalesce(draft, '{}'), array[$4], $5::jsonb)
       where institution_id = $1 and instance_id = $2 and key = $3`,
      [institutionOf(tx), task.instance_id, task.key, field, JSON.stringify(ids)],
    );
}

function acceptedTypes(field: Field): string[] {
  const accept = field.properties.accept;
  return typeof accept === 'string'
    ? accept
        .split(',')
        .map((one) => one.trim().toLowerCase())
        .map((one) => EXTENSIONS[one] ?? one)
    : ['application/pdf', 'image/jpeg', 'image/png'];
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

function maxBytes(field: Field): number {
  return Math.min(numberOf(field.properties.maxBytes, MAX_FILE_BYTES), MAX_FILE_BYTES);
}

function numberOf(value: unknown, otherwise: number): number {
  const number = Number(value);
  return value !== undefined && Number.isFinite(number) && number > 0 ? number : otherwise;
}
