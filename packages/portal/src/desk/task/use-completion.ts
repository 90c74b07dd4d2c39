import type { Answers as SentAnswers, Task } from '@circula/client';
import type { Answers } from '@circula/forms';
import { useMutation, useQueryClient } from '@tanstack/preact-query';
import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { api, dataOf } from '../api/api.ts';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { IdempotencyKeys } from '../api/idempotency-key.ts';
import { refreshInstitution, taskQuery } from '../api/queries.ts';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { flash } from '../frame/flash.tsx';
import { language } from '../frame/language.ts';

export interface Completion {
  complete: (answers: Answers, decision: string | null) => void;
  busy: boolean;
  error: ApiError | null;
  reset: () => void;
}

function resultWords(task: Task, decision: string | null, next: string | null): string {
  const t = deskTexts(language.value);
  const places = { task: task.name, number: task.number ?? '–' };
  const done = decision === null ? t('completed', places) : t('completedDecision', { ...places, decision });
  return `${done} ${next === null ? t('completedLast') : t('completedNext', { task: next })}`;
}

/**
 * Completes a task once, however often it is sent, and opens the next one with the result over it; the inbox when
 * nothing is left. `settled` ends what is still on its way to the task's draft: behind the completion it would be refused.
 */
export function useCompletion(task: Task, settled: () => Promise<void>, onDone: () => void): Completion {
  const { institution } = useDesk();
  const { route } = useLocation();
  const client = useQueryClient();
  const keys = useRef(new IdempotencyKeys());
  const mutation = useMutation({
    mutationFn: async ({ answers }: { answers: Answers; decision: string | null }) => {
      await settled();
      const body = { answers: answers as SentAnswers };
      return await dataOf(
        api.POST('/api/v1/institutions/{institution}/tasks/{task}/complete', {
          params: { path: { institution, task: task.id } },
          body,
          headers: { 'Idempotency-Key': keys.current.for(body) },
        }),
      );
    },
    onSuccess: async ({ done, next }, { decision }) => {
      onDone();
      const t = deskTexts(language.value);
      flash({
        kind: 'success',
        text: done ? resultWords(task, decision, next?.name ?? null) : t('completionChecked', { task: task.name }),
        ...(task.requestId
          ? { link: { href: deskPath.request(institution, task.requestId), text: t('seeFile') } }
          : {}),
      });
      // The next task is fetched before the page changes, so that one page follows the other without a blank between.
      if (next) await client.prefetchQuery(taskQuery(institution, next.id));
      route(next ? deskPath.task(institution, next.id) : deskPath.inbox(institution));
      setTimeout(() => void refreshInstitution(client, institution), 0);
    },
  });
  return {
    complete: (answers, decision) => mutation.mutate({ answers, decision }),
    busy: mutation.isPending || mutation.isSuccess,
    error: mutation.isError ? asApiError(mutation.error) : null,
    reset: () => mutation.reset(),
  };
}
