import { type Command, compile, type Process, read } from '../../src/index.ts';
import type { RefModel } from '../reference/model.ts';
import { readModel } from '../reference/read-model.ts';
import type { Beginning } from '../reference/reference.ts';
import { Random } from './random.ts';
import { randomModel } from './random-model.ts';
import { BEGINNING, randomBeginning, walkRandomly } from './random-walk.ts';
import { focusOf } from './rows.ts';
import { Divergence, type Moment, Walk } from './walk.ts';

/** Instances that are run of each random model. */
const WALKS = 8;

export interface Case {
  readonly xml: string;
  readonly beginning: Beginning;
  readonly moments: readonly Moment[];
}

export interface Finding extends Case {
  readonly seed: number;
  readonly problem: string;
}

/** What a run has come to so far. */
export interface Tally {
  cases: number;
  steps: number;
  endless: number;
  /** How often an element was entered, by pair of element and context. */
  readonly pairs: Map<string, number>;
}

export function newTally(): Tally {
  return { cases: 0, steps: 0, endless: 0, pairs: new Map() };
}

/**
 * Runs one random model a few times, all four ways. `seed` determines everything: the same seed is the same model and
 * the same commands. `ran` gets each case with the commands that the kernel took. Answers with what did not agree, or null.
 */
export async function proveSeed(
  seed: number,
  tally: Tally,
  ran: (one: Case, commands: readonly Command[]) => void = () => {},
): Promise<Finding | null> {
  const random = new Random(seed);
  const { xml, startEvent, pairs } = randomModel(random, focusOf(seed));
  const { process, model } = await open(xml);
  for (let count = 0; count < WALKS; count += 1) {
    const beginning = randomBeginning(random, startEvent);
    const walk = new Walk(process, model, beginning, (element) => {
      for (const pair of pairs.get(element) ?? []) tally.pairs.set(pair, (tally.pairs.get(pair) ?? 0) + 1);
    });
    tally.cases += 1;
    try {
      walkRandomly(random, walk);
    } catch (error) {
      const problem =
        error instanceof Divergence
          ? error.message
          : String(error instanceof Error ? error.stack?.slice(0, 600) : error);
      return { seed, problem, xml, beginning, moments: walk.moments };
    }
    ran({ xml, beginning, moments: walk.moments }, walk.commands);
    tally.steps += walk.moments.length;
    if (walk.endless) tally.endless += 1;
  }
  return null;
}

/** Reads and compiles a model both ways. Throws when it does not compile. */
export async function open(xml: string): Promise<{ process: Process; model: RefModel }> {
  const { definitions, diagnostics } = await read(xml);
  // random models have events that wait for the same message, which nobody may publish any more
  const compiled = definitions === null ? null : compile(definitions, { check: false });
  const process = compiled?.processes.find(({ id }) => id === 'process');
  if (definitions === null || process === undefined) {
    const [first] = [...diagnostics, ...(compiled?.diagnostics ?? [])].filter(({ severity }) => severity === 'error');
    throw new Error(`the model does not compile: ${first?.element}: ${first?.message}\n${xml}`);
  }
  return { process, model: readModel(definitions.root, 'process') };
}

/** Runs a case again; the problem, or null when all ways agree. */
export async function replayCase({ xml, beginning, moments }: Case): Promise<string | null> {
  const { process, model } = await open(xml);
  const walk = new Walk(process, model, beginning);
  try {
    walk.start(BEGINNING);
    for (const moment of moments) if (walk.active) walk.act(moment);
    return null;
  } catch (error) {
    if (error instanceof Divergence) return error.message;
    throw error;
  }
}
