import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import type { Element } from '../features/canvas/diagram.ts';
import type { Injector } from '../features/canvas/injection.ts';
import type { PropertiesContext } from './group.ts';
import { propertiesGroups } from './index.ts';
import { panelInputs } from './inputs.ts';

/** An open properties panel. */
export interface OpenProperties {
  /** Draws the panel again, after something outside the model has changed. */
  readonly refresh: () => void;
}

interface Panel {
  attachTo(container: HTMLElement): void;
  registerProvider(provider: { getGroups: (element: Element) => (groups: unknown[]) => unknown[] }): void;
  setFeelLanguageContext(context: object): void;
}

type Debounce = (change: (value: unknown) => void) => (value: unknown) => void;

/**
 * Opens the properties panel of an open canvas with our groups. The panel is heavy (it carries code editors), so it
 * lives in a chunk of its own and joins the canvas as a child of its injector.
 */
export function openProperties(canvas: Injector, container: HTMLElement, context: PropertiesContext): OpenProperties {
  const injector = canvas.createChild([BpmnPropertiesPanelModule]);
  injector.init();
  const panel = injector.get<Panel>('propertiesPanel');
  const inputs = panelInputs(injector.get<Debounce>('debounceInput'));
  const translate = injector.get<unknown>('translate');
  panel.registerProvider({
    getGroups: (element) => (before) => [
      ...before,
      ...Object.values(propertiesGroups).flatMap((group) => {
        const entries = group.entries(element, context, inputs);
        const label = context.texts.properties.groups[group.id];
        return entries.length === 0 ? [] : [{ id: group.id, label, entries, shouldOpen: true, translate }];
      }),
    ],
  });
  panel.attachTo(container);
  // Rendering follows `root.added`, which has long passed: this is the public call that draws again.
  const draw = (): void => panel.setFeelLanguageContext({});
  draw();
  const selection = injector.get<{ get: () => Element[]; select: (elements: Element[]) => void }>('selection');
  const chosen = selection.get();
  if (chosen.length > 0) {
    // The panel listens from its first effect on; choosing again then shows what is chosen.
    setTimeout(() => {
      selection.select([]);
      selection.select(chosen);
    });
  }
  const eventBus = injector.get<{ fire: (event: string) => void }>('eventBus');
  return { refresh: () => eventBus.fire('propertiesPanel.providersChanged') };
}
