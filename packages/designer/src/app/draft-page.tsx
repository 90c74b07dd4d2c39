import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DesignerApi, FileDiagnostic } from '../api/designer-api.ts';
import { Autosave, type SaveOutcome, type SaveStatus } from '../features/autosave/autosave.ts';
import { ConflictDialog } from '../features/autosave/conflict-dialog.tsx';
import { SaveState } from '../features/autosave/save-state.tsx';
import { keepUnsaved } from '../features/autosave/unsaved.ts';
import { DiscardDialog } from '../features/publish/discard-dialog.tsx';
import { PublishDialog } from '../features/publish/publish-dialog.tsx';
import { Workspace } from '../features/workspace/workspace.tsx';
import type { ProcessFiles } from '../model/process-files.ts';
import { serviceFacts } from '../model/service-facts.ts';
import { useLanguage, useTexts } from '../ui/language-context.ts';
import { addressOf } from './router.ts';
import type { Opened } from './type-page.tsx';

interface DraftPageProps {
  readonly api: DesignerApi;
  readonly institution: string;
  readonly type: string;
  readonly opened: Opened;
  /** Opens the request type anew, after a conflict, a publication or when the draft is given up. */
  readonly onReopen: () => void;
}

type Open = 'publish' | 'discard' | null;

/** A request type being changed: the workspace, saved by itself, with publishing. */
export function DraftPage({ api, institution, type, opened, onReopen }: DraftPageProps) {
  const texts = useTexts();
  const language = useLanguage();
  const [status, setStatus] = useState<SaveStatus>({ kind: 'saved', at: null });
  const [server, setServer] = useState<readonly FileDiagnostic[]>(opened.draft?.diagnostics ?? []);
  const [problems, setProblems] = useState<readonly FileDiagnostic[]>([]);
  const [open, setOpen] = useState<Open>(null);
  const [hasDraft, setHasDraft] = useState(opened.draft !== null);
  const files = useRef<ProcessFiles>(opened.files);
  const place = `${institution}/${type}`;

  const [autosave] = useState(
    () =>
      new Autosave({
        revision: opened.draft?.revision ?? 0,
        now: Date.now,
        onStatus: setStatus,
        save: async (changed, revision): Promise<SaveOutcome> => {
          keepUnsaved(place, revision, changed);
          const answer = await api.saveDraft(institution, type, changed, revision);
          if (answer.ok) {
            keepUnsaved(place, revision, null);
            setServer(answer.value.diagnostics);
            setHasDraft(true);
            return { kind: 'saved', revision: answer.value.revision };
          }
          const { problem } = answer;
          if (problem.code === 'unreachable') return { kind: 'unreachable' };
          if (problem.status === 409 || problem.status === 412) return { kind: 'conflict' };
          return { kind: 'refused', reason: problem.detail || problem.code };
        },
      }),
  );

  useEffect(() => {
    if (opened.recovered) autosave.changed(opened.files);
    const online = (): void => autosave.retry();
    const leave = (event: BeforeUnloadEvent): void => {
      if (!autosave.unsaved) return;
      void autosave.flush();
      event.preventDefault();
    };
    addEventListener('online', online);
    addEventListener('beforeunload', leave);
    return () => {
      removeEventListener('online', online);
      removeEventListener('beforeunload', leave);
      void autosave.flush().finally(() => autosave.stop());
    };
  }, [autosave, opened]);

  const change = useCallback(
    (changed: ProcessFiles) => {
      files.current = changed;
      autosave.changed(changed);
    },
    [autosave],
  );

  const abandon = (): void => {
    autosave.stop();
    keepUnsaved(place, 0, null);
    onReopen();
  };
  const name = serviceFacts(opened.files).name?.[language] ?? type;
  const versions = opened.type.versions;

  return (
    <div class="type-page">
      <div class="type-page__head">
        <a class="back" href={addressOf({ page: 'types', institution })}>
          {texts.app.home}
        </a>
        <h1>{name}</h1>
        <a class="type-page__versions" href={addressOf({ page: 'versions', institution, type })}>
          {texts.tabs.versions} ({versions.length})
        </a>
      </div>
      {opened.recovered ? (
        <p class="notice" role="status">
          {texts.save.restored}
        </p>
      ) : null}
      <Workspace
        files={opened.files}
        readOnly={false}
        groups={opened.groups}
        serverProblems={server}
        onChange={change}
        onProblems={setProblems}
      >
        <SaveState status={status} hasDraft={hasDraft} />
        {hasDraft ? (
          <button type="button" class="button button--small button--quiet" onClick={() => setOpen('discard')}>
            {texts.discard.action}
          </button>
        ) : null}
        <button type="button" class="button button--primary" onClick={() => setOpen('publish')}>
          {texts.toolbar.publish}
        </button>
      </Workspace>
      {status.kind === 'conflict' ? (
        <ConflictDialog
          theirs={async () => {
            const answer = await api.requestType(institution, type);
            return answer.ok ? answer.value.draft : null;
          }}
          onReload={abandon}
          onOverwrite={(revision) => void autosave.overwrite(revision, files.current)}
        />
      ) : null}
      {open === 'discard' ? (
        <DiscardDialog
          onConfirm={async () => {
            autosave.stop();
            const answer = await api.discardDraft(institution, type);
            if (answer.ok) abandon();
            return answer;
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'publish' ? (
        <PublishDialog
          before={opened.published}
          after={files.current}
          versions={versions}
          groups={opened.groups}
          problems={problems}
          saved={async (without) => {
            if (without.length > 0) {
              const kept = Object.entries(files.current).filter(([path]) => !without.includes(path));
              change(Object.fromEntries(kept));
            }
            // Publishing is of a saved draft; what was never changed is saved as it is.
            if (!autosave.unsaved && autosave.revision === 0) autosave.changed(files.current);
            await autosave.flush();
            return autosave.unsaved ? null : autosave.revision;
          }}
          publish={(revision) => api.publish(institution, type, revision)}
          onPublished={abandon}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}
