import { useEffect, useId, useState } from 'preact/hooks';
import type { Group } from '../../api/designer-api.ts';
import type { Step } from '../../model/steps.ts';
import { assignmentChoices, choiceOf, chosen } from '../../properties/assignment.ts';
import { useTexts } from '../../ui/language-context.ts';
import { wayText } from './step-line.tsx';
import type { StepListActions } from './step-list.tsx';

interface StepActionsProps {
  readonly step: Step;
  readonly groups: readonly Group[];
  readonly readOnly: boolean;
  readonly actions: StepListActions;
}

/** What can be done to the chosen step, under its line. */
export function StepActions({ step, groups, readOnly, actions }: StepActionsProps) {
  const texts = useTexts();
  const id = useId();
  const [name, setName] = useState(step.name);
  useEffect(() => setName(step.name), [step.id, step.name]);

  if (readOnly) return null;
  const label = step.name || texts.steps.kinds[step.kind];
  const rename = (): void => {
    if (name.trim() !== step.name) actions.rename(step.id, name.trim());
  };
  return (
    <fieldset class="step__actions">
      <legend class="visually-hidden">{texts.steps.actions(label)}</legend>
      <label class="field" for={`${id}-name`}>
        <span>{texts.steps.newName}</span>
        <input
          id={`${id}-name`}
          type="text"
          value={name}
          maxLength={200}
          onInput={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
          }}
        />
      </label>
      {step.kind === 'work' ? (
        <label class="field" for={`${id}-who`}>
          <span>{texts.steps.who}</span>
          <select
            id={`${id}-who`}
            value={choiceOf(step.who)}
            onChange={(event) => actions.assign(step.id, chosen(event.currentTarget.value, step.who))}
          >
            {assignmentChoices(groups, step.who, texts).map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <div class="step__buttons">
        {ways(step).map((way) => (
          <button
            key={way?.flow ?? 'last'}
            type="button"
            class="button button--small"
            onClick={() => actions.add({ step, flow: way?.flow ?? null })}
          >
            {step.branches.length > 1 && way !== undefined
              ? texts.steps.addOnWay(wayText(way, texts) || texts.steps.leadsTo(way.targetName || way.target))
              : texts.steps.addAfter}
          </button>
        ))}
        <button
          type="button"
          class="button button--small button--quiet details-button"
          onClick={() => actions.details(step.id)}
        >
          {texts.views.details}
        </button>
        {step.kind === 'start' ? null : (
          <button type="button" class="button button--small button--danger" onClick={() => actions.remove(step.id)}>
            {texts.steps.remove}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** Where something can be added: on each way out, after a step without one, nowhere after an end. */
function ways(step: Step): readonly (Step['branches'][number] | undefined)[] {
  if (step.kind === 'end') return [];
  return step.branches.length === 0 ? [undefined] : step.branches;
}
