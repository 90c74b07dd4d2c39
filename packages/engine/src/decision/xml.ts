import { type SaxesAttributeNS, SaxesParser } from 'saxes';

/** One element of a document; names without prefix; attributes without namespace, and `xsi:type` and `xsi:nil`. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
  /** Where its start tag begins, counted from 1. */
  readonly line: number;
  readonly column: number;
}

export interface XmlProblem {
  readonly code: 'dmn-xml' | 'dmn-too-large' | 'dmn-doctype';
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** What a decision file may hold, far above what people draw. */
export const XML_LIMITS = {
  characters: 1_000_000,
  elements: 50_000,
  depth: 32,
  attributes: 64,
  namespaces: 64,
} as const;

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

interface Building {
  name: string;
  namespace: string;
  attributes: Map<string, string>;
  children: Building[];
  text: string;
  line: number;
  column: number;
}

/** Reads a document in one pass that stops at the first problem: caps, DOCTYPE, anything that is not well-formed. */
export function readXml(xml: string): { root: XmlElement | null; problem: XmlProblem | null } {
  if (xml.length > XML_LIMITS.characters) {
    return refused('dmn-too-large', `The file exceeds ${XML_LIMITS.characters} characters.`, null, null);
  }
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Building[] = [];
  let root: Building | null = null;
  let elements = 0;
  let namespaces = 0;
  let start = { line: 1, column: 1 };
  const stop = (code: XmlProblem['code'], message: string): never => {
    throw new Stopped({ code, message, line: parser.line, column: parser.column });
  };
  parser.on('error', (error) => stop('dmn-xml', error.message.replace(/^(undefined:)?\d+:\d+: /, '')));
  parser.on('doctype', () => stop('dmn-doctype', 'A decision file must not have a DOCTYPE.'));
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.column - tag.name.length - 1) };
    elements += 1;
    if (elements > XML_LIMITS.elements) stop('dmn-too-large', `More than ${XML_LIMITS.elements} elements.`);
    if (open.length >= XML_LIMITS.depth) stop('dmn-too-large', `Nested deeper than ${XML_LIMITS.depth} elements.`);
  });
  let attributes = 0;
  parser.on('attribute', (attribute) => {
    attributes += 1;
    if (attributes > XML_LIMITS.attributes) stop('dmn-too-large', `More than ${XML_LIMITS.attributes} attributes.`);
    if (attribute.name.startsWith('xmlns')) namespaces += 1;
    if (namespaces > XML_LIMITS.namespaces) stop('dmn-too-large', `More than ${XML_LIMITS.namespaces} namespaces.`);
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    const known = new Map<string, string>();
    for (const key in tag.attributes) {
      const { prefix, uri, local, value } = tag.attributes[key] as SaxesAttributeNS;
      if (prefix === '') known.set(local, value);
      else if (uri === SCHEMA_INSTANCE) known.set(`xsi:${local}`, value);
    }
    const element: Building = {
      name: tag.local,
      namespace: tag.uri,
      attributes: known,
      children: [],
      text: '',
      ...start,
    };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const append = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  try {
    parser.write(xml).close();
    return { root, problem: null };
  } catch (error) {
    if (error instanceof Stopped) return { root: null, problem: error.problem };
    return refused('dmn-xml', error instanceof Error ? error.message : String(error), parser.line, parser.column);
  }
}

class Stopped extends Error {
  readonly problem: XmlProblem;

  constructor(problem: XmlProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function refused(code: XmlProblem['code'], message: string, line: number | null, column: number | null) {
  return { root: null, problem: { code, message, line, column } };
}
