import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Answer, FileDiagnostic, Group, RequestTypeVersion } from '../../api/designer-api.ts';
import type { ProcessFiles } from '../../model/process-files.ts';
import { problemText } from '../../texts/diagnostics/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useLanguage, useTexts } from '../../ui/language-context.ts';
import { errorsOf, merged } from '../problems/problem.ts';
import { differenceText } from './difference-text.ts';
import { type Difference, differences } from './differences.ts';

interface PublishDialogProps {
  readonly before: ProcessFiles;
  readonly after: ProcessFiles;
  readonly versions: readonly RequestTypeVersion[];
  readonly groups: readonly Group[];
  readonly problems: readonly FileDiagnostic[];
  /** Saves the draft, without these files; the revision to publish, or null when it could not be saved. */
  readonly saved: (without: readonly string[]) => Promise<number | null>;
  readonly publish: (revision: number) => Promise<Answer<{ readonly version: number }>>;
  readonly onPublished: () => void;
  readonly onClose: () => void;
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'publishing' }
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** What changes, whom it concerns, what stands in the way; then publishes. */
export function PublishDialog({
  before,
  after,
  versions,
  groups,
  problems,
  saved,
  publish,
  onPublished,
  onClose,
}: PublishDialogProps) {
  const texts = useTexts();
  const language = useLanguage();
  const [found, setFound] = useState<readonly Difference[] | null>(null);
  const [refused, setRefused] = useState<readonly FileDiagnostic[]>([]);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const latest = Math.max(0, ...versions.map(({ version }) => version));
  const open = versions.reduce((sum, { openRequests }) => sum + openRequests, 0);
  const all = useMemo(() => merged(problems, refused), [problems, refused]);
  // Rehearsals are run by the server at publishing; they may be outdated where everything else is right.
  const rehearsals = refused.filter((problem) => problem.code === 'scenario-failed' && problem.file !== null);
  const errors = errorsOf(all).filter((problem) => !rehearsals.includes(problem));
  const warnings = all.filter((problem) => problem.severity === 'warning');

  useEffect(() => void differences(before, after).then(setFound), [before, after]);

  const go = async (without: readonly string[]): Promise<void> => {
    setState({ kind: 'publishing' });
    const revision = await saved(without);
    if (revision === null) return setState({ kind: 'failed', reason: texts.publish.unsaved });
    const answer = await publish(revision);
    if (answer.ok) return setState({ kind: 'done', version: answer.value.version });
    setRefused(answer.problem.diagnostics);
    setState({ kind: 'failed', reason: answer.problem.detail || answer.problem.code });
  };

  if (state.kind === 'done') {
    return (
      <Dialog
        heading={texts.publish.heading}
        closeLabel={texts.close}
        onClose={onPublished}
        footer={
          <button type="button" class="button button--primary" onClick={onPublished}>
            {texts.close}
          </button>
        }
      >
        <p class="notice notice--good" role="status">
          {texts.publish.done(state.version)}
        </p>
      </Dialog>
    );
  }
  const changes = found?.length ?? 0;
  const nothing = found !== null && changes === 0 && latest > 0;
  return (
    <Dialog
      heading={texts.publish.heading}
      closeLabel={texts.cancel}
      onClose={onClose}
      footer={
        <>
          <button
            type="button"
            class="button button--primary"
            disabled={errors.length > 0 || nothing || found === null || state.kind === 'publishing'}
            onClick={() => void go([])}
          >
            {state.kind === 'publishing' ? texts.publish.publishing : texts.publish.confirm(latest + 1)}
          </button>
          <button type="button" class="button button--quiet" onClick={onClose}>
            {texts.cancel}
          </button>
        </>
      }
    >
      {errors.length === 0 ? null : (
        <div class="notice notice--error" role="alert">
          <p>{texts.publish.blocked}</p>
          <Findings list={errors} />
        </div>
      )}
      <h3>{latest === 0 ? texts.publish.first : texts.publish.against(latest)}</h3>
      {found === null ? <p role="status">{texts.publish.comparing}</p> : null}
      {nothing ? <p>{texts.publish.nothing}</p> : null}
      {found === null || latest === 0 ? null : (
        <ul class="differences">
          {found.map((difference) => {
            const sentence = differenceText(difference, texts, groups);
            return <li key={`${difference.kind}${sentence}`}>{sentence}</li>;
          })}
        </ul>
      )}
      <p>
        <strong>{texts.publish.openStay(open, latest + 1)}</strong>
      </p>
      {warnings.length === 0 ? null : (
        <details>
          <summary>
            {texts.publish.warnings} ({warnings.length})
          </summary>
          <Findings list={warnings} />
        </details>
      )}
      {rehearsals.length > 0 && errors.length === 0 ? (
        <div class="notice" role="alert">
          <p>{texts.publish.rehearsals}</p>
          <Findings list={rehearsals} />
          <button
            type="button"
            class="button"
            disabled={state.kind === 'publishing'}
            onClick={() => void go(rehearsals.flatMap(({ file }) => file ?? []))}
          >
            {texts.publish.withoutRehearsals}
          </button>
        </div>
      ) : null}
      {state.kind === 'failed' && rehearsals.length === 0 ? (
        <p class="notice notice--error" role="alert">
          {texts.publish.failed(state.reason)}
        </p>
      ) : null}
    </Dialog>
  );

  function Findings({ list }: { readonly list: readonly FileDiagnostic[] }) {
    return (
      <ul>
        {list.map((problem) => {
          const sentence = problemText(problem, language);
          return <li key={`${problem.file}${problem.element}${sentence}`}>{sentence}</li>;
        })}
      </ul>
    );
  }
}
