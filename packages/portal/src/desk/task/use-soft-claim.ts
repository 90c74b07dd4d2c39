import type { Task } from '@circula/client';
import { useQueryClient } from '@tanstack/preact-query';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { api, dataOf } from '../api/api.ts';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { refreshInstitution, taskQuery } from '../api/queries.ts';

export interface SoftClaim {
  /** Another official was faster between opening and claiming. */
  collided: boolean;
  error: ApiError | null;
  claim: () => Promise<void>;
  release: () => Promise<void>;
  /** The person began to work: leaving no longer gives the task back. */
  keep: () => void;
}

/**
 * Opening a free task takes it, so that two officials do not work on the same file unknowingly. Who leaves without
 * having touched it gives it back by leaving: looking must not empty the office's list.
 */
export function useSoftClaim(institution: string, task: Task): SoftClaim {
  const client = useQueryClient();
  const [collided, setCollided] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const takenByOpening = useRef(false);
  const params = { params: { path: { institution, task: task.id } } };
  const key = taskQuery(institution, task.id).queryKey;

  const claim = useCallback(async () => {
    setError(null);
    try {
      client.setQueryData(key, await dataOf(api.POST('/api/v1/institutions/{institution}/tasks/{task}/claim', params)));
      takenByOpening.current = true;
    } catch (thrown) {
      const failure = asApiError(thrown);
      if (failure.kind === 'conflict') setCollided(true);
      else setError(failure);
      await client.invalidateQueries({ queryKey: key });
    }
  }, [institution, task.id]);

  const release = useCallback(async () => {
    takenByOpening.current = false;
    await dataOf(api.POST('/api/v1/institutions/{institution}/tasks/{task}/release', params));
    await refreshInstitution(client, institution);
  }, [institution, task.id]);

  useEffect(() => {
    if (task.canClaim) void claim();
    return () => {
      // Failing here leaves the task with the person, in the list of their own: seen, not lost.
      if (takenByOpening.current) void release().catch(() => undefined);
    };
  }, [task.id]);

  const keep = useCallback(() => {
    takenByOpening.current = false;
  }, []);
  return { collided, error, claim, release, keep };
}
