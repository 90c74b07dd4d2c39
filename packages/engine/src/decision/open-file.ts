import type { Findings } from './diagnostic.ts';
import { named } from './reading.ts';
import { readXml, type XmlElement } from './xml.ts';

/** Namespaces of DMN 1.1 to 1.5. */
const NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

/** What a file may hold. */
const PARTS: ReadonlySet<string> = new Set([
  ...['decision', 'businessKnowledgeModel', 'decisionService', 'inputData', 'itemDefinition', 'import'],
  ...['description', 'extensionElements', 'knowledgeSource', 'textAnnotation', 'association', 'group'],
  ...['performanceIndicator', 'organizationUnit', 'elementCollection', 'DMNDI'],
]);

const NODES: ReadonlySet<string> = new Set(['decision', 'businessKnowledgeModel', 'decisionService', 'inputData']);

/** A file that is well-formed and of DMN, before its logic is read. */
export interface OpenFile {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly root: XmlElement;
  readonly byId: ReadonlyMap<string, XmlElement>;
  /** Decisions, knowledge models, services and input data. */
  readonly nodes: readonly XmlElement[];
  readonly imports: readonly { readonly name: string; readonly namespace: string; readonly element: XmlElement }[];
  readonly findings: Findings;
}

/** Opens a file; null when it is not DMN, the findings say why. */
export function openFile(xml: string, findings: Findings): OpenFile | null {
  const { root, problem } = readXml(xml);
  if (problem) findings.outside(problem);
  if (root === null) return null;
  if (root.name !== 'definitions' || !NAMESPACES.has(root.namespace)) {
    findings.error('dmn-root', 'The file is not DMN: its root must be "definitions" of DMN 1.1 to 1.5.', root);
    return null;
  }
  for (const part of root.children) {
    if (!PARTS.has(part.name)) {
      findings.error('dmn-unsupported', `"${part.name}" is not carried out.`, part, { name: part.name });
    }
  }
  const nodes = root.children.filter(({ name }) => NODES.has(name));
  if (nodes.every(({ name }) => name === 'inputData') && named(root, 'itemDefinition').length === 0) {
    findings.error('dmn-incomplete', 'The file has no decision.', root);
  }
  return {
    id: root.attributes.get('id') ?? '',
    name: root.attributes.get('name') ?? '',
    namespace: root.attributes.get('namespace') ?? '',
    root,
    byId: indexById(root, findings),
    nodes,
    imports: named(root, 'import').flatMap((element) => {
      const importType = element.attributes.get('importType') ?? '';
      if (importType !== '' && !NAMESPACES.has(importType)) {
        findings.error('dmn-unsupported', `Only DMN can be imported, not "${importType}".`, element);
        return [];
      }
      const namespace = element.attributes.get('namespace') ?? '';
      return [{ name: element.attributes.get('name') ?? '', namespace, element }];
    }),
    findings,
  };
}

function indexById(root: XmlElement, findings: Findings): ReadonlyMap<string, XmlElement> {
  const byId = new Map<string, XmlElement>();
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const id = element.attributes.get('id');
    // diagrams and vendors' extensions have ids of their own
    if (element.name === 'DMNDI' || element.name === 'extensionElements') continue;
    if (id !== undefined && byId.has(id)) findings.error('dmn-duplicate-id', `The id "${id}" is used twice.`, element);
    if (id !== undefined) byId.set(id, element);
    open.push(...element.children);
  }
  return byId;
}
