import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import { useQuery } from '@tanstack/preact-query';
import viewerModule from 'bpmn-js/lib/NavigatedViewer.js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deskTexts } from '../../texts/desk/index.ts';
import { diagramQuery } from '../api/queries.ts';
import { useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Failed, Loading } from '../frame/states.tsx';

interface Canvas {
  zoom(fit: 'fit-viewport', center: 'auto'): void;
  addMarker(element: string, marker: string): void;
}

interface Registry {
  get(element: string): { businessObject: { $type: string; name?: string } } | undefined;
}

interface Viewer {
  importXML(xml: string): Promise<unknown>;
  get(service: 'canvas'): Canvas;
  get(service: 'elementRegistry'): Registry;
  destroy(): void;
}

// The package declares its types as if it were CommonJS; what a bundler hands over is the class itself.
const NavigatedViewer = viewerModule as unknown as new (options: { container: HTMLElement }) => Viewer;

interface Names {
  active: string[];
  completed: string[];
  incidents: string[];
}

/** The flow as it was drawn, with what is done, what is open and what has stopped; the same is said in words below. */
export function DiagramView({ request }: { request: string }) {
  const { institution } = useDesk();
  const t = deskTexts(language.value);
  const diagram = useQuery(diagramQuery(institution, request));
  const place = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<Names | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => {
    const container = place.current;
    if (!container || !diagram.data) return undefined;
    const { xml, active, completed, incidents } = diagram.data;
    const viewer = new NavigatedViewer({ container });
    let gone = false;
    viewer
      .importXML(xml)
      .then(() => {
        if (gone) return;
        const canvas = viewer.get('canvas');
        const registry = viewer.get('elementRegistry');
        const mark = (elements: readonly string[], marker: string): string[] =>
          elements.flatMap((element) => {
            const shape = registry.get(element);
            // A subprocess is open as long as anything in it is: colouring it would drown the step that is meant.
            if (!shape || shape.businessObject.$type === 'bpmn:SubProcess') return [];
            canvas.addMarker(element, marker);
            const { $type, name } = shape.businessObject;
            return name && /(Task|CallActivity)$/.test($type) ? [name] : [];
          });
        setNames({
          completed: mark(completed, 'desk-done'),
          active: mark(active, 'desk-active'),
          incidents: mark(incidents, 'desk-incident'),
        });
        canvas.zoom('fit-viewport', 'auto');
      })
      .catch(() => setUnreadable(true));
    return () => {
      gone = true;
      viewer.destroy();
    };
  }, [diagram.data]);
  if (diagram.isError) return <Failed error={diagram.error} retry={() => void diagram.refetch()} />;
  const words: readonly [string, readonly string[]][] = names
    ? [
        [t('diagramDone'), names.completed],
        [t('diagramActive'), names.active],
        [t('diagramIncidents'), names.incidents],
      ]
    : [];
  return (
    <>
      {diagram.isPending ? <Loading /> : null}
      {unreadable ? <p class="govuk-body">{t('diagramUnreadable')}</p> : null}
      {/* The drawing cannot be read aloud: the lists under it say the same. */}
      <figure class="desk-diagram" ref={place} aria-label={t('diagramAlternative')} />
      <dl class="desk-facts desk-diagram-words">
        {words
          .filter(([, steps]) => steps.length > 0)
          .map(([title, steps]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{steps.join(' · ')}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
