import { CALLED, CALLER, MESSAGES, model, TIMER, TWO_TASKS } from '../runtime/models.ts';
import type { Ask } from './office-domain.ts';

const flow = (id: string, from: string, to: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
const process = (content: string) =>
  `<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${content}</bpmn:process>`;
const AFTER_AN_HOUR =
  '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
const MESSAGE = (name: string) => `<bpmn:message id="m" name="${name}"><bpmn:extensionElements>
  <zeebe:subscription correlationKey="=ref"/></bpmn:extensionElements></bpmn:message>`;
const catching = (definition: string) =>
  process(`<bpmn:intermediateCatchEvent id="n">${definition}</bpmn:intermediateCatchEvent>
    ${flow('f1', 's', 'n')}${flow('f2', 'n', 'e')}`);

/** What waits before several commands come at once; all timers are due. */
export const MODELS = {
  tasks: model(TWO_TASKS),
  parallel: model(
    process(`<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/><bpmn:userTask id="one"/>
      <bpmn:userTask id="two"/>${flow('f1', 's', 'split')}${flow('f2', 'split', 'one')}${flow('f3', 'split', 'two')}
      ${flow('f4', 'one', 'join')}${flow('f5', 'two', 'join')}${flow('f6', 'join', 'e')}`),
  ),
  job: model(
    process(`<bpmn:serviceTask id="n"><bpmn:extensionElements><zeebe:taskDefinition type="leave-trace"/>
      </bpmn:extensionElements></bpmn:serviceTask>${flow('f1', 's', 'n')}${flow('f2', 'n', 'e')}`),
  ),
  timer: model(TIMER),
  either: model(`${process(`<bpmn:eventBasedGateway id="g"/>
      <bpmn:intermediateCatchEvent id="late">${AFTER_AN_HOUR}</bpmn:intermediateCatchEvent>
      <bpmn:intermediateCatchEvent id="news"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
      ${flow('f1', 's', 'g')}${flow('f2', 'g', 'late')}${flow('f3', 'g', 'news')}${flow('f4', 'late', 'e')}${flow('f5', 'news', 'e')}`)}
    ${MESSAGE('news')}`),
  boundary: model(
    process(`<bpmn:userTask id="n"/><bpmn:boundaryEvent id="late" attachedToRef="n">${AFTER_AN_HOUR}</bpmn:boundaryEvent>
      <bpmn:userTask id="reminded"/>${flow('f1', 's', 'n')}${flow('f2', 'n', 'e')}${flow('f3', 'late', 'reminded')}
      ${flow('f4', 'reminded', 'e')}`),
  ),
  message: model(MESSAGES),
  signal: model(`${catching('<bpmn:signalEventDefinition signalRef="sig"/>')}<bpmn:signal id="sig" name="go"/>`),
  calls: model(CALLER + CALLED),
  begun: model(`<bpmn:process id="begun" isExecutable="true"><bpmn:startEvent id="s">
      <bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:userTask id="n"/><bpmn:endEvent id="e"/>
      ${flow('f1', 's', 'n')}${flow('f2', 'n', 'e')}</bpmn:process><bpmn:message id="m" name="begin"/>`),
} as const;
export type ModelName = keyof typeof MODELS;

/** What runs at the same time: a command, the same under an idempotency key over HTTP, or a runner's round of work. */
export type Doing = { readonly ask: Ask } | { readonly sent: Ask; readonly key: string } | { readonly round: Round };
export type Round = 'timers' | 'outbox';

/** Keys of open tasks, by instance and element. */
export type KeyOf = (businessKey: string, element: string) => number;

const execute = (businessKey: string, command: object): { ask: Ask } => ({
  ask: { do: 'execute', businessKey, element: '', command },
});
const completing = (key: number, by: string) => ({ type: 'completeTask', key, variables: { by }, actor: by });
const publish = (name: string, key: string, messageId: string): { ask: Ask } => ({
  ask: { do: 'publish', name, key, messageId },
});
const file = (businessKey: string): Ask => ({ do: 'file', definition: 'tasks', businessKey });

/** Each command by a name, and on which instances (by model) it works. */
export const COMMANDS: Readonly<Record<string, { on: readonly ModelName[]; what: (key: KeyOf) => Doing }>> = {
  'complete by ana': { on: ['tasks'], what: (key) => execute('tasks', completing(key('tasks', 'first'), 'ana')) },
  'complete by dan': { on: ['tasks'], what: (key) => execute('tasks', completing(key('tasks', 'first'), 'dan')) },
  'cancel tasks': { on: ['tasks'], what: () => execute('tasks', { type: 'cancel', reason: 'enough' }) },
  'suspend tasks': { on: ['tasks'], what: () => execute('tasks', { type: 'suspend', reason: 'wait' }) },
  'set a variable': { on: ['tasks'], what: () => execute('tasks', { type: 'setVariables', variables: { x: 1 } }) },
  'complete one': { on: ['parallel'], what: (key) => execute('parallel', completing(key('parallel', 'one'), 'ana')) },
  'complete two': { on: ['parallel'], what: (key) => execute('parallel', completing(key('parallel', 'two'), 'dan')) },
  'cancel parallel': { on: ['parallel'], what: () => execute('parallel', { type: 'cancel' }) },
  'fire timers': { on: ['timer'], what: () => ({ round: 'timers' }) },
  'fire timers too': { on: ['timer'], what: () => ({ round: 'timers' }) },
  'fire the limit': { on: ['either'], what: () => ({ round: 'timers' }) },
  'fire the reminder': { on: ['boundary'], what: () => ({ round: 'timers' }) },
  'cancel timer': { on: ['timer'], what: () => execute('timer', { type: 'cancel' }) },
  'complete reminded': {
    on: ['boundary'],
    what: (key) => execute('boundary', completing(key('boundary', 'n'), 'ana')),
  },
  'do jobs': { on: ['job'], what: () => ({ round: 'outbox' }) },
  'do jobs too': { on: ['job'], what: () => ({ round: 'outbox' }) },
  'cancel job': { on: ['job'], what: () => execute('job', { type: 'cancel' }) },
  'set a variable of job': { on: ['job'], what: () => execute('job', { type: 'setVariables', variables: { x: 1 } }) },
  'tell news': { on: ['either'], what: () => publish('news', 'either', 'n1') },
  'cancel either': { on: ['either'], what: () => execute('either', { type: 'cancel' }) },
  pay: { on: ['message'], what: () => publish('paid', 'message', 'm1') },
  'pay again': { on: ['message'], what: () => publish('paid', 'message', 'm1') },
  'pay more': { on: ['message'], what: () => publish('paid', 'message', 'm2') },
  'cancel message': { on: ['message'], what: () => execute('message', { type: 'cancel' }) },
  'wait for payment': {
    on: [],
    what: () => ({ ask: { do: 'start', definition: 'message', businessKey: 'new', variables: { ref: 'early' } } }),
  },
  'pay early': { on: [], what: () => publish('paid', 'early', 'm3') },
  'pay early twice': { on: [], what: () => publish('paid', 'early', 'm4') },
  'signal go': { on: ['signal'], what: () => ({ ask: { do: 'broadcast', name: 'go' } }) },
  'signal go on': { on: ['signal'], what: () => ({ ask: { do: 'broadcast', name: 'go' } }) },
  'cancel signal': { on: ['signal'], what: () => execute('signal', { type: 'cancel' }) },
  'complete called': { on: ['calls'], what: (key) => execute('calls', completing(key('calls', 'called_n'), 'ana')) },
  'cancel caller': { on: ['calls'], what: () => execute('calls', { type: 'cancel' }) },
  begin: { on: ['begun'], what: () => publish('begin', 'same', 'b1') },
  'begin again': { on: ['begun'], what: () => publish('begin', 'same', 'b2') },
  'file a': { on: [], what: () => ({ ask: file('a') }) },
  'file b': { on: [], what: () => ({ ask: file('b') }) },
  'file c': { on: [], what: () => ({ ask: file('c') }) },
  'send d': { on: [], what: () => ({ sent: file('d'), key: 'once' }) },
  'send d again': { on: [], what: () => ({ sent: file('d'), key: 'once' }) },
};

/** Commands that get into each other's way. */
export const CONFLICTS: readonly (readonly string[])[] = [
  ['complete by ana', 'complete by dan'],
  ['complete by ana', 'cancel tasks', 'set a variable'],
  ['complete by ana', 'suspend tasks', 'complete by dan'],
  ['complete one', 'complete two'],
  ['complete one', 'complete two', 'cancel parallel'],
  ['fire timers', 'fire timers too', 'cancel timer'],
  ['do jobs', 'do jobs too', 'cancel job'],
  ['do jobs', 'set a variable of job'],
  ['fire the limit', 'tell news'],
  ['fire the limit', 'tell news', 'cancel either'],
  ['fire the reminder', 'complete reminded'],
  ['pay', 'pay again', 'cancel message'],
  ['pay', 'pay more'],
  ['wait for payment', 'pay early'],
  ['wait for payment', 'pay early', 'pay early twice'],
  ['signal go', 'signal go on', 'cancel signal'],
  ['complete called', 'cancel caller'],
  ['begin', 'begin again'],
  ['file a', 'file b', 'file c'],
  ['send d', 'send d again'],
  ['file a', 'send d', 'complete by ana', 'complete one'],
];
