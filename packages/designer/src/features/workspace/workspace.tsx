import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FileDiagnostic, Group } from '../../api/designer-api.ts';
import { PROCESS_FILE, type ProcessFiles } from '../../model/process-files.ts';
import { problemText } from '../../texts/diagnostics/index.ts';
import { useLanguage, useTexts } from '../../ui/language-context.ts';
import { openingView } from '../canvas/opening-view.ts';
import { FilesPanel } from '../files/files-panel.tsx';
import { markProblems } from '../problems/markers.ts';
import { ProblemsList, ProblemsSummary } from '../problems/problems-list.tsx';
import { PropertiesPane } from './properties-pane.tsx';
import { StepEditor } from './step-editor.tsx';
import { Toolbar } from './toolbar.tsx';
import { show, useFlow } from './use-flow.ts';
import { useProblems } from './use-problems.ts';

export interface WorkspaceProps {
  readonly files: ProcessFiles;
  readonly readOnly: boolean;
  readonly groups: readonly Group[];
  /** What a server has found in the files, merged into the list of problems. */
  readonly serverProblems: readonly FileDiagnostic[];
  /** Called with all files after each change. */
  readonly onChange: (files: ProcessFiles) => void;
  /** Called when the findings change. */
  readonly onProblems?: ((problems: readonly FileDiagnostic[]) => void) | undefined;
  /** What stands at the end of the toolbar: state of saving, publishing. */
  readonly children?: ComponentChildren;
}

type Tab = 'flow' | 'files';
/** What a narrow page shows; a wide one shows all three side by side. */
type View = 'steps' | 'diagram' | 'details';
const views: readonly View[] = ['steps', 'diagram', 'details'];

/** A request type on the table: steps, diagram, details, problems and files. */
export function Workspace({
  files: given,
  readOnly,
  groups,
  serverProblems,
  onChange,
  onProblems,
  children,
}: WorkspaceProps) {
  const texts = useTexts();
  const language = useLanguage();
  const [files, setFiles] = useState(given);
  const [tab, setTab] = useState<Tab>('flow');
  const [view, setView] = useState<View>('steps');
  const [expert, setExpert] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const [problemsOpen, setProblemsOpen] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  const current = useRef(given);

  const change = (changed: ProcessFiles): void => {
    current.current = { ...current.current, ...changed };
    setFiles(current.current);
    onChange(current.current);
  };
  const flow = useFlow({
    container,
    xml: given[PROCESS_FILE] ?? '',
    language,
    readOnly,
    onXml: (xml) => change({ [PROCESS_FILE]: xml }),
  });
  const problems = useProblems(files, serverProblems);
  const names = useMemo(() => new Map(flow.steps.map((step) => [step.id, step.name])), [flow.steps]);
  const { canvas } = flow;
  // The panel's code is half of the designer's: it is fetched when there is something to show in it.
  const wanted = useRef(false);
  wanted.current ||= flow.selected !== null || view === 'details' || expert;

  useEffect(() => onProblems?.(problems.list), [problems.list, onProblems]);
  useEffect(() => {
    if (canvas === null) return;
    const { overlays, elementRegistry } = canvas.services;
    markProblems(overlays, elementRegistry, problems.list, (found) =>
      found.map((problem) => problemText(problem, language, names)).join('\n'),
    );
  }, [canvas, problems.list, language, names]);
  // A canvas that was hidden has no size: it is fitted when it is first seen.
  useEffect(() => {
    if (view === 'diagram' && tab === 'flow' && canvas !== null) openingView(canvas.services.canvas);
  }, [canvas, view, tab]);

  const showProblem = (problem: FileDiagnostic): void => {
    const { element, file } = problem;
    if (element !== null && canvas !== null && canvas.services.elementRegistry.get(element) !== undefined) {
      setTab('flow');
      setView((before) => (before === 'details' ? 'steps' : before));
      show(canvas, element);
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${CSS.escape(element)}"]`)?.focus());
    } else if (file !== null && file in files) {
      setTab('files');
      setPath(file);
    }
  };

  return (
    <div class="workspace" data-tab={tab} data-view={view}>
      <Toolbar flow={flow} tab={tab} onTab={setTab} expert={expert} onExpert={readOnly ? null : setExpert}>
        {children}
      </Toolbar>
      {/* The flow stays mounted while the files are shown: undo and zoom survive. */}
      <div class="flow" hidden={tab !== 'flow'}>
        <fieldset class="view-switch">
          <legend class="visually-hidden">{texts.views.label}</legend>
          {views
            .filter((name) => !(readOnly && name === 'details'))
            .map((name) => (
              <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
                {texts.views[name]}
              </button>
            ))}
        </fieldset>
        <StepEditor
          flow={flow}
          files={files}
          groups={groups}
          problems={problems.list}
          readOnly={readOnly}
          onFiles={change}
          onDetails={() => setView('details')}
        />
        <section class="canvas-pane" aria-label={texts.views.diagram}>
          {flow.failure === null ? null : (
            <p class="notice notice--error" role="alert">
              {texts.problems.unreadable} {flow.failure}
            </p>
          )}
          <div ref={container} class="canvas" />
        </section>
        {readOnly ? null : (
          <section class="details-pane" aria-label={texts.views.details}>
            {canvas === null || !wanted.current ? (
              <p class="muted">{texts.properties.empty}</p>
            ) : (
              <PropertiesPane canvas={canvas} files={files} groups={groups} expert={expert} />
            )}
          </section>
        )}
      </div>
      {tab === 'files' ? (
        <FilesPanel
          files={files}
          path={path}
          onPath={setPath}
          readOnly={readOnly}
          problems={problems.list}
          onChange={(file, text) => change({ [file]: text })}
        />
      ) : null}
      <section class={`problems-pane${problemsOpen ? ' problems-pane--open' : ''}`} aria-label={texts.problems.panel}>
        <button
          type="button"
          class="problems-pane__toggle"
          aria-expanded={problemsOpen}
          onClick={() => setProblemsOpen(!problemsOpen)}
        >
          <span>{texts.problems.heading}</span>
          {problems.checking ? (
            <span class="muted">{texts.problems.checking}</span>
          ) : (
            <ProblemsSummary problems={problems.list} />
          )}
          {problems.failed ? <span class="badge badge--warning">{texts.problems.checkerFailed}</span> : null}
        </button>
        {problemsOpen ? <ProblemsList problems={problems.list} names={names} onShow={showProblem} /> : null}
      </section>
    </div>
  );
}
