import { useRef } from 'preact/hooks';
import type { Group } from '../../api/designer-api.ts';
import type { Assignment } from '../../model/assignment.ts';
import type { Step } from '../../model/steps.ts';
import { useTexts } from '../../ui/language-context.ts';
import { StepActions } from './step-actions.tsx';
import { StepLine } from './step-line.tsx';

/** Where a step is added: after it, on one of its ways when it has several. */
export interface AddPlace {
  readonly step: Step;
  /** Id of the flow; null after a step that nothing follows. */
  readonly flow: string | null;
}

export interface StepListActions {
  readonly select: (id: string) => void;
  readonly rename: (id: string, name: string) => void;
  readonly assign: (id: string, assignment: Assignment) => void;
  readonly add: (place: AddPlace) => void;
  readonly remove: (id: string) => void;
  readonly details: (id: string) => void;
}

interface StepListProps {
  readonly steps: readonly Step[];
  readonly selected: string | null;
  readonly groups: readonly Group[];
  /** Errors per step. */
  readonly errors: ReadonlyMap<string, number>;
  readonly readOnly: boolean;
  readonly actions: StepListActions;
}

/** The flow as a list: everything the canvas can do to a step, by keyboard, screen reader and thumb. */
export function StepList({ steps, selected, groups, errors, readOnly, actions }: StepListProps) {
  const texts = useTexts();
  const list = useRef<HTMLOListElement>(null);

  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const lines = [...(list.current?.querySelectorAll<HTMLButtonElement>('.step__line') ?? [])];
    const at = lines.indexOf(event.target as HTMLButtonElement);
    if (at < 0) return;
    const to = by === undefined ? { Home: 0, End: lines.length - 1 }[event.key] : at + by;
    const line = to === undefined ? undefined : lines[to];
    if (line === undefined) return;
    event.preventDefault();
    line.focus();
  };

  return (
    <section class="step-list" aria-labelledby="steps-heading">
      <h2 id="steps-heading" class="pane__heading">
        {texts.steps.heading} <span class="muted">({texts.steps.count(steps.length)})</span>
      </h2>
      <p class="visually-hidden" id="steps-hint">
        {texts.steps.hint}
      </p>
      <ol ref={list} class="steps" aria-describedby="steps-hint" onKeyDown={move}>
        {steps.map((step) => (
          <li
            key={step.id}
            class={`step${step.id === selected ? ' step--selected' : ''}`}
            data-depth={Math.min(step.depth, 4)}
          >
            <StepLine
              step={step}
              steps={steps}
              groups={groups}
              errors={errors.get(step.id) ?? 0}
              expanded={step.id === selected}
              onSelect={() => actions.select(step.id)}
            />
            {step.id === selected ? (
              <StepActions step={step} groups={groups} readOnly={readOnly} actions={actions} />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
