import { parseDocument } from 'htmlparser2';

/** A node of pdfmake's document definition, reduced to what documents use. */
export type Content = { readonly [key: string]: unknown };

/** What an HTML template may not contain; the line counts from one. */
export interface HtmlProblem {
  readonly code: 'html-element-refused' | 'html-attribute-refused' | 'html-too-deep';
  readonly message: string;
  readonly line: number | null;
}

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

const BLOCKS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'table',
  'ul',
  'ol',
  'hr',
  'div',
  'section',
  'header',
  'footer',
  'main',
  'article',
  'dl',
  'blockquote',
]);
const INLINE = new Set(['strong', 'b', 'em', 'i', 'u', 'br', 'span', 'small', 'sup', 'sub']);
const PARTS = new Set(['thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption', 'li', 'dt', 'dd']);
const FRAME = new Set(['html', 'head', 'body', 'title', 'meta']);
const ATTRIBUTES = new Set([
  'class',
  'id',
  'lang',
  'charset',
  'name',
  'content',
  'data-qr',
  'data-qr-size',
  'data-width',
  'data-stamp',
  'colspan',
  'rowspan',
  'scope',
  'title',
]);
const MAX_DEPTH = 40;

/** Checks a template's HTML against the subset that documents can show. Placeholders are text to it. */
export function checkHtml(html: string): HtmlProblem[] {
  const problems: HtmlProblem[] = [];
  const lineOf = (node: Node): number | null =>
    node.startIndex === null ? null : html.slice(0, node.startIndex).split('\n').length;
  const visit = (nodes: readonly Node[], depth: number): void => {
    for (const node of nodes) {
      if (depth > MAX_DEPTH) {
        problems.push({
          code: 'html-too-deep',
          message: `HTML is nested more than ${MAX_DEPTH} deep`,
          line: lineOf(node),
        });
        return;
      }
      if (!isElement(node)) continue;
      if (![BLOCKS, INLINE, PARTS, FRAME].some((known) => known.has(node.name)))
        problems.push({
          code: 'html-element-refused',
          message: `<${node.name}> is not available in documents`,
          line: lineOf(node),
        });
      for (const name of Object.keys(node.attribs))
        if (!ATTRIBUTES.has(name) && !name.includes('{{'))
          problems.push({
            code: 'html-attribute-refused',
            message: `The attribute ${name} of <${node.name}> is not available in documents`,
            line: lineOf(node),
          });
      visit(node.children, depth + 1);
    }
  };
  visit(parseDocument(html, { withStartIndices: true }).children, 0);
  return problems;
}

/**
 * The HTML subset as pdfmake content: every key of the answer is written here, none is taken from the HTML, so a
 * document can neither embed files nor fetch addresses. Unknown elements give their text.
 */
export function htmlToContent(html: string): Content[] {
  return blocks(parseDocument(html).children, 0);
}

/** The text of `<title>`, when there is one. */
export function htmlTitle(html: string): string | null {
  const find = (nodes: readonly Node[]): string | null => {
    for (const node of nodes) {
      if (!isElement(node)) continue;
      if (node.name === 'title') return textOf(node).trim() || null;
      const inside = find(node.children);
      if (inside !== null) return inside;
    }
    return null;
  };
  return find(parseDocument(html).children);
}

function isElement(node: Node): node is Element {
  return 'attribs' in node && 'name' in node;
}

function classes(element: Element): string[] {
  return (element.attribs.class ?? '').split(/\s+/).filter(Boolean);
}

/** Classes become styles of the same name (see `styles.ts`). */
function styled(element: Element, style: string): { style: string[] } {
  return { style: [style, ...classes(element)] };
}

function blocks(nodes: readonly Node[], depth: number): Content[] {
  const content: Content[] = [];
  let line: Content[] = [];
  const endLine = (): void => {
    const text = trimmed(line);
    if (text.length > 0) content.push({ text, style: ['p'] });
    line = [];
  };
  for (const node of nodes) {
    if (isElement(node) && (BLOCKS.has(node.name) || FRAME.has(node.name) || node.attribs['data-qr'] !== undefined)) {
      endLine();
      content.push(...block(node, depth));
    } else line.push(...inline([node], {}));
  }
  endLine();
  return content;
}

function block(element: Element, depth: number): Content[] {
  if (depth > MAX_DEPTH) return [];
  const qr = element.attribs['data-qr'];
  if (qr !== undefined) return qr === '' ? [] : [qrCode(qr, element)];
  switch (element.name) {
    case 'head':
    case 'title':
    case 'meta':
      return [];
    case 'hr':
      return [
        {
          canvas: [{ type: 'line', x1: 0, y1: 0, x2: 481, y2: 0, lineWidth: 0.7, lineColor: '#0b4f6c' }],
          margin: [0, 6, 0, 6],
        },
      ];
    case 'ul':
    case 'ol': {
      const items = element.children.filter(isElement).map((item) => ({ stack: blocks(item.children, depth + 1) }));
      return items.length === 0 ? [] : [{ [element.name]: items, ...styled(element, 'list') }];
    }
    case 'table':
      return table(element, depth);
    case 'p':
    case 'h1':
    case 'h2':
    case 'h3': {
      const text = trimmed(inline(element.children, {}));
      return text.length === 0 ? [] : [{ text, ...styled(element, element.name) }];
    }
    case 'div':
    case 'section': {
      const inside = blocks(element.children, depth + 1);
      if (classes(element).includes('columns')) return [{ columns: inside, columnGap: 12 }];
      return inside.length === 0 ? [] : [{ stack: inside, ...styled(element, 'block') }];
    }
    default:
      return blocks(element.children, depth + 1);
  }
}

function qrCode(value: string, element: Element): Content {
  const size = Number(element.attribs['data-qr-size'] ?? '96');
  return {
    qr: value.slice(0, 1000),
    fit: Math.min(Math.max(Number.isFinite(size) ? size : 96, 48), 240),
    eccLevel: 'M',
    ...styled(element, 'qr'),
  };
}

function table(element: Element, depth: number): Content[] {
  const rows: Content[][] = [];
  let headerRows = 0;
  const collect = (parent: Element): void => {
    for (const child of parent.children.filter(isElement)) {
      if (child.name === 'tr') {
        const cells = child.children.filter(isElement).filter((cell) => cell.name === 'td' || cell.name === 'th');
        if (cells.length > 0) rows.push(cells.flatMap((cell) => tableCell(cell, depth)));
        if (parent.name === 'thead') headerRows += 1;
      } else if (child.name === 'thead' || child.name === 'tbody' || child.name === 'tfoot') collect(child);
    }
  };
  collect(element);
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0 || width > 30) return [];
  for (const row of rows) while (row.length < width) row.push({ text: '' });
  const first = element.attribs['data-width'];
  const widths = Array.from({ length: width }, (_, index) =>
    index === 0 && first !== undefined && /^\d{1,2}%$/.test(first)
      ? first
      : classes(element).includes('tight')
        ? 'auto'
        : '*',
  );
  const layout = classes(element).includes('plain') ? 'noBorders' : 'lightHorizontalLines';
  return [{ table: { body: rows, widths, headerRows, dontBreakRows: true }, layout, ...styled(element, 'table') }];
}

function tableCell(cell: Element, depth: number): Content[] {
  const span = Math.min(Math.max(Number.parseInt(cell.attribs.colspan ?? '1', 10) || 1, 1), 30);
  const content = {
    stack: blocks(cell.children, depth + 1),
    ...styled(cell, cell.name),
    ...(span > 1 ? { colSpan: span } : {}),
  };
  return [content, ...Array.from({ length: span - 1 }, () => ({ text: '' }))];
}

function inline(nodes: readonly Node[], format: Content): Content[] {
  const runs: Content[] = [];
  for (const node of nodes) {
    if (node.type === 'text') {
      const text = node.data.replace(/[ \t\r\n]+/g, ' ');
      if (text !== '') runs.push({ text, ...format });
    } else if (isElement(node)) {
      if (node.name === 'br') runs.push({ text: '\n' });
      else if (node.name === 'strong' || node.name === 'b')
        runs.push(...inline(node.children, { ...format, bold: true }));
      else if (node.name === 'em' || node.name === 'i')
        runs.push(...inline(node.children, { ...format, italics: true }));
      else if (node.name === 'u') runs.push(...inline(node.children, { ...format, decoration: 'underline' }));
      else if (node.name === 'small') runs.push(...inline(node.children, { ...format, fontSize: 8 }));
      else runs.push(...inline(node.children, format));
    }
  }
  return runs;
}

/** Without the spaces that only indent the HTML. */
function trimmed(runs: readonly Content[]): Content[] {
  const result = [...runs];
  while (result.length > 0 && String(result[0]?.text).trim() === '' && result[0]?.text !== '\n') result.shift();
  while (result.length > 0 && String(result.at(-1)?.text).trim() === '') result.pop();
  const first = result[0];
  if (first !== undefined) result[0] = { ...first, text: String(first.text).replace(/^ +/, '') };
  return result;
}

function textOf(element: Element): string {
  return element.children
    .map((child) => (child.type === 'text' ? child.data : isElement(child) ? textOf(child) : ''))
    .join('');
}
