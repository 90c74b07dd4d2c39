import { runScenario } from '@circula/engine/testing';
import { diagnose } from './check/json-file.ts';
import type { RequestTypeFiles, RequestTypeModel } from './request-type-model.ts';
import type { Diagnostic } from './schemas.ts';

/**
 * Rehearses every scenario of a request type; a diagnostic for each that fails, naming the scenario. An unmet expectation
 * is a warning, because a step added on purpose makes the scenarios of the flow before it fail.
 */
export async function runScenarios(model: RequestTypeModel, files: RequestTypeFiles): Promise<Diagnostic[]> {
  const failures: Diagnostic[] = [];
  const decisions = Object.entries(files)
    .filter(([file]) => file.endsWith('.dmn'))
    .map(([, text]) => text);
  for (const [name, scenario] of model.scenarios) {
    const result = await runScenario({ xml: model.xml, dmn: decisions, scenario });
    if (!result.ok)
      failures.push(
        diagnose(`scenarios/${name}.json`, 'scenario-failed', `The scenario “${name}” fails: ${result.message}`, {
          // Step 0: it could not begin, so it is no scenario of this model at all.
          severity: result.failures.some(({ step }) => step === 0) ? 'error' : 'warning',
        }),
      );
  }
  return failures;
}
