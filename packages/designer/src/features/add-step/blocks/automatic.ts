import type { ExtensionChange } from '../../../model/extensions.ts';
import type { BlockContext } from './block.ts';
import { sameStage } from './user-task.ts';

/** Extension elements of an automatic step: its job type and headers, at the stage of the step before. */
export function automatic(
  { step, make }: BlockContext,
  jobType: string,
  headers: Readonly<Record<string, string>>,
): readonly ExtensionChange[] {
  const values = Object.entries(headers).map(([key, value]) => make.create('zeebe:Header', { key, value }));
  return [
    { type: 'zeebe:TaskDefinition', attributes: { type: jobType } },
    { type: 'zeebe:TaskHeaders', attributes: { values } },
    ...sameStage(step),
  ];
}
