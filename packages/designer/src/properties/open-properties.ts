import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import type { Element, EventBus, Selection } from '../features/canvas/diagram.ts';
import type { Injector } from '../features/canvas/injection.ts';
import type { PropertiesContext } from './group.ts';
import { propertiesGroups } from './index.ts';
import { panelInputs } from './inputs.ts';

/** Milliseconds after which the effects of a first rendering have run. */
const EFFECTS = 120;

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
  const selection = injector.get<Selection>('selection');
  const eventBus = injector.get<EventBus>('eventBus');
  // The panel hears of the selection from its first effects on, which run after the next frame: what was chosen before
  // is told once more then.
  setTimeout(() => {
    const newSelection = selection.get();
    if (newSelection.length > 0) eventBus.fire('selection.changed', { oldSelection: [], newSelection });
  }, EFFECTS);
  return { refresh: () => eventBus.fire('propertiesPanel.providersChanged') };
}
