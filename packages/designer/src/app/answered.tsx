import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../api/designer-api.ts';
import { useTexts } from '../ui/language-context.ts';
import type { Loading } from './use-answer.ts';

interface AnsweredProps<T> {
  readonly loading: Loading<T>;
  readonly again: () => void;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows the answer of a call, that it is under way, or why it failed. */
export function Answered<T>({ loading, again, children }: AnsweredProps<T>) {
  const texts = useTexts();
  switch (loading.state) {
    case 'loading':
      return (
        <p class="muted page" role="status">
          {texts.loading}
        </p>
      );
    case 'failed':
      return (
        <div class="notice notice--error page" role="alert">
          <p>{problemWords(loading.problem, texts)}</p>
          {loading.problem.status === 404 ? null : (
            <button type="button" class="button" onClick={again}>
              {texts.retry}
            </button>
          )}
        </div>
      );
    case 'ready':
      return <>{children(loading.value)}</>;
  }
}

/** Why a call failed, for people. */
export function problemWords(problem: ApiProblem, texts: ReturnType<typeof useTexts>): string {
  if (problem.code === 'unreachable') return texts.app.unreachable;
  if (problem.status === 404) return texts.app.notFound;
  if (problem.status === 401) return texts.app.loginNeeded;
  return texts.app.failed(problem.detail || problem.code);
}
