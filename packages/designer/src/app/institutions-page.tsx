import { useEffect } from 'preact/hooks';
import type { InstitutionSummary } from '../api/designer-api.ts';
import { useTexts } from '../ui/language-context.ts';
import { addressOf, navigate } from './router.ts';

/** Where to design; with one institution there is nothing to choose. */
export function InstitutionsPage({ institutions }: { readonly institutions: readonly InstitutionSummary[] }) {
  const texts = useTexts();
  const only = institutions.length === 1 ? institutions[0] : undefined;
  useEffect(() => {
    if (only === undefined) return;
    history.replaceState(null, '', addressOf({ page: 'types', institution: only.slug }));
    dispatchEvent(new PopStateEvent('popstate'));
  }, [only]);
  return (
    <div class="page">
      <h1>{texts.app.chooseInstitution}</h1>
      <ul class="cards">
        {institutions.map(({ slug, name }) => (
          <li key={slug}>
            <button type="button" class="card" onClick={() => navigate({ page: 'types', institution: slug })}>
              <strong>{name}</strong>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
