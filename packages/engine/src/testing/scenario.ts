import { isDay } from '../deadline/index.ts';
import type { JobResult, TaskChanges } from '../kernel/job-result.ts';
import type { Mapping } from '../kernel/migration-plan.ts';
import type { TaskTransition } from '../kernel/task-state.ts';
import type { AdHocActivation, Json, Variables } from '../kernel/types.ts';

/** A test of a model as data: what is given, then what happens and what must be true. See scenario.schema.json. */
export interface Scenario {
  readonly name?: string;
  readonly description?: string;
  /** Id of the process; the first executable one of the file when absent. */
  readonly process?: string;
  readonly given?: Given;
  readonly steps: readonly ScenarioStep[];
}

export interface Given {
  /** ISO 8601 date or instant at which the scenario begins; 2026-01-05 (a Monday) when absent. */
  readonly date?: string;
  /** Variables of every start of the scenario. */
  readonly variables?: Variables;
  /** Days off and worked besides Romania's public holidays and weekends. */
  readonly calendar?: { readonly extraDaysOff?: readonly string[]; readonly recoveredDays?: readonly string[] };
  /** What workers answer, by job type. Jobs of other types stay open until the scenario completes them. */
  readonly jobs?: { readonly [type: string]: JobStub };
}

export type JobStub =
  | { readonly variables: Variables }
  | { readonly fail: string }
  | { readonly error: { readonly code: string; readonly message?: string; readonly variables?: Variables } };

/** What happens, and what must be true then. */
export interface ScenarioStep {
  readonly note?: string;
  readonly when: When;
  readonly then?: Then;
}

/** What happens in a step of a scenario: exactly one thing. */
export type When =
  | { readonly start: { readonly variables?: Variables; readonly event?: string } }
  /** The open task or job of the element; of a task that its listeners are asked about, the job. */
  | {
      readonly complete: {
        readonly element: string;
        readonly variables?: Variables;
        /** What the worker decides. */
        readonly result?: JobResult;
      };
    }
  | { readonly assign: { readonly element: string; readonly assignee: string | null; readonly action?: string } }
  | {
      readonly update: {
        readonly element: string;
        readonly changes: Omit<TaskChanges, 'assignee'>;
        readonly variables?: Variables;
        readonly action?: string;
      };
    }
  /** `retries` that remain, 0 when absent: an incident. */
  | { readonly fail: { readonly element: string; readonly message?: string; readonly retries?: number } }
  | {
      readonly throwError: {
        readonly element: string;
        readonly code: string;
        readonly message?: string;
        readonly variables?: Variables;
      };
    }
  | { readonly message: { readonly name: string; readonly correlationKey?: string; readonly variables?: Variables } }
  | { readonly signal: { readonly name: string; readonly variables?: Variables } }
  /** By the owner of the element's open task or job. */
  | { readonly escalate: { readonly element: string; readonly code: string; readonly variables?: Variables } }
  /** Starts what a conditional start event starts with these variables. */
  | { readonly startWhere: { readonly variables: Variables } }
  /** An ISO 8601 duration, or a date or instant. */
  | { readonly advance: { readonly by: string } | { readonly to: string } }
  | { readonly setVariables: { readonly variables: Variables; readonly element?: string } }
  /** Lets activities of the ad-hoc subprocess `element` begin. */
  | {
      readonly activate: {
        readonly element: string;
        readonly elements: readonly AdHocActivation[];
        readonly cancelRemaining?: boolean;
      };
    }
  | { readonly retryIncident: { readonly element: string } }
  | { readonly cancel: { readonly reason?: string } }
  | { readonly suspend: { readonly reason?: string } }
  | { readonly resume: { readonly [name: string]: never } }
  | { readonly modify: WhenModified }
  /** `to`: the file of another version of the model, beside this one. */
  | { readonly migrate: WhenMigrated };

/** A migration in a scenario. */
export interface WhenMigrated {
  readonly to: string;
  /** BPMN id of the process in it; that of the scenario when absent. */
  readonly process?: string;
  readonly mappings?: readonly Mapping[];
}

/** Element instances by the BPMN id of an element that is alive once. */
export interface WhenModified {
  readonly variables?: Variables;
  readonly activate?: readonly {
    readonly element: string;
    readonly variables?: Variables;
    readonly scope?: string;
    readonly scopeVariables?: { readonly [element: string]: Variables };
  }[];
  readonly move?: readonly { readonly from: string; readonly to: string; readonly variables?: Variables }[];
  readonly terminate?: readonly string[];
  readonly drop?: readonly { readonly flow: string; readonly scope?: string }[];
}

/** What is not named is not looked at. */
export interface Then {
  /** All open tasks, in any order: element ids, or ids with what to look at. */
  readonly tasks?: readonly (string | ExpectedTask)[];
  /** All elements that wait, in any order; boundary events and joins included. */
  readonly waiting?: readonly string[];
  /** Elements that finished in this step, in this order; others may lie between. */
  readonly finished?: readonly string[];
  /** Process variables with these names; null also means that there is none. */
  readonly variables?: Variables;
  /** All open incidents, in any order: element ids, or ids with the code. */
  readonly incidents?: readonly (string | { readonly element: string; readonly code: string })[];
  /** Jobs asked for in this step, in order: types, or types with what to look at. */
  readonly jobs?: readonly (string | ExpectedJob)[];
  /** The step is refused, with this code of the failure; without it a step that is refused fails the scenario. */
  readonly refused?: string;
  /** `false` while it runs; how it ended otherwise. */
  readonly ended?: boolean | 'completed' | 'terminated' | 'failed';
}

export interface ExpectedJob {
  readonly jobType: string;
  readonly element?: string;
  readonly priority?: number;
  readonly retries?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly variables?: Variables;
}

export interface ExpectedTask {
  readonly element: string;
  readonly name?: string;
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  readonly form?: string | null;
  readonly dueDate?: string | null;
  readonly followUpDate?: string | null;
  readonly priority?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly variables?: Variables;
  /** What its listeners are asked about; null: nothing. */
  readonly transition?: TaskTransition | null;
  /** Why a listener denied what was asked last; null: none did. */
  readonly denied?: string | null;
}

const WHEN: { readonly [verb: string]: readonly string[] } = {
  start: [],
  complete: ['element'],
  assign: ['element', 'assignee'],
  update: ['element', 'changes'],
  fail: ['element'],
  throwError: ['element', 'code'],
  message: ['name'],
  signal: ['name'],
  escalate: ['element', 'code'],
  startWhere: ['variables'],
  advance: [],
  setVariables: ['variables'],
  activate: ['element', 'elements'],
  retryIncident: ['element'],
  cancel: [],
  suspend: [],
  resume: [],
  modify: [],
  migrate: ['to'],
};

const THEN = new Set(['tasks', 'waiting', 'finished', 'variables', 'incidents', 'jobs', 'refused', 'ended']);
const TOP = new Set(['$schema', 'name', 'description', 'process', 'given', 'steps']);
const GIVEN = new Set(['date', 'variables', 'calendar', 'jobs']);
const CALENDAR = new Set(['extraDaysOff', 'recoveredDays']);

/** The scenario, or what is wrong with it. */
export function readScenario(json: unknown): { scenario: Scenario | null; problem: string | null } {
  const problem = problemOf(json);
  return problem === null ? { scenario: json as Scenario, problem } : { scenario: null, problem };
}

/** The files of other versions of the model that a scenario migrates to. */
export function versionsIn(json: unknown): string[] {
  const { scenario } = readScenario(json);
  const files = scenario?.steps.flatMap(({ when }) => ('migrate' in when ? [when.migrate.to] : [])) ?? [];
  return [...new Set(files)];
}

function problemOf(json: unknown): string | null {
  if (!isObject(json)) return 'A scenario is an object.';
  const unknown = Object.keys(json).find((name) => !TOP.has(name));
  if (unknown !== undefined) return `A scenario has no "${unknown}".`;
  const { given = {}, steps } = json;
  if (!isObject(given)) return '"given" is an object.';
  const other = Object.keys(given).find((name) => !GIVEN.has(name));
  if (other !== undefined) return `"given" has no "${other}".`;
  if (given.calendar !== undefined && !isCalendar(given.calendar)) {
    return '"calendar" has "extraDaysOff" and "recoveredDays", lists of days such as 2026-12-24.';
  }
  if (!Array.isArray(steps) || steps.length === 0) return '"steps" is a list with at least one step.';
  for (const [index, step] of steps.entries()) {
    const problem = stepProblem(step);
    if (problem !== null) return `Step ${index + 1}: ${problem}`;
  }
  return null;
}

function isCalendar(value: unknown): boolean {
  if (!isObject(value) || !Object.keys(value).every((name) => CALENDAR.has(name))) return false;
  const days = Object.values(value);
  return days.every((list) => Array.isArray(list) && list.every((day) => typeof day === 'string' && isDay(day)));
}

function stepProblem(step: unknown): string | null {
  if (!isObject(step) || !isObject(step.when)) return 'it needs "when", an object.';
  const verbs = Object.keys(step.when);
  const [verb] = verbs;
  const needed = verb === undefined ? undefined : WHEN[verb];
  if (verb === undefined || needed === undefined || verbs.length !== 1) {
    return `"when" has exactly one of ${Object.keys(WHEN).join(', ')}.`;
  }
  const what = step.when[verb];
  if (!isObject(what)) return `"${verb}" is an object.`;
  const lacks = needed.find((name) => what[name] === undefined);
  if (lacks !== undefined) return `"${verb}" needs "${lacks}".`;
  const { then = {} } = step;
  if (!isObject(then)) return '"then" is an object.';
  const unknown = Object.keys(then).find((name) => !THEN.has(name));
  return unknown === undefined ? null : `"then" has no "${unknown}".`;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON values; the order of names does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as { readonly [name: string]: Json };
  const right = b as { readonly [name: string]: Json };
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => sameJson(left[name], right[name]));
}
