import { formatBytes } from '../texts/format.ts';
import { sharedTexts } from '../texts/shared/index.ts';
import { Button } from '../ui/button.tsx';
import { describedBy, Fieldset } from '../ui/form-group.tsx';
import type { FieldProps } from './field-props.ts';

/**
 * Files of one field: those attached, each with a button to remove it, and controls for another: the file chooser, and
 * on a phone the camera. Without JavaScript the buttons send the whole form, with `_action` saying which was pressed.
 */
export function FileField({ field, id, language, problem, files = [], onUpload, onRemove }: FieldProps) {
  const t = sharedTexts(language);
  const maxFiles = field.maxFiles ?? 1;
  const size = field.maxBytes ? formatBytes(field.maxBytes, language) : null;
  const limits = [
    field.hint,
    // Many forms say the size in their own words.
    size && !field.hint?.includes(size) ? t('fileLimit', { size }) : null,
    t('fileCount', { count: maxFiles }),
  ];
  const hint = limits.filter((part) => part).join(' ');
  const choose = onUpload
    ? (event: { currentTarget: HTMLInputElement }): void => {
        for (const file of event.currentTarget.files ?? []) onUpload(file);
        event.currentTarget.value = '';
      }
    : undefined;
  const common = {
    class: 'govuk-file-upload',
    type: 'file',
    name: field.key,
    'aria-describedby': describedBy(id, hint, problem),
    'aria-invalid': problem ? 'true' : undefined,
    onChange: choose,
  } as const;
  const images = (field.accept ?? 'image/*')
    .split(',')
    .some((type) => /^image\/|^\.(jpe?g|png|heic|webp)$/i.test(type.trim()));
  return (
    <Fieldset id={id} label={field.label} language={language} hint={hint} problem={problem} optional={!field.required}>
      <div data-upload={field.key} data-uploading={t('fileUploading', { name: '{name}', percent: '{percent}' })}>
        {files.length > 0 ? (
          <ul class="circula-files" aria-label={t('files')}>
            {files.map((file) => (
              <li key={file.id}>
                <span>
                  {file.name} <span class="circula-muted">({formatBytes(file.bytes, language)})</span>
                </span>
                <Button
                  look="secondary"
                  name="_action"
                  value={`remove:${file.id}`}
                  type={onRemove ? 'button' : 'submit'}
                  onClick={onRemove ? () => onRemove(file.id) : undefined}
                >
                  {t('fileRemove')}
                  <span class="govuk-visually-hidden"> {file.name}</span>
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        {files.length < maxFiles ? (
          <>
            <div class="circula-file-buttons">
              <label class="govuk-visually-hidden" for={id}>
                {t('fileChoose')}: {field.label}
              </label>
              <input {...common} id={id} accept={field.accept} multiple={maxFiles - files.length > 1} />
              {onUpload ? null : (
                <Button look="secondary" name="_action" value={`upload:${field.key}`}>
                  {t('fileUpload')}
                  <span class="govuk-visually-hidden"> {field.label}</span>
                </Button>
              )}
            </div>
            {images ? (
              <div class="circula-camera">
                <label class="govuk-label" for={`${id}-camera`}>
                  {t('filePhotograph')}
                  <span class="govuk-visually-hidden"> {field.label}</span>
                </label>
                <input {...common} id={`${id}-camera`} accept="image/*" capture="environment" />
              </div>
            ) : null}
          </>
        ) : null}
      </div>
    </Fieldset>
  );
}
