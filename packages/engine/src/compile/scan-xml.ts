import { SaxesParser } from 'saxes';
import { type Diagnostic, type DiagnosticCode, Diagnostics, type Position } from './diagnostics.ts';
import { Ids } from './ids.ts';
import type { ModdleElement } from './moddle-element.ts';
import type { TreeBuilder } from './tree-builder.ts';

/** What a file may be, before anything is built from it. */
export const XML_LIMITS = {
  /** Characters of the text. */
  size: 2_000_000,
  depth: 64,
  elements: 20_000,
  attributes: 200,
  namespaces: 64,
} as const;

/** An element or attribute of a namespace that neither BPMN nor this engine defines. */
export interface ForeignItem {
  readonly namespace: string;
  readonly name: string;
  readonly attribute: boolean;
  readonly value: string | null;
  readonly element: string | null;
  readonly line: number;
  readonly column: number;
}

export interface Scan {
  readonly positions: ReadonlyMap<string, Position>;
  readonly foreign: readonly ForeignItem[];
  /** Null without a builder, and when the file is not BPMN. */
  readonly root: ModdleElement | null;
  /** What was said while the tree was built. */
  readonly found: Diagnostics;
}

/** What builds a tree of the tags; it cannot be had before the types are loaded. */
export type MakeBuilder = (diagnostics: Diagnostics, namespaces: (prefix: string) => string | undefined) => TreeBuilder;

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

const KNOWN = new Set([
  '',
  BPMN,
  'http://www.omg.org/spec/BPMN/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DC',
  'http://www.omg.org/spec/DD/20100524/DI',
  'http://camunda.org/schema/zeebe/1.0',
  'urn:circula:bpmn:1.0',
  'http://www.w3.org/2001/XMLSchema-instance',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
  'http://bpmn.io/schema/bpmn/biocolor/1.0',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
]);

class Refused extends Error {
  readonly code: DiagnosticCode;
  readonly element: string | null;

  constructor(code: DiagnosticCode, message: string, element: string | null) {
    super(message);
    this.code = code;
    this.element = element;
  }
}

/** Reads the text once, in linear time, and refuses what would be dangerous or slow to build. */
export function scanXml(
  xml: string,
  build: MakeBuilder | null = null,
): { scan: Scan | null; diagnostics: Diagnostic[] } {
  const refusal = (
    code: DiagnosticCode,
    message: string,
    line: number | null,
    column: number | null,
    id: string | null,
  ) => ({
    scan: null,
    diagnostics: [{ code, severity: 'error' as const, message, element: id, line, column }],
  });
  if (xml.length > XML_LIMITS.size) {
    return refusal('xml-too-large', `The file is larger than ${XML_LIMITS.size / 1_000_000} MB.`, null, null, null);
  }
  const parser = new SaxesParser({ xmlns: true, position: true });
  try {
    return { scan: scan(parser, xml, build), diagnostics: [] };
  } catch (error) {
    const { line, columnIndex } = parser;
    if (error instanceof Refused) return refusal(error.code, error.message, line, columnIndex + 1, error.element);
    throw error;
  }
}

function scan(parser: SaxesParser<{ xmlns: true; position: true }>, xml: string, build: MakeBuilder | null): Scan {
  const positions = new Map<string, Position>();
  const found = new Diagnostics(positions);
  const named = new Ids(positions, found);
  const builder = build?.(found, (prefix) => parser.resolve(prefix)) ?? null;
  const foreign: ForeignItem[] = [];
  const ids: (string | null)[] = [];
  let elements = 0;
  let namespaces = 0;
  let start: Position = { line: 1, column: 1 };
  const nearest = () => ids.findLast((id) => id !== null) ?? null;
  const refuse = (code: DiagnosticCode, message: string): never => {
    throw new Refused(code, message, nearest());
  };
  parser.on('error', (error) => refuse('xml-malformed', error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => refuse('xml-doctype', 'A document type (DOCTYPE) is not allowed.'));
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.columnIndex - tag.name.length) };
    elements += 1;
    if (elements > XML_LIMITS.elements) {
      refuse('xml-too-many-elements', `The file has more than ${XML_LIMITS.elements} elements.`);
    }
    if (ids.length >= XML_LIMITS.depth) refuse('xml-too-deep', `Elements are nested deeper than ${XML_LIMITS.depth}.`);
    ids.push(null);
  });
  let attributes = 0;
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > XML_LIMITS.attributes) {
      refuse('xml-too-many-attributes', `An element has more than ${XML_LIMITS.attributes} attributes.`);
    }
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    namespaces += Object.keys(tag.ns).length;
    if (namespaces > XML_LIMITS.namespaces) {
      refuse('xml-too-many-namespaces', `The file declares more than ${XML_LIMITS.namespaces} namespaces.`);
    }
    const id = ownId(tag);
    if (id !== null) {
      ids[ids.length - 1] = id;
      if (!named.add(id, tag.uri !== BPMN, start)) refuse('xml-duplicate-id', `The id "${id}" is used twice.`);
    }
    const { line, column } = start;
    const element = nearest();
    if (!KNOWN.has(tag.uri)) {
      foreign.push({ namespace: tag.uri, name: tag.local, attribute: false, value: null, element, line, column });
    }
    for (const one of Object.values(tag.attributes)) {
      if (KNOWN.has(one.uri)) continue;
      foreign.push({ namespace: one.uri, name: one.local, attribute: true, value: one.value, element, line, column });
    }
    builder?.open(tag, start, element);
  });
  parser.on('closetag', () => {
    ids.pop();
    builder?.close();
  });
  // with or without a builder: parsers of one shape are read twice as fast as those of several
  parser.on('text', (text) => builder?.text(text));
  parser.on('cdata', (text) => builder?.text(text));
  parser.write(xml).close();
  builder?.finish();
  reportLost(xml, parser.xmlDecl.encoding, found);
  return { positions, foreign, root: builder?.root ?? null, found };
}

/** Says that a file was decoded by another encoding than its own, which replaced characters of it. */
function reportLost(xml: string, encoding: string | undefined, found: Diagnostics): void {
  const lost = xml.indexOf('\ufffd');
  if (lost < 0 || encoding === undefined || /^utf-?8$/i.test(encoding)) return;
  const lines = xml.slice(0, lost).split('\n');
  const at = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const message = `Characters of the file are lost: it is in ${encoding.slice(0, 40)}, and was read as something else. Save it in UTF-8.`;
  found.warning('reader-warning', null, message, {}, at);
}

/** Ids of header entries and the like (`zeebe:header id`) name nothing in the model. */
function ownId(tag: {
  readonly uri: string;
  readonly attributes: { readonly [name: string]: { readonly value: string } };
}) {
  const id = tag.attributes.id?.value.trim();
  return id === undefined || id === '' || !tag.uri.startsWith('http://www.omg.org/spec/') ? null : id;
}
