import { Correlations } from './correlations.ts';
import { DataNames } from './data-names.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Expressions } from './expressions.ts';
import { MessageFlows } from './message-flows.ts';
import { child, type Element, idOf, list, text } from './model.ts';

/** What the processes of one file know of each other. */
export interface ModelFile {
  readonly data: DataNames;
  readonly flows: MessageFlows;
  readonly correlations: Correlations;
  /** Processes and global tasks, by id. */
  readonly callables: ReadonlyMap<string, Element>;
  /** Ids of the processes that do not run. */
  readonly leftOut: ReadonlySet<string>;
  /** The name of a message or signal, by which it is known to others; of one without a name, told once, its id. */
  nameOf(element: Element): string;
  /** What associations join with the element, wherever in the file they are drawn. */
  associated(element: Element): readonly Element[];
}

/** `executable`: the processes that will run, those of global tasks included; `paths` compiles what reads messages. */
export function modelFile(
  definitions: Element,
  executable: readonly Element[],
  paths: Expressions,
  diagnostics: Diagnostics,
): ModelFile {
  const data = new DataNames(definitions);
  const processes = list(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  const callables = new Map(executable.map((callable) => [idOf(callable), callable]));
  const unnamed = new Set<Element>();
  let associations: ReadonlyMap<Element, readonly Element[]> | null = null;
  return {
    data,
    flows: new MessageFlows(definitions, executable, data),
    correlations: new Correlations(definitions, paths),
    callables,
    leftOut: new Set(processes.map(idOf).filter((id) => !callables.has(id))),
    nameOf(element) {
      const name = text(element, 'name');
      const id = idOf(element);
      if (name === null && !unnamed.has(element)) {
        unnamed.add(element);
        const what = element.$type.replace('bpmn:', '').toLowerCase();
        const message = `The ${what} has no name: it is known as "${id}", its id. Add the name by which others know it.`;
        diagnostics.warning('missing-definition', id, message, { property: 'name' });
      }
      return name ?? id;
    },
    associated(element) {
      associations ??= associationsIn(definitions);
      return associations.get(element) ?? [];
    },
  };
}

function associationsIn(definitions: Element): Map<Element, Element[]> {
  const found = new Map<Element, Element[]>();
  const join = (from: Element | null, to: Element | null) => {
    if (from !== null && to !== null) found.set(from, [...(found.get(from) ?? []), to]);
  };
  const collect = (container: Element): void => {
    for (const artifact of list(container, 'artifacts')) {
      if (artifact.$type !== 'bpmn:Association') continue;
      join(child(artifact, 'sourceRef'), child(artifact, 'targetRef'));
      join(child(artifact, 'targetRef'), child(artifact, 'sourceRef'));
    }
    for (const element of list(container, 'flowElements')) if (element.flowElements !== undefined) collect(element);
  };
  for (const root of list(definitions, 'rootElements')) collect(root);
  return found;
}
