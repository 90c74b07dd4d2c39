import { useId } from 'preact/hooks';
import { isRecord } from '../../model/service-facts.ts';
import { useTexts } from '../../ui/language-context.ts';
import {
  type FormDraft,
  fieldKinds,
  keyProblem,
  type Line,
  move,
  optionLines,
  optionsFrom,
  remove,
  update,
} from './form-draft.ts';

interface FieldEditorProps {
  readonly form: FormDraft;
  readonly line: Line;
  readonly open: boolean;
  readonly readOnly: boolean;
  readonly onToggle: () => void;
  readonly onChange: (form: FormDraft) => void;
  /** The field is at another place now; what was open no longer is. */
  readonly onMoved: () => void;
}

/** One field of a form: its line, and its details when open. */
export function FieldEditor({ form, line, open, readOnly, onToggle, onChange, onMoved }: FieldEditorProps) {
  const texts = useTexts();
  const id = useId();
  const { component, path } = line;
  const type = String(component.type ?? '');
  const isText = type === 'text';
  const label = String(component[isText ? 'text' : 'label'] ?? '');
  const key = typeof component.key === 'string' ? component.key : null;
  const validate = isRecord(component.validate) ? component.validate : {};
  const required = validate.required === true;
  const options = optionLines(component);
  const problem = key === null ? null : keyProblem(form, path, key);
  const set = (changes: Record<string, unknown>): void => onChange(update(form, path, changes));
  const kindName = (texts.form.kinds as Readonly<Record<string, string>>)[type] ?? texts.form.otherKind(type);

  return (
    <div class={`field-editor${open ? ' field-editor--open' : ''}`}>
      <div class="field-editor__line">
        <button type="button" class="field-editor__name" aria-expanded={open} onClick={onToggle}>
          <strong>{label || texts.unnamed}</strong>
          <span class="muted">
            {kindName}
            {required ? ` · ${texts.form.required.toLowerCase()}` : ''}
          </span>
        </button>
        {readOnly ? null : (
          <span class="field-editor__buttons">
            <LineButton sign="↑" label={texts.form.up} of={label} onClick={() => moved(-1)} />
            <LineButton sign="↓" label={texts.form.down} of={label} onClick={() => moved(1)} />
            <LineButton
              sign="×"
              label={texts.form.remove}
              of={label}
              onClick={() => {
                onMoved();
                onChange(remove(form, path));
              }}
            />
          </span>
        )}
      </div>
      {open ? (
        <fieldset class="field-editor__details" disabled={readOnly}>
          <legend class="visually-hidden">{label || texts.unnamed}</legend>
          <label class="field" for={`${id}-label`}>
            <span>{texts.form.label}</span>
            <input
              id={`${id}-label`}
              type="text"
              value={label}
              onInput={(event) => set({ [isText ? 'text' : 'label']: event.currentTarget.value })}
            />
          </label>
          {key === null ? null : (
            <label class="field" for={`${id}-key`}>
              <span>{texts.form.key}</span>
              <input
                id={`${id}-key`}
                type="text"
                value={key}
                aria-invalid={problem !== null}
                aria-describedby={problem === null ? undefined : `${id}-key-problem`}
                onInput={(event) => set({ key: event.currentTarget.value })}
              />
              {problem === null ? null : (
                <span id={`${id}-key-problem`} class="field__error">
                  {problem === 'taken' ? texts.form.keyTaken : texts.form.keyInvalid}
                </span>
              )}
            </label>
          )}
          {type === 'group' ? null : (
            <label class="field" for={`${id}-kind`}>
              <span>{texts.form.kind}</span>
              <select id={`${id}-kind`} value={type} onChange={(event) => set({ type: event.currentTarget.value })}>
                {fieldKinds.some((kind) => kind === type) ? null : <option value={type}>{kindName}</option>}
                {fieldKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {texts.form.kinds[kind]}
                  </option>
                ))}
              </select>
            </label>
          )}
          {isText || type === 'group' ? null : (
            <>
              <label class="field" for={`${id}-description`}>
                <span>{texts.form.description}</span>
                <input
                  id={`${id}-description`}
                  type="text"
                  value={String(component.description ?? '')}
                  onInput={(event) => set({ description: event.currentTarget.value || undefined })}
                />
              </label>
              <label class="tick" for={`${id}-required`}>
                <input
                  id={`${id}-required`}
                  type="checkbox"
                  checked={required}
                  onChange={(event) => {
                    const { required: _before, ...others } = validate;
                    const next = event.currentTarget.checked ? { ...others, required: true } : others;
                    set({ validate: Object.keys(next).length === 0 ? undefined : next });
                  }}
                />
                <span>{texts.form.required}</span>
              </label>
            </>
          )}
          {options === null ? null : (
            <label class="field" for={`${id}-options`}>
              <span>{texts.form.options}</span>
              <textarea
                id={`${id}-options`}
                rows={Math.max(3, options.split('\n').length)}
                defaultValue={options}
                onChange={(event) => set({ values: optionsFrom(event.currentTarget.value, component) })}
              />
            </label>
          )}
        </fieldset>
      ) : null}
    </div>
  );

  function moved(by: -1 | 1): void {
    onMoved();
    onChange(move(form, path, by));
  }
}

interface LineButtonProps {
  readonly sign: string;
  readonly label: string;
  readonly of: string;
  readonly onClick: () => void;
}

function LineButton({ sign, label, of, onClick }: LineButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={`${label}: ${of}`} title={label} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
