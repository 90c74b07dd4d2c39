import { fileUpload } from '@circula/client';
import type { Field } from '@circula/forms';
import { applyTexts } from '../texts/apply/index.ts';
import type { FieldMessage } from './form-fields.tsx';
import type { RequestPath } from './page-routes.ts';
import { postedFiles, postedText } from './posted.ts';
import type { Visit } from './visit.ts';

const path = '/api/v1/institutions/{institution}/requests/{request}/files';

/** Hands the files of a post to the API, field by field. What it refuses comes back as a message at the field. */
export async function sendFiles(
  visit: Visit,
  at: RequestPath['Params'],
  fields: readonly Field[],
  post: FormData,
): Promise<FieldMessage[]> {
  const messages: FieldMessage[] = [];
  for (const field of fields.filter((one) => one.kind === 'file')) {
    const files = postedFiles(post, field.key);
    if (files.length === 0 && postedText(post, '_action') === `upload:${field.key}`) {
      messages.push({ path: field.key, message: applyTexts(visit.language)('fileMissing') });
    }
    for (const file of files) {
      const { response, error } = await visit.client.POST(path, {
        params: { path: at, query: { field: field.key } },
        // The body's type is that of the OpenAPI document; the serializer sends the multipart form as it is.
        body: fileUpload(file, file.name) as never,
        bodySerializer: (body: unknown) => body as FormData,
      });
      if (response.ok) continue;
      const t = applyTexts(visit.language);
      messages.push({
        path: field.key,
        message: t('fileRefused', { name: file.name, reason: reasonOf(error, visit) }),
      });
    }
  }
  return messages;
}

function reasonOf(error: unknown, visit: Visit): string {
  const t = applyTexts(visit.language);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  switch (code) {
    case 'file-type-refused':
      return t('fileTypeRefused');
    case 'file-too-large':
      return t('fileTooLarge');
    case 'too-many-files':
      return t('fileTooMany');
    default:
      return t('fileNotTaken');
  }
}
