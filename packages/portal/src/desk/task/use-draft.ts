import type { Answers as DraftAnswers, Task } from '@circula/client';
import type { Answers, Form } from '@circula/forms';
import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api, dataOf } from '../api/api.ts';
import { taskQuery } from '../api/queries.ts';
import { useDesk } from '../frame/desk-context.ts';
import { draftCopy } from './draft-copy.ts';
import { DraftKeeper, type DraftStatus } from './draft-keeper.ts';
import { initialAnswers, sendableDraft } from './task-answers.ts';

export interface Draft {
  answers: Answers;
  change: (field: string, value: Answers[string]) => void;
  status: DraftStatus;
  /** True when answers of before a reload were put back. */
  recovered: boolean;
  keeper: DraftKeeper;
}

/** The unfinished answers of a task: what is typed, kept at once here and within two seconds on the server. */
export function useDraft(task: Task, form: Form | null): Draft {
  const { account, institution } = useDesk();
  const client = useQueryClient();
  const [status, setStatus] = useState<DraftStatus>('untouched');
  const { keeper, start, recovered } = useMemo(() => {
    const made = new DraftKeeper({
      copy: draftCopy(account.id, institution, task.id),
      onStatus: setStatus,
      save: async (typed) => {
        if (form === null) return 'all';
        const { answers, sent } = sendableDraft(form, typed as Answers);
        const saved = await dataOf(
          api.PUT('/api/v1/institutions/{institution}/tasks/{task}/draft', {
            params: { path: { institution, task: task.id } },
            body: { answers: { ...answers } },
          }),
        );
        client.setQueryData(taskQuery(institution, task.id).queryKey, saved);
        return sent;
      },
    });
    const local = made.recovered();
    const base = form === null ? {} : initialAnswers(form, task);
    return { keeper: made, start: { ...base, ...((local ?? {}) as Answers) }, recovered: local !== null };
  }, [task.id]);
  const [answers, setAnswers] = useState<Answers>(start);

  useEffect(() => {
    if (recovered) keeper.change(start as DraftAnswers);
    const backOnline = (): void => void keeper.flush();
    const leaving = (event: BeforeUnloadEvent): void => {
      // Only what no server has and closing the tab would lose is worth a question.
      if (keeper.pending && (keeper.status === 'offline' || keeper.status === 'failed')) event.preventDefault();
    };
    addEventListener('online', backOnline);
    addEventListener('beforeunload', leaving);
    return () => {
      removeEventListener('online', backOnline);
      removeEventListener('beforeunload', leaving);
      void keeper.flush().then(() => keeper.suspend());
    };
  }, [keeper]);

  const change = (field: string, value: Answers[string]): void => {
    setAnswers((before) => {
      const after = { ...before, [field]: value };
      keeper.change(after as DraftAnswers);
      return after;
    });
  };
  return { answers, change, status, recovered, keeper };
}
