import { type Assignment, assignmentOf } from './assignment.ts';
import { extension } from './extensions.ts';
import { element, elements, type ModdleElement, text } from './moddle.ts';
import { inReadingOrder } from './reading-order.ts';
import { settingsOf } from './settings.ts';
import { type StepKind, stepKind } from './step-kind.ts';

/** One way out of a step. */
export interface Branch {
  readonly flow: string;
  readonly name: string;
  /** FEEL, without the leading `=`; '' when the way has no condition. */
  readonly condition: string;
  readonly isDefault: boolean;
  readonly target: string;
  readonly targetName: string;
}

/** One line of the step list: a flow node of the model in the office's words. */
export interface Step {
  readonly id: string;
  readonly kind: StepKind;
  readonly type: string;
  readonly name: string;
  /** How many subprocesses and boundary events it stands inside. */
  readonly depth: number;
  readonly who: Assignment;
  readonly form: string | null;
  readonly stage: string | null;
  /** The legal clock stands still while the step is open. */
  readonly stopsClock: boolean;
  /** The step at whose edge this event waits, for boundary events. */
  readonly attachedTo: string | null;
  readonly branches: readonly Branch[];
  /** Everything else that the step is set to, in one comparable text; equal texts mean equal settings. */
  readonly settings: string;
}

/**
 * The steps of a model in the order in which a file meets them, those of a subprocess right after it. Loops are
 * followed once; nodes that nothing leads to come last.
 */
export function stepsOf(definitions: ModdleElement): readonly Step[] {
  return elements(definitions, 'rootElements')
    .filter((root) => root.$instanceOf('bpmn:Process'))
    .flatMap((process) => stepsIn(process, 0));
}

function stepsIn(scope: ModdleElement, depth: number): Step[] {
  const nodes = elements(scope, 'flowElements').filter((node) => node.$instanceOf('bpmn:FlowNode'));
  return inReadingOrder(nodes).flatMap((node) => {
    const host = element(node, 'attachedToRef');
    const level = depth + (host === null ? 0 : 1);
    const inner = node.$instanceOf('bpmn:SubProcess') ? stepsIn(node, level + 1) : [];
    return [stepOf(node, level, host), ...inner];
  });
}

function stepOf(node: ModdleElement, depth: number, host: ModdleElement | null): Step {
  return {
    id: text(node, 'id'),
    kind: stepKind(node),
    type: node.$type,
    name: text(node, 'name').trim(),
    depth,
    who: assignmentOf(node),
    form: nonEmpty(text(extension(node, 'zeebe:FormDefinition'), 'formId')),
    stage: nonEmpty(text(extension(node, 'circula:Stage'), 'ref')),
    stopsClock: text(extension(node, 'circula:Clock'), 'effect') === 'suspend',
    attachedTo: host === null ? null : text(host, 'id'),
    branches: elements(node, 'outgoing').map((flow) => branchOf(node, flow)),
    settings: settingsOf(node),
  };
}

function branchOf(node: ModdleElement, flow: ModdleElement): Branch {
  const target = element(flow, 'targetRef');
  return {
    flow: text(flow, 'id'),
    name: text(flow, 'name').trim(),
    condition: text(element(flow, 'conditionExpression'), 'body').replace(/^\s*=\s*/, ''),
    isDefault: element(node, 'default') === flow,
    target: text(target, 'id'),
    targetName: text(target, 'name').trim(),
  };
}

function nonEmpty(value: string): string | null {
  return value === '' ? null : value;
}
