import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { moddleExtensions } from '../../model/moddle.ts';
import { officeModules, translateModule } from '../../modules.ts';
import type { Language } from '../../texts/language.ts';
import type { InsertStep } from '../add-step/insert-step.ts';
import type { EditStep } from '../edit-step/edit-step.ts';
import type { Canvas, CommandStack, ElementRegistry, EventBus, Overlays, Selection } from './diagram.ts';
import type { Injector } from './injection.ts';
import { openingView } from './opening-view.ts';

/** The services of an open canvas that the designer uses, by name. */
export interface CanvasServices {
  readonly canvas: Canvas;
  readonly elementRegistry: ElementRegistry;
  readonly eventBus: EventBus;
  readonly overlays: Overlays;
  readonly selection: Selection;
  readonly injector: Injector;
}

/** Those of a canvas that may be changed. */
export interface EditingServices {
  readonly commandStack: CommandStack;
  readonly editStep: EditStep;
  readonly insertStep: InsertStep;
}

/** An open drawing of a flow. */
export interface OpenCanvas {
  readonly services: CanvasServices;
  /** Null when the canvas is read-only. */
  readonly editing: EditingServices | null;
  readonly importXml: (xml: string) => Promise<void>;
  readonly saveXml: () => Promise<string>;
  readonly destroy: () => void;
}

/** Opens bpmn-js in a container: the modeler, or a viewer for what does not change any more. */
export function openCanvas(container: HTMLElement, language: Language, readOnly: boolean): OpenCanvas {
  const options = { container, moddleExtensions };
  const diagram = readOnly
    ? new NavigatedViewer({ ...options, additionalModules: [translateModule(language)] })
    : new Modeler({ ...options, additionalModules: officeModules(language) });
  const get = <T>(name: string): T => diagram.get<T>(name);
  const importXml = async (xml: string): Promise<void> => {
    await diagram.importXML(xml);
    openingView(get<Canvas>('canvas'));
  };
  return {
    services: {
      canvas: get('canvas'),
      elementRegistry: get('elementRegistry'),
      eventBus: get('eventBus'),
      overlays: get('overlays'),
      selection: get('selection'),
      injector: get('injector'),
    },
    editing: readOnly
      ? null
      : { commandStack: get('commandStack'), editStep: get('editStep'), insertStep: get('insertStep') },
    importXml,
    saveXml: async () => (await diagram.saveXML({ format: true })).xml ?? '',
    destroy: () => diagram.destroy(),
  };
}
