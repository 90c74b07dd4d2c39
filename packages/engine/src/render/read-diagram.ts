import { SaxesParser, type SaxesTagNS } from 'saxes';
import { scanXml } from '../compile/scan-xml.ts';
import type { Box, Diagram, Drawn, Edge, Point, Shape } from './diagram.ts';

export type { Diagram } from './diagram.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const BPMNDI = 'http://www.omg.org/spec/BPMN/20100524/DI';
const NOTHING: Diagram = { name: '', elements: new Map(), shapes: [], edges: [] };

type Open = { -readonly [K in keyof Drawn]: Drawn[K] } & { triggers: string[] };
interface Graphic {
  readonly edge: boolean;
  readonly attributes: { readonly [name: string]: string };
  box: Box | null;
  label: Box | null;
  readonly points: Point[];
}

/** Reads what is drawn in a file. A file that `read` refuses, or without a diagram, gives one without shapes. */
export function readDiagram(xml: string): Diagram {
  if (scanXml(xml).scan === null) return NOTHING;
  const reading = new Reading();
  const parser = new SaxesParser({ xmlns: true });
  let broken = false;
  parser.on('error', () => {
    broken = true;
  });
  parser.on('opentag', (tag) => reading.open(tag));
  parser.on('text', (text) => reading.text(text));
  parser.on('closetag', (tag) => reading.close(tag));
  parser.write(xml).close();
  return broken ? NOTHING : reading.diagram();
}

class Reading {
  readonly #elements = new Map<string, Open>();
  readonly #within: (Open | null)[] = [];
  readonly #graphics: Graphic[] = [];
  #diagrams = 0;
  #inLabel = false;
  #inText = false;
  #name = '';

  open(tag: SaxesTagNS): void {
    const { uri, local } = tag;
    const attributes = attributesOf(tag);
    const parent = this.#within.findLast((one) => one !== null) ?? null;
    let opened: Open | null = null;
    if (uri === BPMN) opened = this.#element(local, attributes, parent);
    else if (uri === BPMNDI) this.#graphic(local, attributes);
    else if (this.#diagrams === 1) this.#geometry(local, attributes);
    this.#within.push(opened);
  }

  text(text: string): void {
    const annotation = this.#within.findLast((one) => one !== null);
    if (this.#inText && annotation?.kind === 'textAnnotation') annotation.name += text;
  }

  close({ uri, local }: SaxesTagNS): void {
    this.#within.pop();
    if (uri === BPMNDI && local === 'BPMNLabel') this.#inLabel = false;
    if (uri === BPMN && local === 'text') this.#inText = false;
  }

  diagram(): Diagram {
    const shapes: Shape[] = [];
    const edges: Edge[] = [];
    for (const { edge, attributes, box, label, points } of this.#graphics) {
      const of = this.#elements.get((attributes.bpmnElement ?? '').replace(/^.*:/, ''));
      if (of === undefined) continue;
      const expanded = attributes.isExpanded !== 'false';
      const horizontal = attributes.isHorizontal !== 'false';
      if (edge && points.length > 1) edges.push({ of, points, label });
      if (!edge && box !== null) shapes.push({ of, box, label, expanded, horizontal });
    }
    return { name: this.#name, elements: this.#elements, shapes, edges };
  }

  #element(kind: string, attributes: Graphic['attributes'], parent: Open | null): Open | null {
    if (parent !== null) {
      if (kind.endsWith('EventDefinition')) parent.triggers.push(kind.slice(0, -'EventDefinition'.length));
      if (kind === 'multiInstanceLoopCharacteristics') {
        parent.loop = attributes.isSequential === 'true' ? 'sequential' : 'parallel';
      }
      if (kind === 'standardLoopCharacteristics') parent.loop = 'loop';
      if (kind === 'conditionExpression') parent.conditional = true;
      if (kind === 'text') this.#inText = true;
    }
    const { id, name = '' } = attributes;
    if (id === undefined || kind.endsWith('EventDefinition') || kind.endsWith('LoopCharacteristics')) return null;
    if (kind === 'process' && this.#name === '') this.#name = name || id;
    const element: Open = {
      ...{ id, kind, name, attributes, parent: parent?.id ?? null },
      ...{ triggers: [], loop: null, conditional: false },
    };
    this.#elements.set(id, element);
    return element;
  }

  #graphic(local: string, attributes: Graphic['attributes']): void {
    if (local === 'BPMNDiagram') this.#diagrams += 1;
    if (local === 'BPMNLabel') this.#inLabel = true;
    // further diagrams show the inside of collapsed subprocesses
    if (this.#diagrams !== 1 || (local !== 'BPMNShape' && local !== 'BPMNEdge')) return;
    this.#graphics.push({ edge: local === 'BPMNEdge', attributes, box: null, label: null, points: [] });
  }

  #geometry(local: string, { x, y, width, height }: Graphic['attributes']): void {
    const graphic = this.#graphics.at(-1);
    const point = { x: Number(x), y: Number(y) };
    if (graphic === undefined || !isDrawable(point.x) || !isDrawable(point.y)) return;
    if (local === 'waypoint') graphic.points.push(point);
    if (local !== 'Bounds') return;
    const box = { ...point, width: Number(width), height: Number(height) };
    if (!isDrawable(box.width) || !isDrawable(box.height) || box.width < 0 || box.height < 0) return;
    if (this.#inLabel) graphic.label = box;
    else graphic.box = box;
  }
}

function isDrawable(value: number): boolean {
  return Math.abs(value) <= 1_000_000;
}

function attributesOf(tag: SaxesTagNS): { readonly [name: string]: string } {
  return Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
}
