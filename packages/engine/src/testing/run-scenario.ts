import { BpmnError } from '../bpmn-error.ts';
import { Engine } from '../engine.ts';
import type { ObservedStep, Result } from '../engine-options.ts';
import type { Event } from '../kernel/events.ts';
import type { Effect, Key } from '../kernel/types.ts';
import { addDuration, parseDuration, parseInstant } from '../triggers/iso-time.ts';
import { type Unmet, unmet } from './expectations.ts';
import { ReplayCheck } from './replay.ts';
import { type JobStub, readScenario, type Scenario, type When } from './scenario.ts';
import { traceLine } from './trace.ts';

export interface ScenarioInput {
  readonly xml: string;
  readonly dmn?: string | readonly string[];
  /** A `Scenario`, as parsed from JSON; it is checked. */
  readonly scenario: unknown;
}

export interface ScenarioFailure extends Unmet {
  /** Number of the step, from 1; 0 when the scenario could not begin. */
  readonly step: number;
}

export interface ScenarioResult {
  readonly ok: boolean;
  readonly name: string;
  /** One line for each failure; empty when all is met. */
  readonly message: string;
  readonly failures: readonly ScenarioFailure[];
  readonly events: readonly Event[];
  readonly trace: readonly string[];
}

const BEGINNING = '2026-01-05T08:00:00+02:00';

/**
 * Runs a scenario against a model and checks what it expects. Every step is also replayed: from the journal, and from
 * the state restored from JSON. Never throws.
 */
export async function runScenario({ xml, dmn = [], scenario: json }: ScenarioInput): Promise<ScenarioResult> {
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
  const failures = new ScenarioRun(engine, scenario, first.process.id, observed, replay).run();
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
  #instance = '';

  constructor(
    engine: Engine,
    scenario: Scenario,
    process: string,
    observed: readonly ObservedStep[],
    replay: ReplayCheck,
  ) {
    this.#engine = engine;
    this.#scenario = scenario;
    this.#process = process;
    this.#observed = observed;
    this.#replay = replay;
  }

  run(): ScenarioFailure[] {
    for (const [index, { when, then }] of this.#scenario.steps.entries()) {
      const number = index + 1;
      const from = this.#observed.length;
      const refused = this.#carryOut(when);
      if (refused !== null) return [{ step: number, ...refused }];
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

  /** Null, or why the step could not be carried out. */
  #carryOut(when: When): Unmet | null {
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
    if ('setVariables' in when) {
      const { variables, element } = when.setVariables;
      const scope = element === undefined ? undefined : this.#key(element, 'any');
      if (scope === null) return nothingOpen(element ?? '', 'an element that is alive');
      return asUnmet(
        'setVariables',
        engine.execute(instance, { type: 'setVariables', variables, ...(scope === undefined ? {} : { scope }) }),
      );
    }
    if ('retryIncident' in when) {
      const { element } = when.retryIncident;
      const incident = engine.incidents(instance).find((one) => one.element === element);
      if (incident === undefined) return nothingOpen(element, 'an incident');
      return asUnmet(element, engine.execute(instance, { type: 'retryIncident', key: incident.key }));
    }
    if ('complete' in when) {
      const { element, variables = {} } = when.complete;
      const task = engine.tasks(instance).find((one) => one.element === element);
      if (task !== undefined) return asUnmet(element, engine.complete(task, variables));
      const key = this.#key(element, 'job');
      if (key === null) return nothingOpen(element, 'an open task or job');
      return asUnmet(element, engine.execute(instance, { type: 'completeJob', key, variables }));
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

  /** An instance that a message or timer has started becomes the one that the scenario is about. */
  #adopt(): void {
    this.#instance = this.#observed.find((step) => step.process.id === this.#process)?.instance ?? '';
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

function asUnmet(element: string, result: Result | { readonly ok: true }): Unmet | null {
  return result.ok ? null : { element, expected: 'to be carried out', found: result.failure.message };
}

function nothingOpen(element: string, expected: string): Unmet {
  return { element, expected, found: 'none' };
}

function failed(name: string, problem: Unmet): ScenarioResult {
  const failure = { step: 0, ...problem };
  return { ok: false, name, message: line(failure), failures: [failure], events: [], trace: [] };
}

function line({ step, element, expected, found }: ScenarioFailure): string {
  const where = step === 0 ? '' : `step ${step}, `;
  return `${where}${element}: expected ${expected}; found ${found}`;
}
