import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answer, ApiProblem } from '../api/designer-api.ts';

/** A call that is under way, answered, or refused. */
export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: ApiProblem };

/** Asks once for each key; `again` asks anew. */
export function useAnswer<T>(key: string, ask: () => Promise<Answer<T>>): readonly [Loading<T>, again: () => void] {
  const [loading, setLoading] = useState<Loading<T>>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let left = false;
    setLoading({ state: 'loading' });
    void ask().then((answer) => {
      if (left) return;
      setLoading(answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', problem: answer.problem });
    });
    return () => {
      left = true;
    };
  }, [key, turn]);
  return [loading, useCallback(() => setTurn((before) => before + 1), [])];
}
