import type { Random } from './random.ts';

/** What the events of the random models refer to. */
export const ROOTS = [
  '<bpmn:message id="m1" name="m1"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>',
  '<bpmn:message id="m2" name="m2"/>',
  '<bpmn:message id="m3" name="=who"/>',
  '<bpmn:signal id="s1" name="s1"/><bpmn:signal id="s2" name="=who"/>',
  '<bpmn:error id="e1" errorCode="e1"/><bpmn:error id="e2" errorCode="e2"/>',
  '<bpmn:escalation id="x1" escalationCode="x1"/><bpmn:escalation id="x2" escalationCode="=who"/>',
].join('\n');

export const CONDITIONS = ['a > 1', 'b', 'a = 2 or b', 'not(b)', 'a &lt; n', 'c = 1', 'n > 1'] as const;

const WAITED = ['message', 'timer', 'signal', 'conditional'] as const;

/** The event definitions of a trigger. `catching`: what may be among several; `repeats`: a cycle means something here. */
export function definitionsOf(
  random: Random,
  trigger: string,
  catching: 'catch' | 'catch-all' | 'throw',
  repeats: boolean,
): string {
  switch (trigger) {
    case 'none':
      return '';
    case 'multiple': {
      const among =
        catching === 'throw'
          ? ['message', 'signal', 'escalation', 'message']
          : catching === 'catch'
            ? WAITED
            : [...WAITED, 'escalation', ...(repeats ? [] : ['error'])];
      return several(random, among, repeats);
    }
    case 'parallelMultiple':
      return several(random, WAITED, false);
    case 'message':
      return `<bpmn:messageEventDefinition messageRef="${random.pick(['m1', 'm1', 'm2', 'm2', 'm3'])}"/>`;
    case 'signal':
      return `<bpmn:signalEventDefinition signalRef="${random.pick(['s1', 's1', 's2'])}"/>`;
    case 'timer':
      return `<bpmn:timerEventDefinition>${timer(random, repeats)}</bpmn:timerEventDefinition>`;
    case 'conditional':
      return `<bpmn:conditionalEventDefinition><bpmn:condition>${random.pick(CONDITIONS)}</bpmn:condition></bpmn:conditionalEventDefinition>`;
    case 'error': {
      const ref = random.pick(catching === 'throw' ? ['e1', 'e2', 'e1'] : ['e1', 'e2', '', 'e1']);
      return `<bpmn:errorEventDefinition${ref === '' ? '' : ` errorRef="${ref}"`}/>`;
    }
    case 'escalation': {
      const ref = random.pick(['x1', 'x2', '', 'x1']);
      return `<bpmn:escalationEventDefinition${ref === '' ? '' : ` escalationRef="${ref}"`}/>`;
    }
    case 'compensation':
      return '<bpmn:compensateEventDefinition/>';
    case 'cancel':
      return '<bpmn:cancelEventDefinition/>';
    case 'terminate':
      return '<bpmn:terminateEventDefinition/>';
    default:
      throw new Error(`no definition of ${trigger}`);
  }
}

function several(random: Random, among: readonly string[], repeats: boolean): string {
  const count = random.chance(0.3) ? 3 : 2;
  return Array.from({ length: count }, () => definitionsOf(random, random.pick(among), 'catch', repeats)).join('');
}

function timer(random: Random, repeats: boolean): string {
  const follow =
    '<bpmn:extensionElements><circula:follow/></bpmn:extensionElements><bpmn:timeDate>=due</bpmn:timeDate>';
  return random.pick([
    '<bpmn:timeDuration>PT1H</bpmn:timeDuration>',
    '<bpmn:timeDuration>P1DT30M</bpmn:timeDuration>',
    '<bpmn:timeDate>2026-01-06T08:00:00Z</bpmn:timeDate>',
    '<bpmn:timeDate>=due</bpmn:timeDate>',
    follow,
    ...(repeats
      ? ['<bpmn:timeCycle>R3/PT1H</bpmn:timeCycle>', '<bpmn:timeCycle>R/PT2H</bpmn:timeCycle>']
      : ['<bpmn:timeDuration>PT2H</bpmn:timeDuration>']),
  ]);
}
