import { element, elements, type ModdleElement, text } from './moddle.ts';

/** Extension elements that a step shows as facts of its own (see `Step`). */
const shownElsewhere = new Set([
  'zeebe:AssignmentDefinition',
  'zeebe:FormDefinition',
  'zeebe:UserTask',
  'circula:Stage',
  'circula:Clock',
]);

/** Properties that say where a thing stands or what it is connected to, or that are read through the extensions. */
const notSettings = new Set([
  'id',
  'name',
  'incoming',
  'outgoing',
  'lanes',
  'default',
  'documentation',
  'extensionElements',
  'flowElements',
  'artifacts',
  'attachedToRef',
  'laneSets',
]);

/**
 * Everything a step is set to besides its name, place and the facts a step list shows, as one text: event definitions,
 * loop characteristics, interruption, headers, mappings, scripts. Equal texts mean equal settings.
 */
export function settingsOf(node: ModdleElement): string {
  const extensions = elements(element(node, 'extensionElements'), 'values')
    .filter((value) => !shownElsewhere.has(value.$type))
    .map((value) => plain(value, new Set()));
  const own = properties(node)
    .filter(([name]) => !notSettings.has(name))
    .map(([name, value]) => [name, plain(value, new Set([node]))]);
  return JSON.stringify([extensions, own]);
}

/** What bpmn-moddle keeps of an element of a vocabulary it does not know. */
const ofForeign = new Set(['$body', '$children']);

interface Described {
  readonly $descriptor?: { readonly propertiesByName?: Readonly<Record<string, { readonly default?: unknown }>> };
}

/** Own properties by name. A default that is spelled out says nothing, and is not written again. */
function properties(of: ModdleElement): [string, unknown][] {
  const known = (of as Described).$descriptor?.propertiesByName ?? {};
  return Object.entries(of as unknown as Record<string, unknown>)
    .filter(([name]) => (!name.startsWith('$') || ofForeign.has(name)) && name !== 'di')
    .filter(([name, value]) => known[name]?.default === undefined || known[name].default !== value)
    .sort(([a], [b]) => a.localeCompare(b));
}

function plain(value: unknown, path: ReadonlySet<unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, path));
  if (typeof value !== 'object' || value === null) return value ?? null;
  // A reference back to an element on the way here: its id is enough.
  if (path.has(value)) return (value as { id?: unknown }).id ?? null;
  const of = value as ModdleElement;
  if (typeof of.$instanceOf === 'function' && of.$instanceOf('bpmn:FlowElement')) return text(of, 'id');
  const inner = new Set([...path, value]);
  return [of.$type, properties(of).map(([name, child]) => [name, plain(child, inner)])];
}
