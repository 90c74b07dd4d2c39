import { render } from 'preact';
import type { FileDiagnostic, Group } from './api/designer-api.ts';
import { Workspace } from './features/workspace/workspace.tsx';
import type { ProcessFiles } from './model/process-files.ts';
import type { Language } from './texts/language.ts';
import { LanguageContext } from './ui/language-context.ts';
import './styles/app.css';

/** How a designer is opened inside another page. */
export interface DesignerOptions {
  /** Element that the designer fills; give it a height. */
  readonly container: HTMLElement;
  /** The files of the request type: path → text, at least `process.bpmn`. */
  readonly files: ProcessFiles;
  readonly language?: Language;
  readonly readOnly?: boolean;
  /** Groups that steps can be given to. */
  readonly groups?: readonly Group[];
  /** Called with all files after each change, the XML as bpmn-js writes it. */
  readonly onChange?: (files: ProcessFiles) => void;
  /** Called with the findings of the engine whenever they change. */
  readonly onProblems?: (problems: readonly FileDiagnostic[]) => void;
}

/** An open designer. */
export interface Designer {
  /** The files as they are now. */
  readonly files: () => ProcessFiles;
  /** Findings of the host's own checks, shown among the engine's. */
  readonly showProblems: (problems: readonly FileDiagnostic[]) => void;
  readonly destroy: () => void;
}

/** Opens the designer on the files of a request type. It talks to no server: the host keeps the files. */
export function createDesigner(options: DesignerOptions): Designer {
  const { container, language = 'ro', readOnly = false, groups = [], onChange, onProblems } = options;
  let files = options.files;
  let problems: readonly FileDiagnostic[] = [];
  const change = (changed: ProcessFiles): void => {
    files = changed;
    onChange?.(changed);
  };
  const draw = (): void =>
    render(
      <LanguageContext.Provider value={language}>
        <div class="circula-designer">
          <Workspace
            files={options.files}
            readOnly={readOnly}
            groups={groups}
            serverProblems={problems}
            onChange={change}
            onProblems={onProblems}
          />
        </div>
      </LanguageContext.Provider>,
      container,
    );
  draw();
  return {
    files: () => files,
    showProblems: (found) => {
      problems = found;
      draw();
    },
    destroy: () => render(null, container),
  };
}
