import { readFile } from 'node:fs/promises';
import { type Event, read, type State } from '@circula/engine';
import { readDiagram, renderSvg } from '@circula/engine/render';
import { type Command, DONE, FAILED, misused } from './command.ts';

/**
 * Prints an SVG of where an instance stands. `<state>` is a JSON file: a state as `engine.state` gives it, or
 * `{ "state": …, "journal": […] }` to show the whole path, or all that `engine.save` gives.
 */
export const render: Command = {
  usage: '<model> <state> [<instance>]',
  purpose: 'draw the path taken and where it waits, as SVG',
  async run(args) {
    const [model, file, instance, ...rest] = args;
    if (model === undefined || file === undefined || rest.length > 0) return misused('render', this.usage);
    const [xml, text] = await Promise.all([readFile(model, 'utf8'), readFile(file, 'utf8')]);
    const { definitions, diagnostics } = await read(xml);
    if (definitions === null) return refuse(diagnostics.map(({ line, message }) => `${model}:${line ?? 1} ${message}`));
    if (readDiagram(xml).shapes.length === 0) return refuse([`${model} has no diagram.`]);
    const found = standing(text, instance);
    if (found === null) return refuse([`${file} holds no state${instance === undefined ? '' : ` of ${instance}`}.`]);
    const { state, journal } = found;
    process.stdout.write(renderSvg(xml, state, journal === null ? {} : { journal }));
    return DONE;
  },
};

function refuse(lines: readonly string[]): number {
  console.error(lines.join('\n'));
  return FAILED;
}

interface Standing {
  readonly state: State;
  readonly journal: readonly Event[] | null;
}

/** The state in a file, of the instance that is asked for or the first one. */
function standing(text: string, instance: string | undefined): Standing | null {
  let held: unknown;
  try {
    held = JSON.parse(text);
  } catch {
    return null;
  }
  const candidates: unknown[] = isRecord(held) && Array.isArray(held.instances) ? held.instances : [held];
  for (const one of candidates) {
    const state = isRecord(one) && isRecord(one.state) ? one.state : one;
    if (!isState(state) || (instance !== undefined && state.instance !== instance)) continue;
    const journal = isRecord(one) && isJournal(one.journal) ? one.journal : null;
    return { state, journal };
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isState(value: unknown): value is State {
  return (
    isRecord(value) &&
    ['process', 'instance', 'status'].every((name) => typeof value[name] === 'string') &&
    (Array.isArray(value.elements) || (isRecord(value.elements) && isRecord(value.elements.root)))
  );
}

function isJournal(value: unknown): value is readonly Event[] {
  return Array.isArray(value) && value.every((one) => isRecord(one) && typeof one.type === 'string');
}
