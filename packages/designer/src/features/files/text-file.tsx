import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../ui/language-context.ts';
import { jsonProblem } from './json-problem.ts';

interface TextFileProps {
  readonly path: string;
  readonly text: string;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
}

/** A file as text. JSON that is broken while being typed stays here and is not handed on. */
export function TextFile({ path, text, readOnly, onChange }: TextFileProps) {
  const texts = useTexts();
  const id = useId();
  const [draft, setDraft] = useState(text);
  const handed = useRef(text);
  useEffect(() => {
    if (text !== handed.current) setDraft(text);
    handed.current = text;
  }, [text]);

  const isJson = /\.(json|form)$/.test(path);
  const problem = isJson ? jsonProblem(draft) : null;
  const type = (next: string): void => {
    setDraft(next);
    if (isJson && jsonProblem(next) !== null) return;
    handed.current = next;
    onChange(next);
  };
  return (
    <div class="text-file">
      <label class="visually-hidden" for={id}>
        {texts.files.content(path)}
      </label>
      {problem === null ? null : (
        <div class="notice notice--error" role="alert" id={`${id}-problem`}>
          <strong>{texts.files.invalidJson(problem.line, problem.message)}</strong>
          <p>{texts.files.notSaved}</p>
        </div>
      )}
      <textarea
        id={id}
        class="text-file__area"
        spellcheck={false}
        readOnly={readOnly}
        value={draft}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </div>
  );
}
