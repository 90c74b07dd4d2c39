import { ANY } from '../expression/types.ts';
import type { Findings } from './diagnostic.ts';
import type { Names } from './feel.ts';
import { feelItem, type ItemType } from './item-type.ts';
import type {
  Decision,
  DecisionModel,
  DecisionService,
  InputData,
  KnowledgeModel,
  Node,
  Requirement,
} from './model.ts';
import type { OpenFile } from './open-file.ts';
import { readLogic } from './read-logic.ts';
import { TypeNames } from './read-types.ts';
import { named, only, type Reading, typeRefOf } from './reading.ts';
import { type Reference, referencesOf } from './references.ts';
import { refuseCycles } from './refuse-cycles.ts';
import type { XmlElement } from './xml.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A file whose nodes exist, before their requirements and logic are known. */
export interface Built {
  readonly file: OpenFile;
  readonly types: TypeNames;
  readonly nodes: ReadonlyMap<XmlElement, Node>;
  /** Imported files by the name of the import. */
  readonly imports: ReadonlyMap<string, Built>;
}

/** Builds the models of files that were opened, in their order. */
export function buildModels(files: readonly OpenFile[]): readonly DecisionModel[] {
  const byNamespace = new Map(files.map((file) => [file.namespace, file]));
  const built = new Map<OpenFile, Built>();
  for (const file of files) build(file, byNamespace, built, new Set());
  for (const one of built.values()) for (const [element, node] of one.nodes) connect(element, node, one);
  for (const one of built.values()) refuseCycles(one);
  for (const one of built.values()) for (const [element, node] of one.nodes) fill(element, node, one);
  return files.flatMap((file) => built.get(file) ?? []).map(modelOf);
}

function build(
  file: OpenFile,
  byNamespace: ReadonlyMap<string, OpenFile>,
  built: Map<OpenFile, Built>,
  above: ReadonlySet<OpenFile>,
): Built | null {
  const done = built.get(file);
  if (done) return done;
  if (above.has(file)) return null;
  const imports = new Map<string, Built>();
  for (const { name, namespace, element } of file.imports) {
    const target = byNamespace.get(namespace);
    const found = target && build(target, byNamespace, built, new Set(above).add(file));
    if (found) imports.set(name, found);
    else if (target) file.findings.error('dmn-cycle', `The file imports itself through "${name}".`, element);
    else file.findings.error('dmn-reference', `The import "${name}" names no file that was given.`, element);
  }
  const imported = new Map<string, ItemType>();
  for (const [name, { types }] of imports) {
    for (const [type, item] of types.own) imported.set(name === '' ? type : `${name}.${type}`, item);
  }
  const types = new TypeNames(named(file.root, 'itemDefinition'), imported, file.findings);
  const nodes = new Map<XmlElement, Node>();
  for (const element of file.nodes) {
    const node = nodeOf(element, types, file.findings);
    if (node) nodes.set(element, node);
  }
  const one: Built = { file, types, nodes, imports };
  built.set(file, one);
  return one;
}

/** A node without its requirements and logic. */
function nodeOf(element: XmlElement, types: TypeNames, findings: Findings): Node | null {
  const id = element.attributes.get('id') ?? element.attributes.get('name');
  if (!id) {
    findings.error('dmn-incomplete', `A ${element.name} needs an id.`, element);
    return null;
  }
  const name = element.attributes.get('name') ?? id;
  const declared = only(element, 'variable');
  const variable = declared?.attributes.get('name') ?? name;
  const type = declared ? types.find(typeRefOf(declared), declared) : null;
  if (variable === '__proto__') findings.error('dmn-incomplete', 'A name is not allowed.', element);
  const common = { id, name, variable, type };
  // a decision without logic is null (DMN 1.5, 6.3.7); such a file has an error all the same
  const logic = () => null;
  switch (element.name) {
    case 'inputData':
      return { kind: 'input', ...common };
    case 'businessKnowledgeModel':
      return { kind: 'knowledge', ...common, requirements: [], parameters: [], logic, result: null };
    case 'decisionService':
      return { kind: 'service', ...common, outputs: [], parameters: [] };
    default:
      return {
        kind: 'decision',
        ...common,
        versionTag: versionTagOf(element),
        requires: [],
        inputs: [],
        requirements: [],
        logic,
        table: null,
      };
  }
}

function versionTagOf(element: XmlElement): string | null {
  const extensions = only(element, 'extensionElements');
  return (extensions === null ? null : only(extensions, 'versionTag'))?.attributes.get('value') ?? null;
}

/** Resolves what a node requires. */
function connect(element: XmlElement, node: Node, built: Built): void {
  const references = referencesOf(element, built);
  const all = (...kinds: Reference['role'][]): Requirement[] =>
    references.filter(({ role }) => kinds.includes(role)).map(({ requirement }) => requirement);
  switch (node.kind) {
    case 'input':
      return;
    case 'service': {
      const service = node as Writable<DecisionService>;
      service.outputs = all('outputDecision');
      service.parameters = [...all('inputData'), ...all('inputDecision')];
      if (service.outputs.length === 0) {
        built.file.findings.error('dmn-incomplete', 'A decision service needs an output decision.', element);
      }
      return;
    }
    case 'knowledge':
      (node as Writable<KnowledgeModel>).requirements = all('requiredKnowledge');
      return;
    case 'decision': {
      const decision = node as Writable<Decision>;
      decision.requirements = all('requiredInput', 'requiredDecision', 'requiredKnowledge');
      decision.requires = all('requiredDecision').map(({ target }) => target.id);
      decision.inputs = all('requiredInput').map(({ target }) => target.name);
      return;
    }
    default:
      node satisfies never;
  }
}

/** Compiles the logic of a node. */
function fill(element: XmlElement, node: Node, built: Built): void {
  if (node.kind !== 'decision' && node.kind !== 'knowledge') return;
  const { types, file } = built;
  const reading: Reading = {
    findings: file.findings,
    owner: { id: node.id, name: node.name },
    names: namesOf(node, built),
    declared: file.nodes.some(({ name }) => name === 'inputData'),
    typeOf: (reference, at) => types.find(reference, at),
    types: types.byName,
  };
  readLogic(element, node, reading);
}

/** Names that logic may read: requirements, and those of imported files under the import's name. */
function namesOf(node: Decision | KnowledgeModel, { file, nodes }: Built): Names {
  const names = new Map<string, ItemType | null>();
  // input data that no requirement is drawn for is readable all the same
  for (const one of nodes.values()) if (one.kind === 'input') names.set(one.variable, one.type);
  for (const { name } of file.imports) if (name !== '') names.set(name, structure(name, new Map()));
  for (const { target, through, name } of node.requirements) {
    if (through === null) names.set(name, functional(target));
    else {
      const { shape } = names.get(through) ?? structure(through, new Map());
      const inside = shape.kind === 'structure' ? shape.components : new Map<string, ItemType>();
      names.set(through, structure(through, new Map([...inside, [name, functional(target) ?? feelItem(name, ANY)]])));
    }
  }
  if (node.kind === 'knowledge') names.set(node.variable, null);
  return names;
}

function functional(target: Node): ItemType | null {
  return target.kind === 'knowledge' || target.kind === 'service' ? null : target.type;
}

function structure(name: string, components: ReadonlyMap<string, ItemType>): ItemType {
  return { name, shape: { kind: 'structure', components }, allowed: null, constraint: null };
}

function modelOf({ file, nodes, imports }: Built): DecisionModel {
  const decisions = new Map<string, Decision>();
  const knowledge = new Map<string, KnowledgeModel>();
  const services = new Map<string, DecisionService>();
  const inputs = new Map<string, InputData>();
  for (const node of nodes.values()) {
    Object.freeze(node);
    if (node.kind === 'decision') decisions.set(node.id, node);
    else if (node.kind === 'knowledge') knowledge.set(node.id, node);
    else if (node.kind === 'service') services.set(node.id, node);
    else inputs.set(node.id, node);
  }
  const { id, name, namespace } = file;
  return Object.freeze({
    id,
    name,
    namespace,
    decisions,
    knowledge,
    services,
    inputs,
    imported: inputsOf(imports, []),
  });
}

function inputsOf(imports: Built['imports'], above: readonly string[]): Map<InputData, readonly string[]> {
  const found = new Map<InputData, readonly string[]>();
  for (const [name, { nodes, imports: below }] of imports) {
    const path = name === '' ? above : [...above, name];
    for (const [input, deeper] of inputsOf(below, path)) found.set(input, deeper);
    for (const node of nodes.values()) if (node.kind === 'input') found.set(node, path);
  }
  return found;
}
