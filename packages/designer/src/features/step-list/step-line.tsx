import type { Group } from '../../api/designer-api.ts';
import type { StepKind } from '../../model/step-kind.ts';
import type { Step } from '../../model/steps.ts';
import { useTexts } from '../../ui/language-context.ts';

/** Glyphs of bpmn.io's font, the same as on the canvas. */
const glyphs: Readonly<Record<StepKind, string>> = {
  start: 'bpmn-icon-start-event-none',
  end: 'bpmn-icon-end-event-none',
  work: 'bpmn-icon-user-task',
  automatic: 'bpmn-icon-service-task',
  decision: 'bpmn-icon-business-rule',
  calculation: 'bpmn-icon-script-task',
  choice: 'bpmn-icon-gateway-xor',
  parallel: 'bpmn-icon-gateway-parallel',
  wait: 'bpmn-icon-intermediate-event-catch-timer',
  message: 'bpmn-icon-intermediate-event-catch-message',
  error: 'bpmn-icon-intermediate-event-catch-error',
  group: 'bpmn-icon-subprocess-expanded',
  call: 'bpmn-icon-call-activity',
  other: 'bpmn-icon-task',
};

interface StepLineProps {
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly groups: readonly Group[];
  readonly errors: number;
  readonly expanded: boolean;
  readonly onSelect: () => void;
}

/** One step in one line: what it is, who does it, where it may lead. Pressing it chooses it. */
export function StepLine({ step, steps, groups, errors, expanded, onSelect }: StepLineProps) {
  const texts = useTexts();
  const host = steps.find((other) => other.id === step.attachedTo);
  const choices = step.branches.length > 1 ? step.branches : [];
  return (
    <>
      <button
        type="button"
        class="step__line"
        aria-expanded={expanded}
        aria-current={expanded ? 'step' : undefined}
        data-step={step.id}
        onClick={onSelect}
      >
        <span class={`step__glyph ${glyphs[step.kind]}`} aria-hidden="true" />
        <span class="step__words">
          <span class="step__name">{step.name || texts.steps.kinds[step.kind]}</span>
          <span class="step__facts">
            {step.name === '' ? null : <span>{texts.steps.kinds[step.kind]}</span>}
            {step.kind === 'work' ? <span class="step__who">{whoText(step, groups, texts)}</span> : null}
            {step.stopsClock ? <span class="step__clock">{texts.steps.stopsClock}</span> : null}
            {host === undefined ? null : <span>{texts.steps.attachedTo(host.name || host.id)}</span>}
          </span>
        </span>
        {errors === 0 ? null : <span class="badge badge--error">{texts.steps.problems(errors)}</span>}
      </button>
      {choices.length === 0 ? null : (
        <ul class="step__ways">
          {choices.map((way) => (
            <li key={way.flow}>
              {[wayText(way, texts), texts.steps.leadsTo(way.targetName || nameOf(way.target))]
                .filter((part) => part !== '')
                .join(' ')}
            </li>
          ))}
        </ul>
      )}
    </>
  );

  function nameOf(id: string): string {
    const target = steps.find((other) => other.id === id);
    if (target === undefined) return texts.unnamed;
    return target.name || texts.steps.kinds[target.kind].toLowerCase();
  }
}

type Texts = ReturnType<typeof useTexts>;

/** A way out in words: its name, or "otherwise", or its condition. */
export function wayText(way: Step['branches'][number], texts: Texts): string {
  if (way.name !== '') return way.name;
  if (way.isDefault) return texts.steps.otherwise;
  return way.condition === '' ? '' : texts.steps.when(way.condition);
}

/** Who does a step, by the names of the groups. */
export function whoText({ who }: Pick<Step, 'who'>, groups: readonly Group[], texts: Texts): string {
  if (who.applicant) return texts.steps.applicant;
  const names = who.groups.map((id) => groups.find((group) => group.id === id)?.name ?? id);
  if (names.length > 0) return names.join(', ');
  return who.assignee ?? texts.steps.anyone;
}
