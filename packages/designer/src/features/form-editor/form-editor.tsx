import { useId, useState } from 'preact/hooks';
import { useTexts } from '../../ui/language-context.ts';
import { FieldEditor } from './field-editor.tsx';
import { add, type FieldKind, type FormDraft, fieldKinds, formText, lines, newField, type Path } from './form-draft.ts';

interface FormEditorProps {
  readonly name: string;
  readonly form: FormDraft;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
}

/** A form as a list of fields that are added, changed, moved and removed by buttons. */
export function FormEditor({ name, form, readOnly, onChange }: FormEditorProps) {
  const texts = useTexts();
  const id = useId();
  const [open, setOpen] = useState<string | null>(null);
  const [kind, setKind] = useState<FieldKind>('textfield');
  const all = lines(form);
  const pages = all.filter((line) => line.component.type === 'group');
  const [page, setPage] = useState('');
  const change = (next: FormDraft): void => onChange(formText(next));

  const addField = (): void => {
    const target = pages.find((line) => String(line.path) === page) ?? pages.at(-1);
    const next = add(form, target?.path ?? [], newField(form, kind, texts.form.newField));
    change(next);
    setOpen(lastAdded(next, target?.path ?? []));
  };
  const addPage = (): void => {
    const next = add(form, [], newField(form, 'group', texts.form.newPage));
    change(next);
    setOpen(lastAdded(next, []));
  };

  return (
    <div class="form-editor">
      <h3>{texts.form.heading(name)}</h3>
      {all.length === 0 ? <p class="muted">{texts.form.empty}</p> : null}
      <ol class="fields" aria-label={texts.form.fields}>
        {all.map((line) => {
          const key = String(line.path);
          return (
            <li key={key} data-depth={line.path.length - 1}>
              <FieldEditor
                form={form}
                line={line}
                open={open === key}
                readOnly={readOnly}
                onToggle={() => setOpen(open === key ? null : key)}
                onChange={(next) => change(next)}
                onMoved={() => setOpen(null)}
              />
            </li>
          );
        })}
      </ol>
      {readOnly ? null : (
        <div class="form-editor__add">
          <label class="field" for={`${id}-kind`}>
            <span>{texts.form.kind}</span>
            <select
              id={`${id}-kind`}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as FieldKind)}
            >
              {fieldKinds.map((option) => (
                <option key={option} value={option}>
                  {texts.form.kinds[option]}
                </option>
              ))}
            </select>
          </label>
          {pages.length < 2 ? null : (
            <label class="field" for={`${id}-page`}>
              <span>{texts.form.page}</span>
              <select
                id={`${id}-page`}
                value={page || String(pages.at(-1)?.path)}
                onChange={(event) => setPage(event.currentTarget.value)}
              >
                {pages.map((line) => (
                  <option key={String(line.path)} value={String(line.path)}>
                    {String(line.component.label ?? '')}
                  </option>
                ))}
              </select>
            </label>
          )}
          <button type="button" class="button" onClick={addField}>
            {texts.form.add}
          </button>
          <button type="button" class="button button--quiet" onClick={addPage}>
            {texts.form.addPage}
          </button>
        </div>
      )}
    </div>
  );
}

function lastAdded(form: FormDraft, page: Path): string {
  const siblings = lines(form).filter(
    (line) => line.path.length === page.length + 1 && page.every((index, at) => line.path[at] === index),
  );
  return String(siblings.at(-1)?.path);
}
