/** A decision table as a grid of FEEL texts. */
export interface DecisionGrid {
  readonly decision: string;
  readonly name: string;
  readonly hitPolicy: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly rules: readonly { readonly inputs: readonly string[]; readonly outputs: readonly string[] }[];
}

/** One change of a grid. `column` counts inputs first, then outputs. */
export type GridChange =
  | {
      readonly kind: 'cell';
      readonly decision: string;
      readonly rule: number;
      readonly column: number;
      readonly text: string;
    }
  | { readonly kind: 'add-rule'; readonly decision: string }
  | { readonly kind: 'remove-rule'; readonly decision: string; readonly rule: number };

/** The decision tables of a DMN file; null when there is none or the text is no XML. Needs the browser's parser. */
export function readTable(source: string): readonly DecisionGrid[] | null {
  const document = parsedXml(source);
  if (document === null) return null;
  const grids = [...document.getElementsByTagNameNS('*', 'decision')].flatMap((decision) => {
    const table = child(decision, 'decisionTable');
    return table === undefined ? [] : [gridOf(decision, table)];
  });
  return grids.length === 0 ? null : grids;
}

/** The file after the change. Only the cells and rules concerned are touched; the rest of the document stays as it is. */
export function changeTable(source: string, change: GridChange): string {
  const document = parsedXml(source);
  const decision =
    document === null
      ? undefined
      : [...document.getElementsByTagNameNS('*', 'decision')].find((one) => one.getAttribute('id') === change.decision);
  const table = decision && child(decision, 'decisionTable');
  if (document === null || table === undefined) return source;
  apply(document, table, change);
  return written(source, document);
}

function apply(document: Document, table: Element, change: GridChange): void {
  const rules = children(table, 'rule');
  switch (change.kind) {
    case 'cell': {
      const rule = rules[change.rule];
      const entry = rule && [...children(rule, 'inputEntry'), ...children(rule, 'outputEntry')][change.column];
      const text = entry && child(entry, 'text');
      if (text !== undefined) text.textContent = change.text;
      return;
    }
    case 'add-rule': {
      const last = rules.at(-1);
      if (last === undefined) return;
      const copy = last.cloneNode(true) as Element;
      const taken = new Set([...document.querySelectorAll('[id]')].map((element) => element.id));
      for (const element of [copy, ...copy.querySelectorAll('[id]')]) renew(element, taken);
      for (const description of children(copy, 'description')) description.remove();
      for (const entry of children(copy, 'inputEntry')) {
        for (const text of children(entry, 'text')) text.textContent = '-';
      }
      // The white space before a rule belongs to its layout and is copied with it.
      const space = last.previousSibling?.nodeType === 3 ? last.previousSibling.cloneNode() : null;
      last.after(...(space === null ? [copy] : [space, copy]));
      return;
    }
    case 'remove-rule': {
      const rule = rules[change.rule];
      if (rule?.previousSibling?.nodeType === 3) rule.previousSibling.remove();
      rule?.remove();
      return;
    }
  }
}

function renew(element: Element, taken: Set<string>): void {
  if (element.id === '') return;
  const stem = element.id.replace(/-\d+$/, '');
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  element.id = `${stem}-${number}`;
  taken.add(element.id);
}

function gridOf(decision: Element, table: Element): DecisionGrid {
  const texts = (rule: Element, name: string): string[] =>
    children(rule, name).map((entry) => child(entry, 'text')?.textContent ?? '');
  return {
    decision: decision.getAttribute('id') ?? '',
    name: decision.getAttribute('name') ?? '',
    hitPolicy: table.getAttribute('hitPolicy') ?? 'UNIQUE',
    inputs: children(table, 'input').map((input) => {
      const expression = child(input, 'inputExpression');
      return input.getAttribute('label') ?? (expression && child(expression, 'text')?.textContent) ?? '';
    }),
    outputs: children(table, 'output').map(
      (output) => output.getAttribute('label') ?? output.getAttribute('name') ?? '',
    ),
    rules: children(table, 'rule').map((rule) => ({
      inputs: texts(rule, 'inputEntry'),
      outputs: texts(rule, 'outputEntry'),
    })),
  };
}

function children(of: Element, name: string): Element[] {
  return [...of.children].filter((element) => element.localName === name);
}

function child(of: Element, name: string): Element | undefined {
  return children(of, name)[0];
}

function parsedXml(source: string): Document | null {
  const document = new DOMParser().parseFromString(source, 'application/xml');
  return document.getElementsByTagName('parsererror').length > 0 ? null : document;
}

/** The serializer drops the declaration and the last line break; both are kept as they were. */
function written(source: string, document: Document): string {
  const declaration = /^<\?xml[^>]*\?>\s*/.exec(source)?.[0] ?? '';
  const body = new XMLSerializer().serializeToString(document).replace(/^<\?xml[^>]*\?>\s*/, '');
  return declaration + body + (source.endsWith('\n') ? '\n' : '');
}
