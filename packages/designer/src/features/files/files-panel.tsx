import { useState } from 'preact/hooks';
import type { FileDiagnostic } from '../../api/designer-api.ts';
import {
  type FileKind,
  fileKind,
  idOfPath,
  PROCESS_FILE,
  type ProcessFiles,
  pathsOf,
} from '../../model/process-files.ts';
import { useTexts } from '../../ui/language-context.ts';
import { readTable } from '../decision-table/decision-table.ts';
import { TableEditor } from '../decision-table/table-editor.tsx';
import { readFormDraft } from '../form-editor/form-draft.ts';
import { FormEditor } from '../form-editor/form-editor.tsx';
import { ProblemsList } from '../problems/problems-list.tsx';
import { TextFile } from './text-file.tsx';

interface FilesPanelProps {
  readonly files: ProcessFiles;
  readonly path: string | null;
  readonly onPath: (path: string) => void;
  readonly readOnly: boolean;
  readonly problems: readonly FileDiagnostic[];
  readonly onChange: (path: string, text: string) => void;
}

const kinds: readonly FileKind[] = ['service', 'form', 'decision', 'document', 'scenario', 'process', 'other'];

/** Every file of the request type: forms and tables with an editor of their own, the rest as text. */
export function FilesPanel({ files, path, onPath, readOnly, problems, onChange }: FilesPanelProps) {
  const texts = useTexts();
  const [asText, setAsText] = useState(false);
  const source = path === null ? undefined : files[path];
  return (
    <div class="files">
      <nav class="files__list" aria-label={texts.files.heading}>
        {kinds.map((kind) => {
          const paths = pathsOf(files, kind);
          if (paths.length === 0) return null;
          return (
            <div key={kind}>
              <h2>{texts.files.kinds[kind]}</h2>
              <ul>
                {paths.map((file) => (
                  <li key={file}>
                    <button
                      type="button"
                      class="files__file"
                      aria-current={file === path ? 'page' : undefined}
                      onClick={() => onPath(file)}
                    >
                      <span>{kind === 'service' || kind === 'process' ? file : idOfPath(file)}</span>
                      {problems.some((problem) => problem.file === file && problem.severity === 'error') ? (
                        <span class="badge badge--error">{texts.problems.error}</span>
                      ) : null}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </nav>
      <section class="files__content" aria-label={path ?? texts.files.heading}>
        {path === null || source === undefined ? <p class="muted">{texts.files.choose}</p> : content(path, source)}
      </section>
    </div>
  );

  function content(file: string, text: string) {
    const about = problems.filter((problem) => problem.file === file && problem.element === null);
    const editor = asText ? null : ownEditor(file, text);
    const kind = fileKind(file);
    const hasEditor = kind === 'form' || kind === 'decision';
    // The canvas owns the flow while it is open; two writers would lose changes.
    const locked = readOnly || file === PROCESS_FILE;
    return (
      <>
        <div class="files__head">
          <h2>{file}</h2>
          {hasEditor ? (
            <button type="button" class="button button--small button--quiet" onClick={() => setAsText(!asText)}>
              {asText ? (kind === 'form' ? texts.files.asForm : texts.files.asTable) : texts.files.asText}
            </button>
          ) : null}
          {locked ? <span class="tag">{texts.toolbar.readOnly}</span> : null}
        </div>
        {about.length === 0 ? null : <ProblemsList problems={about} names={new Map()} onShow={() => undefined} />}
        {editor ?? (
          <>
            {hasEditor && !asText ? <p class="muted">{texts.table.notATable}</p> : null}
            <TextFile key={file} path={file} text={text} readOnly={locked} onChange={(next) => onChange(file, next)} />
          </>
        )}
      </>
    );
  }

  function ownEditor(file: string, text: string) {
    switch (fileKind(file)) {
      case 'form': {
        const form = readFormDraft(text);
        return form === null ? null : (
          <FormEditor
            key={file}
            name={idOfPath(file)}
            form={form}
            readOnly={readOnly}
            onChange={(next) => onChange(file, next)}
          />
        );
      }
      case 'decision': {
        const table = readTable(text);
        return table === null ? null : (
          <TableEditor
            key={file}
            table={table}
            source={text}
            readOnly={readOnly}
            onChange={(next) => onChange(file, next)}
          />
        );
      }
      case 'process':
      case 'service':
      case 'document':
      case 'scenario':
      case 'other':
        return null;
    }
  }
}
