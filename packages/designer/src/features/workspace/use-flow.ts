import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModdleElement } from '../../model/moddle.ts';
import { type Step, stepsOf } from '../../model/steps.ts';
import type { Language } from '../../texts/language.ts';
import type { Element } from '../canvas/diagram.ts';
import { type OpenCanvas, openCanvas } from '../canvas/open-canvas.ts';

/** The open flow: its canvas, its steps, what is chosen and what can be undone. */
export interface Flow {
  readonly canvas: OpenCanvas | null;
  readonly steps: readonly Step[];
  readonly selected: string | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Set when the model could not be opened. */
  readonly failure: string | null;
}

const CLOSED: Flow = { canvas: null, steps: [], selected: null, canUndo: false, canRedo: false, failure: null };
/** Milliseconds from a change on the canvas to its XML. */
const WRITE_DELAY = 200;

interface FlowOptions {
  readonly container: RefObject<HTMLElement>;
  readonly xml: string;
  readonly language: Language;
  readonly readOnly: boolean;
  readonly onXml: (xml: string) => void;
}

/** Opens the flow once; later values of `xml` are the canvas' own and are not read again. */
export function useFlow({ container, xml, language, readOnly, onXml }: FlowOptions): Flow {
  const [flow, setFlow] = useState<Flow>(CLOSED);
  const write = useRef(onXml);
  write.current = onXml;

  useEffect(() => {
    if (container.current === null) return undefined;
    const canvas = openCanvas(container.current, language, readOnly);
    const { services, editing } = canvas;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (): readonly Step[] => stepsOf(definitionsOf(services.canvas.getRootElement()));

    services.eventBus.on('selection.changed', ({ newSelection }: { newSelection: Element[] }) => {
      const chosen = newSelection.length === 1 ? labelled(newSelection[0] as Element) : null;
      setFlow((before) => ({ ...before, selected: chosen?.id ?? null }));
    });
    if (editing !== null) {
      services.eventBus.on('commandStack.changed', ({ trigger }: { trigger?: string }) => {
        const { commandStack } = editing;
        setFlow((before) => ({
          ...before,
          steps: trigger === 'clear' ? before.steps : read(),
          canUndo: commandStack.canUndo(),
          canRedo: commandStack.canRedo(),
        }));
        if (trigger === 'clear') return;
        clearTimeout(timer);
        timer = setTimeout(async () => write.current(await canvas.saveXml()), WRITE_DELAY);
      });
    }
    canvas.importXml(xml).then(
      () => setFlow((before) => ({ ...before, canvas, steps: read() })),
      (error: unknown) =>
        setFlow((before) => ({ ...before, failure: error instanceof Error ? error.message : String(error) })),
    );
    return () => {
      clearTimeout(timer);
      canvas.destroy();
    };
  }, []);

  return flow;
}

/** The definitions that a root of the canvas belongs to. */
function definitionsOf(root: Element): ModdleElement {
  let model: ModdleElement = root.businessObject;
  while (model.$parent !== undefined && model.$type !== 'bpmn:Definitions') model = model.$parent;
  return model;
}

function labelled(element: Element): Element {
  return (element as Partial<{ labelTarget: Element }>).labelTarget ?? element;
}

/** Chooses an element on the canvas and brings it into view. */
export function show({ services }: OpenCanvas, id: string): void {
  const element = services.elementRegistry.get(id);
  if (element === undefined) return;
  services.selection.select(element);
  services.canvas.scrollToElement(element, 80);
}
