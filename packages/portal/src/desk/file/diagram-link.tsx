import { useState } from 'preact/hooks';
import { ErrorBoundary, lazy } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { language } from '../frame/language.ts';
import { Failed } from '../frame/states.tsx';

// The drawing library is heavier than the desk; it is fetched when somebody asks for the drawing.
const DiagramView = lazy(() => import('./diagram-view.tsx').then((module) => module.DiagramView));

/** A button that shows the file's flow as a drawing. */
export function DiagramLink({ request }: { request: string }) {
  const [open, setOpen] = useState(false);
  const [broken, setBroken] = useState<Error | null>(null);
  const t = deskTexts(language.value);
  return (
    <section class="desk-panel" aria-labelledby="diagram">
      <h2 class="desk-panel__title" id="diagram">
        {t('diagramTitle')}
      </h2>
      <button
        type="button"
        class="govuk-button govuk-button--secondary desk-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? t('diagramHide') : t('diagramShow')}
      </button>
      {broken ? <Failed error={broken} retry={() => setBroken(null)} /> : null}
      {open && !broken ? (
        <ErrorBoundary onError={setBroken}>
          <DiagramView request={request} />
        </ErrorBoundary>
      ) : null}
    </section>
  );
}
