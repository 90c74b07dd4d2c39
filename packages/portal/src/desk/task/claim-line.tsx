import type { Task } from '@circula/client';
import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { Callout } from '../../ui/index.ts';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { taskQuery } from '../api/queries.ts';
import { useGroupNames } from '../file/group-name.ts';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { flash } from '../frame/flash.tsx';
import { language } from '../frame/language.ts';
import { errorWords } from '../frame/states.tsx';
import type { SoftClaim } from './use-soft-claim.ts';

const closed: ReadonlySet<Task['status']> = new Set(['completed', 'failed', 'cancelled']);

function blockedWords(task: Task, collided: boolean, group: (slug: string) => string): string {
  const t = deskTexts(language.value);
  if (closed.has(task.status)) return t('taskClosed');
  if (task.transition !== null) return t('taskChecked');
  const who = task.assigneeName ?? t('someoneElse');
  if (task.assignee !== null) return t(collided ? 'taskCollision' : 'taskHeld', { who });
  return t('taskNotYours', { group: task.candidateGroups.map(group).join(', ') || '–' });
}

/** Who works on the task: this person (who may give it back), or somebody else, and then why nothing can be done here. */
export function ClaimLine({ task, claim, onRelease }: { task: Task; claim: SoftClaim; onRelease: () => void }) {
  const { institution } = useDesk();
  const { route } = useLocation();
  const client = useQueryClient();
  const [error, setError] = useState<ApiError | null>(null);
  const t = deskTexts(language.value);
  const groupName = useGroupNames(institution, language.value);
  const release = async (): Promise<void> => {
    setError(null);
    try {
      onRelease();
      await claim.release();
      flash({ kind: 'success', text: t('taskReleased', { task: task.name }) });
      route(deskPath.inbox(institution));
    } catch (thrown) {
      setError(asApiError(thrown));
      await client.invalidateQueries({ queryKey: taskQuery(institution, task.id).queryKey });
    }
  };
  const failure = error ?? claim.error;
  return (
    <>
      {task.canComplete && task.assignee !== null ? (
        <p class="desk-claim">
          <span>
            <span aria-hidden="true">● </span>
            {t('taskMine')}
          </span>
          {task.canRelease ? (
            <button type="button" class="desk-link-button desk-target" onClick={() => void release()}>
              {t('taskRelease')}
            </button>
          ) : null}
        </p>
      ) : null}
      {task.canClaim && !claim.collided && !claim.error ? <p class="desk-claim">{t('taskClaiming')}</p> : null}
      {task.canComplete ? null : (
        <div role="alert">
          <Callout kind="warning">
            <p>
              {blockedWords(task, claim.collided, groupName)} <a href={deskPath.inbox(institution)}>{t('taskNext')}</a>
            </p>
          </Callout>
        </div>
      )}
      {task.denied !== null && task.transition === null ? (
        <div role="alert">
          <Callout kind="warning">
            <p>{task.denied === '' ? t('taskDeniedSilently') : t('taskDenied', { reason: task.denied })}</p>
          </Callout>
        </div>
      ) : null}
      {failure ? (
        <div role="alert">
          <Callout kind="error">
            <p>{errorWords(failure)}</p>
          </Callout>
        </div>
      ) : null}
    </>
  );
}
