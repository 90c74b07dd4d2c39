import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FileDiagnostic } from '../../api/designer-api.ts';
import type { ProcessFiles } from '../../model/process-files.ts';
import { Checker, type CheckResult } from '../problems/checker.ts';
import { merged } from '../problems/problem.ts';

export interface Problems {
  readonly list: readonly FileDiagnostic[];
  /** The engine has not answered yet. */
  readonly checking: boolean;
  /** The engine could not be asked in this browser. */
  readonly failed: boolean;
}

/** What the engine says of the files as they are now, with what the server said of what it has. */
export function useProblems(files: ProcessFiles, server: readonly FileDiagnostic[]): Problems {
  const [result, setResult] = useState<CheckResult | null>(null);
  const checker = useRef<Checker | null>(null);
  useEffect(() => {
    checker.current = new Checker(setResult);
    return () => checker.current?.stop();
  }, []);
  useEffect(() => checker.current?.check(files), [files]);
  return useMemo(
    () => ({
      list: merged(result?.kind === 'checked' ? result.diagnostics : [], server),
      checking: result === null,
      failed: result?.kind === 'failed',
    }),
    [result, server],
  );
}
