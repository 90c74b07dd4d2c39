import type { CompileOptions } from '../expression/index.ts';
import { type DecisionDiagnostic, Findings } from './diagnostic.ts';
import type { Decision, DecisionModel } from './model.ts';
import { compileLiteral, readTable } from './read-table.ts';
import { readXml, type XmlElement } from './xml.ts';

/** Namespaces of DMN 1.1 to 1.5. */
const NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

/** What a file may hold beside decisions without changing what they answer. */
const DOCUMENTATION: ReadonlySet<string> = new Set([
  ...['inputData', 'description', 'extensionElements', 'knowledgeSource', 'textAnnotation', 'association', 'group'],
  ...['performanceIndicator', 'organizationUnit', 'elementCollection', 'DMNDI'],
]);

const DECISION_PARTS: ReadonlySet<string> = new Set([
  ...['variable', 'description', 'question', 'allowedAnswers', 'extensionElements', 'informationRequirement'],
  ...['authorityRequirement', 'supportedObjective', 'impactedPerformanceIndicator', 'decisionMaker', 'decisionOwner'],
  ...['usingProcess', 'usingTask', 'decisionTable', 'literalExpression'],
]);

/**
 * Reads and compiles a DMN file (1.1 to 1.5): decision tables with every hit policy, literal expressions, required
 * decisions. Anything else that would change an answer is an error with element and line; a file with an error has no
 * model. Never throws and never rejects.
 */
export async function readDecisions(
  xml: string,
): Promise<{ readonly decisions: DecisionModel | null; readonly diagnostics: readonly DecisionDiagnostic[] }> {
  const findings = new Findings();
  const { root, problem } = readXml(xml);
  if (problem) {
    const diagnostic: DecisionDiagnostic = { severity: 'error', element: null, ...problem };
    return { decisions: null, diagnostics: [diagnostic] };
  }
  const model = root && readDefinitions(root, findings);
  return { decisions: findings.failed ? null : model, diagnostics: findings.diagnostics };
}

function readDefinitions(root: XmlElement, findings: Findings): DecisionModel | null {
  if (root.name !== 'definitions' || !NAMESPACES.has(root.namespace)) {
    findings.error('dmn-root', 'The file is not DMN: its root must be "definitions" of DMN 1.1 to 1.5.', root);
    return null;
  }
  const byId = indexById(root, findings);
  const elements = root.children.filter((child) => {
    if (child.name === 'decision') return true;
    if (child.name === 'itemDefinition') {
      findings.warning('dmn-ignored', 'Item definitions are read, their constraints are not checked.', child);
    } else if (!DOCUMENTATION.has(child.name)) {
      findings.error('dmn-unsupported', `"${child.name}" is not carried out.`, child, { name: child.name });
    }
    return false;
  });
  const decisions = new Map<string, Decision>();
  for (const element of elements) {
    const decision = readDecision(element, byId, findings);
    if (decision) decisions.set(decision.id, decision);
  }
  if (elements.length === 0) findings.error('dmn-incomplete', 'The file has no decision.', root);
  refuseCycles(decisions, byId, findings);
  return Object.freeze({
    id: root.attributes.get('id') ?? '',
    name: root.attributes.get('name') ?? '',
    decisions,
  });
}

function indexById(root: XmlElement, findings: Findings): ReadonlyMap<string, XmlElement> {
  const byId = new Map<string, XmlElement>();
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const id = element.attributes.get('id');
    if (id !== undefined && byId.has(id)) findings.error('dmn-duplicate-id', `The id "${id}" is used twice.`, element);
    if (id !== undefined) byId.set(id, element);
    open.push(...element.children);
  }
  return byId;
}

function readDecision(element: XmlElement, byId: ReadonlyMap<string, XmlElement>, findings: Findings): Decision | null {
  const id = element.attributes.get('id');
  const name = element.attributes.get('name') ?? id ?? '';
  if (!id) {
    findings.error('dmn-incomplete', 'A decision needs an id.', element);
    return null;
  }
  for (const part of element.children) {
    if (!DECISION_PARTS.has(part.name)) {
      findings.error('dmn-unsupported', `"${part.name}" is not carried out in a decision.`, part, { name: part.name });
    }
  }
  const required = readRequirements(element, byId, findings);
  const options: CompileOptions = { names: required.map(({ name: known }) => known) };
  const logic = readLogic(element, options, findings);
  if (!logic) return null;
  return Object.freeze({
    id,
    name,
    variable: variableOf(element),
    requires: required.filter(({ kind }) => kind === 'decision').map(({ target }) => target),
    inputs: required.filter(({ kind }) => kind === 'inputData').map(({ name: known }) => known),
    logic,
  });
}

function readLogic(element: XmlElement, options: CompileOptions, findings: Findings): Decision['logic'] | null {
  const found = element.children.filter(({ name }) => name === 'decisionTable' || name === 'literalExpression');
  const [logic] = found;
  if (!logic || found.length > 1) {
    const refused = element.children.some(({ name }) => !DECISION_PARTS.has(name));
    if (!refused) findings.error('dmn-incomplete', 'A decision needs one table or one expression.', element);
    return null;
  }
  if (logic.name === 'decisionTable') return readTable(logic, options, findings);
  const expression = compileLiteral(logic, options, findings);
  return expression && { kind: 'literal', expression };
}

interface Requirement {
  readonly kind: 'decision' | 'inputData';
  readonly target: string;
  readonly name: string;
}

function readRequirements(
  element: XmlElement,
  byId: ReadonlyMap<string, XmlElement>,
  findings: Findings,
): Requirement[] {
  const references = element.children
    .filter(({ name }) => name === 'informationRequirement')
    .flatMap(({ children }) => children)
    .filter(({ name }) => name === 'requiredDecision' || name === 'requiredInput');
  return references.flatMap((reference): Requirement[] => {
    const href = reference.attributes.get('href') ?? '';
    const target = byId.get(href.slice(href.lastIndexOf('#') + 1));
    const kind = reference.name === 'requiredDecision' ? 'decision' : 'inputData';
    if (target?.name !== kind || !href.includes('#')) {
      findings.error('dmn-reference', `"${href}" names no ${kind} of this file.`, reference);
      return [];
    }
    return [{ kind, target: target.attributes.get('id') ?? '', name: variableOf(target) }];
  });
}

function variableOf(element: XmlElement): string {
  const variable = element.children.find(({ name }) => name === 'variable');
  return variable?.attributes.get('name') ?? element.attributes.get('name') ?? element.attributes.get('id') ?? '';
}

function refuseCycles(
  decisions: ReadonlyMap<string, Decision>,
  byId: ReadonlyMap<string, XmlElement>,
  findings: Findings,
): void {
  const done = new Set<string>();
  const reported = new Set<string>();
  for (const start of decisions.keys()) {
    // depth first with an explicit path, so that a long chain cannot exhaust the stack
    const path: { id: string; next: number }[] = [{ id: start, next: 0 }];
    const onPath = new Set([start]);
    while (path.length > 0) {
      const top = path[path.length - 1] ?? { id: '', next: 0 };
      const target = done.has(top.id) ? undefined : decisions.get(top.id)?.requires[top.next];
      top.next += 1;
      if (target === undefined) {
        done.add(top.id);
        onPath.delete(top.id);
        path.pop();
      } else if (onPath.has(target)) {
        if (!reported.has(target)) {
          findings.error('dmn-cycle', `The decision "${target}" requires itself.`, byId.get(target) ?? null);
        }
        reported.add(target);
      } else {
        onPath.add(target);
        path.push({ id: target, next: 0 });
      }
    }
  }
}
