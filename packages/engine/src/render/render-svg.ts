import type { Event } from '../kernel/events.ts';
import type { State } from '../kernel/state.ts';
import type { Box, Diagram, Edge, Point, Shape } from './diagram.ts';
import { type Progress, progressOf, type Stay } from './progress.ts';
import { readDiagram } from './read-diagram.ts';
import { drawShape, hasOutsideLabel, INK, isActivity, type Paint } from './shapes.ts';
import { escapeXml, round, textLines, wrap } from './text.ts';

/** How a diagram is drawn. */
export interface RenderOptions {
  /** The instance's events; with them the whole path is shown, without them what the state proves. */
  readonly journal?: readonly Event[];
  /** How a moment (milliseconds) is written; minutes in UTC when absent. */
  readonly formatTime?: (at: number) => string;
  /** The words it uses, for another language than English. */
  readonly words?: Partial<RenderWords>;
}

export interface RenderWords {
  readonly waits: string;
  readonly since: string;
  readonly until: string;
  readonly noDiagram: string;
  /** Names of kinds of waits: `task`, `timer`, `incident`, …; what is missing is shown as it is. */
  readonly reasons: { readonly [reason: string]: string };
}

const ENGLISH: RenderWords = {
  waits: 'Waits',
  since: 'since',
  until: 'until',
  noDiagram: 'This model has no diagram.',
  reasons: {},
};

const PLAIN: Paint = { stroke: INK, fill: '#ffffff', width: 1.5 };
const TAKEN: Paint = { stroke: '#0b4f6c', fill: '#e3f0f5', width: 2.5 };
const WAITING: Paint = { stroke: '#a34d00', fill: '#fff1dc', width: 3 };
const INCIDENT: Paint = { stroke: '#b3001b', fill: '#fde7ea', width: 3 };
const MARGIN = 20;
const SMALL = 11;

/**
 * A picture of a process instance: the model's own diagram, the path taken in colour and thick, and at each place where
 * it waits for what, since when and until when. Says the same in its title and description. Pure and deterministic; all
 * texts are escaped, nothing is loaded, no style sheet and no script is inside. A model that cannot be read or has no
 * diagram gives a picture that says so.
 */
export function renderSvg(xml: string, state: State, options: RenderOptions = {}): string {
  const diagram = readDiagram(xml);
  const progress = progressOf(diagram, state, options.journal ?? null);
  const words = { ...ENGLISH, ...options.words };
  const formatTime = options.formatTime ?? utcMinutes;
  const told = (stay: Stay) => [
    words.reasons[stay.why] ?? stay.why,
    `${words.since} ${formatTime(stay.since)}`,
    ...(stay.until === null ? [] : [`${words.until} ${formatTime(stay.until)}`]),
  ];
  const title = `${diagram.name || state.process} (${state.instance}): ${state.status}`;
  const described = progress.stays.map((stay) => {
    const name = diagram.elements.get(stay.element)?.name || stay.element;
    return `${words.waits}: ${name}, ${told(stay).join(', ')}.`;
  });
  if (diagram.shapes.length === 0) {
    const box = { x: 0, y: 0, width: 420, height: 60 };
    return frame(box, state, title, [words.noDiagram, ...described], textLines([words.noDiagram], 20, 30, SAID));
  }
  const notes = diagram.shapes.flatMap((shape) => {
    const here = progress.stays.filter(({ element }) => element === shape.of.id);
    return here.map((stay, index) => note(shape, told(stay), paintOf(shape.of.id, progress), index));
  });
  const body = [
    ...containers(diagram).map((shape) => drawn(shape, progress)),
    ...diagram.edges.map((edge) => drawnEdge(edge, progress)),
    ...diagram.shapes.filter((shape) => !isContainer(shape)).map((shape) => drawn(shape, progress)),
    ...diagram.shapes.flatMap(outsideLabel),
    ...notes.map(({ svg }) => svg),
  ];
  return frame(extent(diagram, notes), state, title, described, body.join('\n'));
}

const SAID = { size: 13, colour: INK, anchor: 'start' } as const;

function utcMinutes(at: number): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? '?' : `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function frame(box: Box, state: State, title: string, described: readonly string[], body: string): string {
  const id = `circula-${escapeXml(state.instance).replace(/[^\w-]/g, '-')}`;
  const view = [box.x, box.y, box.width, box.height].map(round);
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="${view.join(' ')}" width="${view[2]}" height="${view[3]}" font-family="system-ui, sans-serif">
<title id="${id}-title">${escapeXml(title)}</title>
<desc id="${id}-desc">${escapeXml(described.join(' '))}</desc>
<rect x="${view[0]}" y="${view[1]}" width="${view[2]}" height="${view[3]}" fill="#ffffff"/>
${body}
</svg>
`;
}

function statusOf(id: string, { stays, active, taken }: Progress): 'incident' | 'waiting' | 'taken' | 'plain' {
  const here = stays.filter(({ element }) => element === id);
  if (here.some(({ why }) => why === 'incident')) return 'incident';
  if (here.length > 0) return 'waiting';
  return taken.has(id) || active.has(id) ? 'taken' : 'plain';
}

function paintOf(id: string, progress: Progress): Paint {
  return { incident: INCIDENT, waiting: WAITING, taken: TAKEN, plain: PLAIN }[statusOf(id, progress)];
}

function drawn(shape: Shape, progress: Progress): string {
  const { id, name } = shape.of;
  const status = statusOf(id, progress);
  const paint = paintOf(id, progress);
  const fill = isContainer(shape) ? '#ffffff' : paint.fill;
  const said = name === '' ? '' : `<title>${escapeXml(name)}</title>`;
  return `<g data-element="${escapeXml(id)}" data-status="${status}" fill="${fill}" stroke="${paint.stroke}">${said}${drawShape(shape, paint)}</g>`;
}

function drawnEdge({ of, points, label }: Edge, progress: Progress): string {
  const { stroke, width } = progress.taken.has(of.id) ? TAKEN : PLAIN;
  const dash = of.kind === 'messageFlow' ? ' stroke-dasharray="8 5"' : ' stroke-dasharray="2 4"';
  const line = `<path d="${points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')}" fill="none" stroke-width="${width}" stroke-linejoin="round"${of.kind === 'sequenceFlow' ? '' : dash}/>`;
  const head = of.kind === 'association' ? '' : arrow(points, stroke);
  const middle = points[Math.floor((points.length - 1) / 2)] ?? { x: 0, y: 0 };
  const place = label ?? { x: middle.x + 4, y: middle.y - 18, width: 90, height: 14 };
  const text = of.name === '' ? '' : textIn(of.name, place);
  const status = progress.taken.has(of.id) ? 'taken' : 'plain';
  return `<g data-element="${escapeXml(of.id)}" data-status="${status}" stroke="${stroke}">${line}${head}${text}</g>`;
}

/** The head of an arrow at the end of a line, drawn and not a marker: markers need ids that are unique in a page. */
function arrow(points: readonly Point[], colour: string): string {
  const [from, to] = points.slice(-2);
  if (from === undefined || to === undefined) return '';
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return `<path d="M0 0L-10 -4.5L-10 4.5z" transform="translate(${round(to.x)} ${round(to.y)}) rotate(${round(angle)})" fill="${colour}" stroke="none"/>`;
}

function outsideLabel({ of, box, label }: Shape): string[] {
  if (of.name === '' || !hasOutsideLabel(of)) return [];
  return [
    textIn(of.name, label ?? { x: box.x + box.width / 2 - 50, y: box.y + box.height + 4, width: 100, height: 14 }),
  ];
}

function textIn(text: string, { x, y, width }: Box): string {
  const lines = wrap(text, Math.max(width, 60), SMALL, 4);
  return textLines(lines, round(x + width / 2), y + SMALL / 2 + 2, { size: SMALL, colour: INK, anchor: 'middle' });
}

interface Note {
  readonly box: Box;
  readonly svg: string;
}

/** What is told at a waiting element: over activities, under events. */
function note({ of, box, label }: Shape, lines: readonly string[], paint: Paint, index: number): Note {
  const height = lines.length * SMALL * 1.2 + 6;
  const width = Math.max(...lines.map((line) => line.length)) * SMALL * 0.56 + 10;
  const under =
    Math.max(box.y + box.height, label === null ? 0 : label.y + label.height) + (of.name === '' || label ? 4 : 20);
  const y = isActivity(of.kind) ? box.y - (height + 4) * (index + 1) : under + (height + 4) * index;
  const place = { x: box.x + box.width / 2 - width / 2, y, width, height };
  const text = { size: SMALL, colour: paint.stroke, anchor: 'middle' } as const;
  const svg = `<g data-note="${escapeXml(of.id)}"><rect x="${round(place.x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="3" fill="#ffffff" stroke="${paint.stroke}"/>${textLines(lines, round(box.x + box.width / 2), y + 3 + SMALL * 0.6, text)}</g>`;
  return { box: place, svg };
}

function isContainer({ of, expanded }: Shape): boolean {
  if (of.kind === 'participant' || of.kind === 'lane') return true;
  return expanded && /(SubProcess|subProcess|transaction)$/.test(of.kind);
}

/** What holds others, outermost first. */
function containers(diagram: Diagram): Shape[] {
  const area = ({ box }: Shape) => box.width * box.height;
  return diagram.shapes.filter(isContainer).sort((a, b) => area(b) - area(a));
}

function extent(diagram: Diagram, notes: readonly Note[]): Box {
  const boxes = [...diagram.shapes, ...diagram.edges].flatMap(({ label }) => (label === null ? [] : [label]));
  boxes.push(...diagram.shapes.map(({ box }) => box), ...notes.map(({ box }) => box));
  boxes.push(...diagram.edges.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 }))));
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left - MARGIN, y: top - MARGIN, width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN };
}
