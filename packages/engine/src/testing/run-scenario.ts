import { romanianCalendar } from '../deadline/index.ts';
import { Engine } from '../engine.ts';
import { BpmnError } from '../host/handler-errors.ts';
import type { ObservedStep, Result } from '../host/options.ts';
import type { OpenTask } from '../host/saved-engine.ts';
import type { Event } from '../kernel/events.ts';
import { recordsOf } from '../kernel/table.ts';
import type { Effect, Key } from '../kernel/types.ts';
import { parseInstant } from '../time/instants.ts';
import { addDuration, parseDuration } from '../triggers/iso-time.ts';
import { type Unmet, unmet } from './expectations.ts';
import { ReplayCheck } from './replay.ts';
import {
  type JobStub,
  readScenario,
  type Scenario,
  type When,
  type WhenMigrated,
  type WhenModified,
} from './scenario.ts';
import { traceLine } from './trace.ts';

/** A model and a scenario for it. */
export interface ScenarioInput {
  readonly xml: string;
  readonly dmn?: string | readonly string[];
  /** A `Scenario`, as parsed from JSON; it is checked. */
  readonly scenario: unknown;
  /** Other versions of the model that it migrates to, by the names of their files. */
  readonly versions?: { readonly [file: string]: string };
}

/** One expectation of a scenario that was not met. */
export interface ScenarioFailure extends Unmet {
  /** Number of the step, from 1; 0 when the scenario could not begin. */
  readonly step: number;
}

/** How a scenario went, with its trace. */
export interface ScenarioResult {
  readonly ok: boolean;
  readonly name: string;
  /** One line for each failure; empty when all is met. */
  readonly message: string;
  readonly failures: readonly ScenarioFailure[];
  readonly events: readonly Event[];
  readonly trace: readonly string[];
}

/** Why a step was not carried out; `code` when the engine refused it. */
interface Refused extends Unmet {
  readonly code?: string;
}

const NONE = 'none';

const BEGINNING = '2026-01-05T08:00:00+02:00';

/**
 * Runs a scenario against a model and checks what it expects. Every step is also replayed: from the journal, and from
 * the state restored from JSON. Never throws.
 */
export async function runScenario({
  xml,
  dmn = [],
  scenario: json,
  versions = {},
}: ScenarioInput): Promise<ScenarioResult> {
  const { scenario, problem } = readScenario(json);
  if (scenario === null) return failed('', { element: 'scenario', expected: 'a scenario', found: problem ?? '' });
  const name = scenario.name ?? '';
  const begins = parseInstant(scenario.given?.date ?? BEGINNING);
  if (begins === null) {
    return failed(name, { element: 'given.date', expected: 'a date or instant', found: String(scenario.given?.date) });
  }
  const replay = new ReplayCheck();
  const observed: ObservedStep[] = [];
  const engine = new Engine({
    clock: () => begins,
    calendar: romanianCalendar(scenario.given?.calendar),
    observe(step) {
      replay.observe(step);
      observed.push(step);
    },
  });
  const { processes, diagnostics } = await engine.deploy(xml, { dmn });
  const wrong = diagnostics.filter(({ severity }) => severity === 'error');
  const first = processes.find(({ process }) => process.id === (scenario.process ?? process.id));
  if (first === undefined) {
    const found = wrong.map(({ element, message }) => `${element ?? 'file'}: ${message}`).join(' ');
    return failed(name, { element: 'model', expected: scenario.process ?? 'a process', found: found || 'none' });
  }
  for (const [type, stub] of Object.entries(scenario.given?.jobs ?? {})) engine.handle(type, () => answer(stub));
  const failures = await new ScenarioRun(engine, scenario, first.process.id, observed, replay, versions).run();
  const events = observed.flatMap((step) => step.events);
  return {
    ok: failures.length === 0,
    name,
    message: failures.map(line).join('\n'),
    failures,
    events,
    trace: events.map(traceLine),
  };
}

class ScenarioRun {
  readonly #engine: Engine;
  readonly #scenario: Scenario;
  readonly #process: string;
  readonly #observed: readonly ObservedStep[];
  readonly #replay: ReplayCheck;
  readonly #versions: { readonly [file: string]: string };
  #instance = '';

  constructor(
    engine: Engine,
    scenario: Scenario,
    process: string,
    observed: readonly ObservedStep[],
    replay: ReplayCheck,
    versions: { readonly [file: string]: string },
  ) {
    this.#engine = engine;
    this.#scenario = scenario;
    this.#process = process;
    this.#observed = observed;
    this.#replay = replay;
    this.#versions = versions;
  }

  async run(): Promise<ScenarioFailure[]> {
    for (const [index, { when, then }] of this.#scenario.steps.entries()) {
      const number = index + 1;
      const from = this.#observed.length;
      const refused = 'migrate' in when ? await this.#migrate(when.migrate) : this.#carryOut(when);
      const wrong = asExpected(refused, then?.refused);
      if (wrong !== null) return [{ step: number, ...this.#withPlace(wrong) }];
      const happened = this.#observed.slice(from).filter((step) => step.instance === this.#instance);
      const events = happened.flatMap((step) => [...step.events]);
      const effects = happened.flatMap((step): Effect[] => [...step.effects]);
      const problems = unmet(then ?? {}, this.#engine, this.#instance, { events, effects });
      for (const problem of this.#replay.problems) {
        problems.push({ element: 'replay', expected: 'the same when replayed', found: problem });
      }
      if (problems.length > 0) return problems.map((problem) => ({ step: number, ...problem }));
    }
    return [];
  }

  /** What could not be found is easier to see beside what is there. */
  #withPlace(wrong: Unmet): Unmet {
    const standing = this.#engine.waits(this.#instance).map(({ element, reason, for: what }) => {
      return `${element} (${reason}${what === null ? '' : `: ${what}`})`;
    });
    if (wrong.found !== NONE || standing.length === 0) return wrong;
    return { ...wrong, found: `${NONE}; it waits at ${standing.join(', ')}` };
  }

  /** Null, or why the step could not be carried out. */
  #carryOut(when: Exclude<When, { migrate: unknown }>): Refused | null {
    const engine = this.#engine;
    if ('start' in when) {
      const { variables = {}, event } = when.start;
      const started = engine.start(this.#process, {
        variables: { ...this.#scenario.given?.variables, ...variables },
        ...(event === undefined ? {} : { startEvent: event }),
      });
      if (started.ok) this.#instance = started.instance;
      return asUnmet('start', started);
    }
    if ('advance' in when) return this.#advance(when.advance);
    if ('message' in when) {
      const { name, ...options } = when.message;
      engine.publish(name, options);
      if (this.#instance === '') this.#adopt();
      return null;
    }
    if ('signal' in when) {
      engine.broadcast(when.signal.name, when.signal.variables);
      if (this.#instance === '') this.#adopt();
      return null;
    }
    if ('startWhere' in when) {
      engine.startWhere(when.startWhere.variables);
      if (this.#instance === '') this.#adopt();
      return null;
    }
    if (this.#instance === '') this.#adopt();
    const instance = this.#instance;
    if ('cancel' in when) return asUnmet('cancel', engine.execute(instance, { type: 'cancel', ...when.cancel }));
    if ('suspend' in when) return asUnmet('suspend', engine.suspend(instance, when.suspend.reason));
    if ('resume' in when) return asUnmet('resume', engine.resume(instance));
    if ('modify' in when) return this.#modify(when.modify);
    if ('setVariables' in when) {
      const { variables, element } = when.setVariables;
      const scope = element === undefined ? undefined : (this.#scope(element) ?? this.#key(element, 'any'));
      if (scope === null) return nothingOpen(element ?? '', 'an element that is alive');
      return asUnmet(
        'setVariables',
        engine.execute(instance, { type: 'setVariables', variables, ...(scope === undefined ? {} : { scope }) }),
      );
    }
    if ('activate' in when) {
      const { element, ...activation } = when.activate;
      const key = this.#scope(element);
      if (key === null) return nothingOpen(element, 'an ad-hoc subprocess that runs');
      return asUnmet(element, engine.activateAdHoc(instance, key, activation));
    }
    if ('retryIncident' in when) {
      const { element } = when.retryIncident;
      const incident = engine.incidents(instance).find((one) => one.element === element);
      if (incident === undefined) return nothingOpen(element, 'an incident');
      return asUnmet(element, engine.execute(instance, { type: 'retryIncident', key: incident.key }));
    }
    if ('complete' in when) {
      const { element, variables = {}, result } = when.complete;
      const task = result === undefined ? this.#task(element) : undefined;
      if (task !== undefined && task.transition === undefined) {
        return asUnmet(element, engine.complete(task, variables));
      }
      const key = this.#key(element, 'job');
      if (key === null) return nothingOpen(element, 'an open task or job');
      const decision = result === undefined ? undefined : { result };
      return asUnmet(element, engine.execute(instance, { type: 'completeJob', key, variables, ...decision }));
    }
    if ('assign' in when || 'update' in when) {
      const { element, ...change } = 'assign' in when ? when.assign : when.update;
      const key = this.#task(element)?.key;
      if (key === undefined) return nothingOpen(element, 'an open task');
      return asUnmet(
        element,
        engine.execute(
          instance,
          'changes' in change ? { type: 'updateTask', key, ...change } : { type: 'assignTask', key, ...change },
        ),
      );
    }
    if ('fail' in when) {
      const { element, message = 'failed', retries = 0 } = when.fail;
      const key = this.#key(element, 'job');
      if (key === null) return nothingOpen(element, 'an open job');
      return asUnmet(element, engine.execute(instance, { type: 'failJob', key, retries, message }));
    }
    if ('throwError' in when) {
      const { element, ...error } = when.throwError;
      const key = this.#key(element, 'any');
      if (key === null) return nothingOpen(element, 'an open task or job');
      return asUnmet(element, engine.execute(instance, { type: 'throwError', key, ...error }));
    }
    if ('escalate' in when) {
      const { element, ...escalation } = when.escalate;
      const key = this.#key(element, 'any');
      if (key === null) return nothingOpen(element, 'an open task or job');
      return asUnmet(element, engine.execute(instance, { type: 'throwEscalation', key, ...escalation }));
    }
    return when satisfies never;
  }

  #advance(time: { readonly by: string } | { readonly to: string }): Unmet | null {
    const { now } = this.#engine;
    const text = 'by' in time ? time.by : time.to;
    const duration = 'by' in time ? parseDuration(text) : null;
    const to = 'by' in time ? duration && addDuration(now, duration) : parseInstant(text);
    if (to === null) return { element: 'advance', expected: 'an ISO 8601 duration, date or instant', found: text };
    if (to < now) return { element: 'advance', expected: `a time after ${new Date(now).toISOString()}`, found: text };
    this.#engine.advance({ to });
    if (this.#instance === '') this.#adopt();
    return null;
  }

  async #migrate({ to, process, mappings = [] }: WhenMigrated): Promise<Refused | null> {
    const xml = this.#versions[to];
    if (xml === undefined) return nothingOpen(to, 'a version of the model');
    if (this.#instance === '') this.#adopt();
    const { processes, diagnostics } = await this.#engine.deploy(xml);
    const wanted = process ?? this.#process;
    if (!processes.some((one) => one.process.id === wanted)) {
      return { element: to, expected: wanted, found: diagnostics[0]?.message ?? 'none' };
    }
    return asUnmet('migrate', this.#engine.migrate(this.#instance, { process: wanted, mappings }));
  }

  #modify({ activate = [], move = [], terminate = [], drop = [], variables }: WhenModified): Refused | null {
    const ids = [
      ...activate.flatMap(({ scope }) => scope ?? []),
      ...move.map(({ from }) => from),
      ...terminate,
      ...drop.flatMap(({ scope }) => scope ?? []),
    ];
    const keys = new Map(ids.map((id) => [id, this.#alive(id)]));
    const lacking = ids.find((id) => keys.get(id) === undefined);
    if (lacking !== undefined) return nothingOpen(lacking, 'an element that is alive');
    const keyOf = (id: string): Key => keys.get(id) ?? 0;
    const scoped = (id: string | undefined) => (id === undefined ? {} : { scope: keyOf(id) });
    const result = this.#engine.modify(this.#instance, {
      ...(variables === undefined ? {} : { variables }),
      activate: activate.map((one) => {
        const { scope, ...rest } = one;
        return { ...rest, ...scoped(scope) };
      }),
      move: move.map(({ from, ...rest }) => ({ ...rest, from: keyOf(from) })),
      terminate: terminate.map(keyOf),
      drop: drop.map(({ flow, scope }) => ({ flow, ...scoped(scope) })),
    });
    return asUnmet('modify', result);
  }

  /** The oldest element instance of the element. */
  #alive(element: string): Key | undefined {
    const state = this.#engine.state(this.#instance);
    if (state === null) return undefined;
    return recordsOf(state.elements).find((one) => one.element === element)?.key;
  }

  /** An instance that a message or timer has started becomes the one that the scenario is about. */
  #adopt(): void {
    this.#instance = this.#observed.find((step) => step.process.id === this.#process)?.instance ?? '';
  }

  #task(element: string): OpenTask | undefined {
    return this.#engine.tasks(this.#instance).find((one) => one.element === element);
  }

  #scope(element: string): Key | null {
    const state = this.#engine.state(this.#instance);
    const alive = state === null ? [] : recordsOf(state.elements);
    return alive.find((one) => one.element === element && one.wait?.type === 'scope')?.key ?? null;
  }

  #key(element: string, reason: 'job' | 'any'): Key | null {
    const waits = this.#engine.waits(this.#instance).filter((wait) => wait.element === element);
    const found = waits.find((wait) => reason === 'any' || wait.reason === reason || wait.reason === 'incident');
    return found?.key ?? null;
  }
}

function answer(stub: JobStub) {
  if ('variables' in stub) return stub.variables;
  if ('fail' in stub) throw new Error(stub.fail);
  throw new BpmnError(stub.error.code, stub.error.message, stub.error.variables);
}

function asUnmet(element: string, result: Result | { readonly ok: true }): Refused | null {
  if (result.ok) return null;
  const { code, message } = result.failure;
  return { element, expected: 'to be carried out', found: message, code };
}

/** A refusal that the step expects is none. */
function asExpected(refused: Refused | null, code: string | undefined): Unmet | null {
  if (code === undefined || refused?.code === code) return code === undefined ? withoutCode(refused) : null;
  const found = refused === null ? 'carried out' : `${refused.code ?? 'no such command'}: ${refused.found}`;
  return { element: refused?.element ?? 'refused', expected: `to be refused with ${code}`, found };
}

function withoutCode(refused: Refused | null): Unmet | null {
  if (refused === null) return null;
  const { element, expected, found } = refused;
  return { element, expected, found };
}

function nothingOpen(element: string, expected: string): Unmet {
  return { element, expected, found: NONE };
}

function failed(name: string, problem: Unmet): ScenarioResult {
  const failure = { step: 0, ...problem };
  return { ok: false, name, message: line(failure), failures: [failure], events: [], trace: [] };
}

function line({ step, element, expected, found }: ScenarioFailure): string {
  const where = step === 0 ? '' : `step ${step}, `;
  return `${where}${element}: expected ${expected}; found ${found}`;
}
