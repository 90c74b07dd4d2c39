import type { Json, Variables } from '../../src/index.ts';
import type { Action, Beginning } from '../reference/reference.ts';
import type { Random } from './random.ts';
import type { Moment, Walk } from './walk.ts';

/** 2026-01-05, 08:00 in Bucharest, a Monday. */
export const BEGINNING = 1_767_592_800_000;
const HOUR = 3_600_000;
const MOMENTS = 10;

export function randomBeginning(random: Random, startEvent: string | null): Beginning {
  const variables: { [name: string]: Json } = {
    a: random.below(4),
    b: random.chance(0.5),
    n: random.below(3),
    who: random.pick<Json>(['ann', 'ann', 'x1', 7]),
    key: random.pick<Json>(['k', 'k', 5, null]),
    due: random.pick<Json>(['2026-01-05T10:00:00Z', '2026-01-07T00:00:00Z', null, 'soon']),
    items: random.pick<Json>([['p', 'q'], [1, 2, 3], [], ['p'], 'none']),
  };
  if (random.chance(0.5)) variables.c = random.below(2);
  return { variables, called: random.chance(0.25), startEvent };
}

/** Lets happen what chance picks among the possible, until the instance has ended. */
export function walkRandomly(random: Random, walk: Walk): void {
  let now = BEGINNING;
  walk.start(now);
  for (let count = 0; count < MOMENTS && walk.active; count += 1) {
    now += random.pick([0, 1000, HOUR / 2, 2 * HOUR]);
    const moment = pick(random, walk.lines, now);
    now = moment.time;
    walk.act(moment);
  }
}

function pick(random: Random, lines: readonly string[], now: number): Moment {
  const possible = lines.flatMap((line): Moment[] => momentsOf(random, line, now));
  const choice = random.next();
  if (possible.length === 0 || choice < 0.08) {
    const places = lines.flatMap((line) =>
      (/^(task|job|listener|kept|variables) (\S*)/.exec(line)?.[2] ?? '').replace(/!.*/, ''),
    );
    return {
      time: now,
      action: {
        type: 'setVariables',
        at: random.chance(0.7) ? '' : random.pick(['', ...places]),
        variables: some(random, true),
      },
    };
  }
  if (choice < 0.09) return { time: now, action: { type: 'cancel' } };
  // what does not fit is refused by all alike
  if (choice < 0.11)
    return { time: now, action: { type: 'completeJob', at: addressIn(random.pick(lines)), variables: {} } };
  // events that wait beside others would seldom come first
  const beside = possible.filter(({ action }) => action.type !== 'cancel' && action.at.includes('!'));
  return random.pick(beside.length > 0 && choice < 0.5 ? beside : possible);
}

function momentsOf(random: Random, line: string, now: number): Moment[] {
  const [kind = '', at = '', detail = ''] = line.split(' ');
  const variables = some(random, false);
  const thrown: Action[] = [
    { type: 'throwError', at, code: random.pick(['e1', 'e2', 'e9']), variables },
    { type: 'throwEscalation', at, code: random.pick(['x1', 'ann', 'x9']), variables },
  ];
  const at_ = (action: Action): Moment => ({ time: now, action });
  switch (kind) {
    case 'task':
      return [
        at_({ type: 'completeTask', at, variables }),
        at_({ type: 'completeTask', at, variables }),
        at_(random.chance(0.3) ? changed(random, at) : random.pick(thrown)),
      ];
    case 'listener':
      return [
        at_(answered(random, at, detail, variables)),
        at_(answered(random, at, detail, variables)),
        at_({ type: 'failJob', at, retries: random.below(3) }),
        ...(random.chance(0.1) ? [at_({ type: 'letGo', at })] : []),
        ...(random.chance(0.05) ? [at_(random.pick(thrown))] : []),
      ];
    case 'kept':
      return random.chance(0.1) ? [at_(changed(random, at))] : [];
    case 'job':
      return [
        at_(completed(random, line, at, variables)),
        at_(completed(random, line, at, variables)),
        at_(random.pick([...thrown, { type: 'failJob', at, retries: random.below(3) }])),
      ];
    case 'call':
      return [at_({ type: 'completeCall', at, variables }), at_(random.pick(thrown))];
    case 'timer': {
      const due = detail === 'null' ? now : Number(detail);
      const late = random.pick([0, 0, 5 * HOUR]);
      const early = random.chance(0.1);
      return [{ time: early ? now : Math.max(now, due) + late, action: { type: 'triggerTimer', at } }];
    }
    case 'message':
      return [at_({ type: 'correlateMessage', at, variables })];
    case 'signal':
      return [at_({ type: 'deliverSignal', at, variables })];
    case 'incident':
      return random.chance(0.5) ? [at_({ type: 'retryIncident', at }), at_({ type: 'retryIncident', at })] : [];
    case 'condition':
      return [at_({ type: 'setVariables', at: '', variables: some(random, true) })];
    default:
      return [];
  }
}

/** The worker of an ad-hoc subprocess says what comes next, seldom what cannot be. */
function completed(random: Random, line: string, at: string, variables: Variables): Action {
  if (!at.endsWith('?')) return { type: 'completeJob', at, variables };
  const told = /adHocSubProcessElements:\[(.*?)\]/.exec(line)?.[1] ?? '';
  const able = [...told.matchAll(/elementId:"([^"]+)"/g)].map(([, id = '']) => id);
  const over = random.chance(0.3);
  const count = over ? (random.chance(0.05) ? 1 : 0) : random.pick([0, 1, 1, 2, 2, 3]);
  const activate = Array.from({ length: count }, () => ({
    element: random.chance(0.03) ? 'nowhere' : random.pick(able),
    ...(random.chance(0.3) ? { variables: some(random, true) } : {}),
  }));
  const decision = { activate, completed: over, cancelRemaining: random.chance(0.3) };
  return { type: 'completeJob', at, variables, ...(random.chance(0.95) ? { decision } : {}) };
}

/** A listener of an element gives variables; one of a task denies or corrects, seldom where it may not. */
function answered(random: Random, at: string, on: string, variables: Variables): Action {
  if (on === 'start' || on === 'end') return { type: 'completeJob', at, variables };
  const forbidden = random.chance(0.03);
  const denies = (forbidden || (on !== 'creating' && on !== 'canceling')) && random.chance(0.2);
  const corrections = random.chance(0.4) && (!denies || forbidden) ? changes(random, true) : {};
  const answer = { ...(denies ? { denied: true, reason: 'no' } : {}), corrections };
  return {
    type: 'completeJob',
    at,
    variables: forbidden ? variables : {},
    ...(random.chance(0.8) ? { answer } : {}),
  };
}

function changed(random: Random, at: string): Action {
  const action = random.chance(0.3) ? { action: random.pick(['claim', 'edit']) } : {};
  if (random.chance(0.5)) {
    return { type: 'assignTask', at, assignee: random.pick(['ann', 'bob', null, '']), ...action };
  }
  const variables = random.chance(0.4) ? { variables: some(random, true) } : {};
  return { type: 'updateTask', at, changes: changes(random, random.chance(0.03)), ...variables, ...action };
}

/** What may change in a task, seldom what may not. */
function changes(random: Random, assigns: boolean): { [name: string]: Json } {
  const given: { [name: string]: Json } = {};
  const choices: (readonly [string, () => Json])[] = [
    ['candidateGroups', () => random.pick<Json>([['x'], [], ['y', 'z'], 'x'])],
    ['candidateUsers', () => random.pick<Json>([['ann'], []])],
    ['dueDate', () => random.pick<Json>(['2026-02-01T10:00:00Z', null, '', 'soon'])],
    ['followUpDate', () => random.pick<Json>(['2026-03-01T10:00:00Z', null])],
    ['priority', () => random.pick<Json>([1, 99, 50, 101])],
    ...(assigns ? ([['assignee', () => random.pick<Json>(['ann', 'bob', null])]] as const) : []),
  ];
  for (let count = random.below(3); count >= 0; count -= 1) {
    const [name, value] = random.pick(choices);
    given[name] = random.chance(0.9) ? value() : null;
  }
  return given;
}

function addressIn(line: string): string {
  return line.split(' ')[1] ?? '';
}

/** Some variables that the models look at; `more`: not none. */
function some(random: Random, more: boolean): Variables {
  const variables: { [name: string]: Json } = {};
  const choices: readonly [string, () => Json][] = [
    ['a', () => random.below(4)],
    ['b', () => random.chance(0.5)],
    ['c', () => random.pick<Json>([0, 1, null])],
    ['n', () => random.below(3)],
    ['who', () => random.pick<Json>(['ann', 'x1', 'bob'])],
    ['key', () => 'k'],
    ['due', () => random.pick<Json>(['2026-01-05T20:00:00Z', '2026-01-09T00:00:00Z', null])],
    ['items', () => random.pick<Json>([['p', 'q'], [1], []])],
    ['result', () => random.below(9)],
    ['fresh', () => random.below(9)],
  ];
  for (let count = random.below(3) + (more ? 1 : 0); count > 0; count -= 1) {
    const [name, value] = random.pick(choices);
    variables[name] = value();
  }
  return variables;
}
