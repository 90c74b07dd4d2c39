import type { Drawn, Shape } from './diagram.ts';
import { EVENT_ICONS, GATEWAY_ICONS, type Icon, MARKERS, TASK_ICONS } from './icons.ts';
import { round, textLines, wrap } from './text.ts';

/** Colours of one element's outline and body. */
export interface Paint {
  readonly stroke: string;
  readonly fill: string;
  readonly width: number;
}

export const INK = '#22272b';
const FONT = 12;

/** An element without the label beside it, in BPMN's look. */
export function drawShape(shape: Shape, paint: Paint): string {
  const { kind } = shape.of;
  if (kind.endsWith('Event')) return drawEvent(shape, paint);
  if (kind.endsWith('Gateway')) return drawGateway(shape, paint);
  if (isActivity(kind)) return drawActivity(shape, paint);
  return drawArtifact(shape, paint);
}

/** Whether its name stands beside it. */
export function hasOutsideLabel({ kind }: Drawn): boolean {
  return /(Event|Gateway|dataObjectReference|dataStoreReference|dataInput|dataOutput|sequenceFlow|messageFlow)$/.test(
    kind,
  );
}

export function isActivity(kind: string): boolean {
  return /([tT]ask|SubProcess|subProcess|callActivity|transaction)$/.test(kind);
}

function drawEvent({ of, box }: Shape, paint: Paint): string {
  const r = box.width / 2;
  const x = box.x + r;
  const y = box.y + box.height / 2;
  const { kind, attributes, triggers } = of;
  const dashed = attributes.cancelActivity === 'false' || attributes.isInterrupting === 'false';
  const thick = kind === 'endEvent' ? paint.width + 2 : paint.width;
  const ring = (radius: number) =>
    `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" stroke-width="${thick}"${dashed ? ' stroke-dasharray="5 3"' : ''}/>`;
  const double = kind.startsWith('intermediate') || kind === 'boundaryEvent' ? ring(r - 3) : '';
  const several = attributes.parallelMultiple === 'true' ? 'parallelMultiple' : 'multiple';
  const icon = EVENT_ICONS[triggers.length > 1 ? several : (triggers[0] ?? '')];
  const throwing = kind === 'endEvent' || kind === 'intermediateThrowEvent';
  return (
    ring(r) + double + drawIcon(icon && { ...icon, filled: throwing || icon.filled === true }, x, y, r / 16, paint)
  );
}

function drawGateway({ of, box }: Shape, paint: Paint): string {
  const { x, y, width, height } = box;
  const [midX, midY] = [x + width / 2, y + height / 2];
  const diamond = `<path d="M${round(midX)} ${round(y)}L${round(x + width)} ${round(midY)}L${round(midX)} ${round(y + height)}L${round(x)} ${round(midY)}z" stroke-width="${paint.width}"/>`;
  return diamond + drawIcon(GATEWAY_ICONS[of.kind], midX, midY, width / 50, paint);
}

function drawActivity({ of, box, expanded }: Shape, paint: Paint): string {
  const { kind, attributes, loop, name } = of;
  const container = /(SubProcess|subProcess|transaction)$/.test(kind);
  const dotted = attributes.triggeredByEvent === 'true' ? ' stroke-dasharray="2 3"' : '';
  const width = kind === 'callActivity' ? paint.width + 2 : paint.width;
  const frame = (inset: number) =>
    `<rect x="${round(box.x + inset)}" y="${round(box.y + inset)}" width="${round(Math.max(0, box.width - 2 * inset))}" height="${round(Math.max(0, box.height - 2 * inset))}" rx="${10 - inset}" stroke-width="${width}"${dotted}/>`;
  const inner = kind === 'transaction' ? frame(3) : '';
  const signs = [
    ...(loop === null ? [] : [loop]),
    ...(attributes.isForCompensation === 'true' ? ['compensation'] : []),
    ...(kind === 'adHocSubProcess' ? ['adHoc'] : []),
    ...((container && !expanded) || kind === 'callActivity' ? ['collapsed'] : []),
  ];
  const middle = box.x + box.width / 2;
  const markers = signs.map((sign, index) =>
    drawIcon(MARKERS[sign], middle + (index - (signs.length - 1) / 2) * 18, box.y + box.height - 11, 1, paint),
  );
  const atTop = container && expanded;
  const lines = wrap(name, box.width - 8, FONT, atTop ? 1 : Math.max(1, Math.floor((box.height - 8) / (FONT * 1.2))));
  const top = atTop
    ? box.y + 14
    : box.y + box.height / 2 - ((lines.length - 1) * FONT * 1.2) / 2 + (lines.length > 2 && TASK_ICONS[kind] ? 6 : 0);
  const icon = drawIcon(TASK_ICONS[kind], box.x + 14, box.y + 14, 1, paint);
  return frame(0) + inner + icon + markers.join('') + textLines(lines, round(middle), top, label('middle'));
}

function drawArtifact({ of, box, horizontal }: Shape, paint: Paint): string {
  const { x, y, width, height } = box;
  const { kind, name } = of;
  const stroke = `stroke-width="${paint.width}"`;
  switch (kind) {
    case 'participant':
    case 'lane': {
      const lines = wrap(name, horizontal ? height - 8 : width - 8, FONT, 1);
      const [middleX, middleY] = horizontal ? [x + 15, y + height / 2] : [x + width / 2, y + 15];
      const turned = horizontal ? ` transform="rotate(-90 ${round(middleX)} ${round(middleY)})"` : '';
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" ${stroke}/><g${turned}>${textLines(lines, round(middleX), middleY, label('middle'))}</g>`;
    }
    case 'textAnnotation':
      return `<path d="M${x + 10} ${y}h-10v${height}h10" fill="none" ${stroke}/>${textLines(wrap(name, width - 12, FONT, 12), x + 6, y + 10, label('start'))}`;
    case 'group':
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="none" stroke-dasharray="10 4 2 4" ${stroke}/>`;
    case 'dataStoreReference': {
      const dip = Math.min(8, height / 4);
      return `<path d="M${x} ${y + dip}c0 ${-dip} ${width} ${-dip} ${width} 0v${height - 2 * dip}c0 ${dip} ${-width} ${dip} ${-width} 0zM${x} ${y + dip}c0 ${dip} ${width} ${dip} ${width} 0" ${stroke}/>`;
    }
    case 'dataObjectReference':
    case 'dataInput':
    case 'dataOutput':
      return `<path d="M${x} ${y}h${width - 12}l12 12v${height - 12}h${-width}zM${x + width - 12} ${y}v12h12" ${stroke}/>`;
    default:
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${stroke}/>${textLines(wrap(name, width - 8, FONT, 3), x + width / 2, y + height / 2, label('middle'))}`;
  }
}

function drawIcon(icon: Icon | undefined, x: number, y: number, scale: number, { stroke }: Paint): string {
  if (icon === undefined) return '';
  const fill = icon.filled === true ? stroke : 'none';
  return `<path d="${icon.path}" transform="translate(${round(x)} ${round(y)}) scale(${round(scale)})" fill="${fill}" stroke-width="1.2"/>`;
}

function label(anchor: 'start' | 'middle') {
  return { size: FONT, colour: INK, anchor };
}
