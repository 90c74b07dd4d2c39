import type { Scenario, ScenarioStep, When } from '../../src/testing/index.ts';
import { Reference } from '../reference/reference.ts';
import { type Case, open } from './prove.ts';
import { BEGINNING } from './random-walk.ts';
import type { Moment } from './walk.ts';

/**
 * The case as a scenario that `circula scenario` runs, with what the reference interpreter expects at the end. Scenarios
 * name elements, not their instances, and know no caller: where that matters, the case file is exact.
 */
export async function asScenario({ xml, beginning, moments }: Case, name: string): Promise<Scenario> {
  const { model } = await open(xml);
  const reference = new Reference(model);
  const { variables, startEvent } = beginning;
  const start: When = { start: { variables, ...(startEvent === null ? {} : { event: startEvent }) } };
  const steps: ScenarioStep[] = [{ when: start }];
  let lines = reference.start(beginning, BEGINNING) ? reference.observe() : [];
  for (const moment of moments) {
    steps.push({ when: whenOf(moment, lines) });
    if (lines.length > 0 && reference.act(moment.action, moment.time)) lines = reference.observe();
  }
  const last = steps.pop();
  // biome-ignore lint/suspicious/noThenProperty: the scenario format calls it so
  if (last !== undefined) steps.push({ ...last, then: expected(lines) });
  return { name, given: { date: new Date(BEGINNING).toISOString() }, steps };
}

function whenOf({ action, time }: Moment, lines: readonly string[]): When {
  const element = 'at' in action ? elementAt(action.at) : '';
  switch (action.type) {
    case 'completeJob': {
      const { variables, decision, answer } = action;
      const decided =
        decision === undefined ? undefined : { result: { type: 'adHocSubProcess', ...decision } as const };
      const answered = answer === undefined ? undefined : { result: { type: 'userTask', ...answer } as const };
      return { complete: { element, variables, ...(decided ?? answered) } };
    }
    case 'completeTask':
    case 'completeCall':
      return { complete: { element, variables: action.variables } };
    case 'correlateMessage': {
      const [, , name = '', key = 'null'] = lineOf(lines, 'message', action.at);
      return { message: { name, variables: action.variables, ...(key === 'null' ? {} : { correlationKey: key }) } };
    }
    case 'deliverSignal':
      return { signal: { name: lineOf(lines, 'signal', action.at)[2] ?? '', variables: action.variables } };
    case 'triggerTimer':
      return { advance: { to: new Date(time).toISOString() } };
    case 'failJob':
      return { fail: { element, retries: action.retries } };
    case 'throwError':
      return { throwError: { element, code: action.code, variables: action.variables } };
    case 'throwEscalation':
      return { escalate: { element, code: action.code, variables: action.variables } };
    case 'setVariables':
      return { setVariables: { variables: action.variables, ...(element === '' ? {} : { element }) } };
    case 'retryIncident':
      return { retryIncident: { element } };
    case 'assignTask': {
      const { type: _, at: __, ...assigned } = action;
      return { assign: { element, ...assigned } };
    }
    case 'updateTask': {
      const { type: _, at: __, ...updated } = action;
      return { update: { element, ...updated } };
    }
    case 'letGo':
      return { modify: { terminate: [element] } };
    case 'cancel':
      return { cancel: {} };
    default:
      throw new Error(JSON.stringify(action satisfies never));
  }
}

function expected(lines: readonly string[]): NonNullable<ScenarioStep['then']> {
  const status = lines.find((line) => line.startsWith('status '))?.slice('status '.length) ?? 'active';
  const waiting = lines.flatMap((line) => {
    const [kind = '', at = ''] = line.split(' ');
    return /^(task|job|listener|halted|call|timer|message|signal|condition|events|incident|happened|rest)$/.test(kind)
      ? [elementAt(at)]
      : [];
  });
  const ended = status === 'active' ? false : status === 'completed' || status === 'terminated' ? status : 'failed';
  return { ended, ...(status === 'active' ? { waiting: [...new Set(waiting)].sort() } : {}) };
}

function lineOf(lines: readonly string[], kind: string, at: string): string[] {
  return lines.map((line) => line.split(' ')).find((parts) => parts[0] === kind && parts[1] === at) ?? [];
}

/** `/scope/task#2!timer~1` is about the element `timer`. */
function elementAt(address: string): string {
  return (
    /([^/!]*)$/
      .exec(address)?.[1]
      ?.replace(/\?$/, '')
      .replace(/[#~]\d+$/, '') ?? ''
  );
}
