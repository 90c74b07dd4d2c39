import { lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import type { DesignerApi, InstitutionSummary, Session } from '../api/designer-api.ts';
import { VersionsPage } from '../features/versions/versions-page.tsx';
import { textsOf } from '../texts/index.ts';
import { type Language, languageOf } from '../texts/language.ts';
import { LanguageContext } from '../ui/language-context.ts';
import { Answered } from './answered.tsx';
import { Header } from './header.tsx';
import { InstitutionsPage } from './institutions-page.tsx';
import { type Route, useRoute } from './router.ts';
import { TypesPage } from './types-page.tsx';
import { useAnswer } from './use-answer.ts';

// The drawing libraries are fetched when a request type is opened, not for the list.
const TypePage = lazy(() => import('./type-page.tsx').then((module) => ({ default: module.TypePage })));
const VersionPage = lazy(() =>
  import('../features/versions/version-page.tsx').then((module) => ({ default: module.VersionPage })),
);

const STORED_LANGUAGE = 'circula.language';

/** The designer as an application: log-in state, language, pages. */
export function App({ api }: { readonly api: DesignerApi }) {
  const [session, again] = useAnswer('session', () => api.session());
  const account = session.state === 'ready' ? session.value.account : null;
  const [chosen, setChosen] = useState(() => localStorage.getItem(STORED_LANGUAGE));
  const language = languageOf(chosen ?? account?.locale ?? navigator.language);
  const texts = textsOf(language);
  const route = useRoute();

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} – ${texts.product}`;
  }, [language, texts]);

  const choose = (next: Language): void => {
    localStorage.setItem(STORED_LANGUAGE, next);
    setChosen(next);
  };

  return (
    <LanguageContext.Provider value={language}>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <Header accountName={account?.name ?? null} institution={institutionOf(session, route)} onLanguage={choose} />
      <main id="main" tabIndex={-1}>
        <Answered loading={session} again={again}>
          {(value) => <Pages key={language} api={api} session={value} route={route} />}
        </Answered>
      </main>
    </LanguageContext.Provider>
  );
}

interface PagesProps {
  readonly api: DesignerApi;
  readonly session: Session;
  readonly route: Route;
}

function Pages({ api, session, route }: PagesProps) {
  const language = languageOf(document.documentElement.lang);
  const texts = textsOf(language);
  const mine = administered(session);
  if (session.account === null) {
    const back = encodeURIComponent(location.pathname);
    return (
      <div class="page">
        <h1>{texts.title}</h1>
        <p>{texts.app.loginNeeded}</p>
        <a class="button" href={`/login?next=${back}`}>
          {texts.app.login}
        </a>
      </div>
    );
  }
  if (mine.length === 0) return <p class="page notice">{texts.app.notAdministrator}</p>;
  if (route.page === 'missing') return <p class="page notice">{texts.app.notFound}</p>;
  if (route.page === 'institutions') return <InstitutionsPage institutions={mine} />;
  // A foreign institution looks like a missing one.
  if (!mine.some((institution) => institution.slug === route.institution)) {
    return <p class="page notice">{texts.app.notFound}</p>;
  }
  const { institution } = route;
  return (
    <Suspense
      fallback={
        <p class="page muted" role="status">
          {texts.loading}
        </p>
      }
    >
      {page()}
    </Suspense>
  );

  function page() {
    switch (route.page) {
      case 'types':
        return <TypesPage key={institution} api={api} institution={institution} />;
      case 'type':
        return <TypePage key={`${institution}/${route.type}`} api={api} institution={institution} type={route.type} />;
      case 'versions':
        return <VersionsPage api={api} institution={institution} type={route.type} />;
      case 'version':
        return (
          <VersionPage
            key={`${institution}/${route.type}/${route.version}`}
            api={api}
            institution={institution}
            type={route.type}
            version={route.version}
          />
        );
      case 'institutions':
      case 'missing':
        return null;
    }
  }
}

function administered(session: Session): readonly InstitutionSummary[] {
  return session.memberships
    .filter(({ roles }) => roles.includes('administrator'))
    .map(({ institution }) => institution);
}

function institutionOf(session: { state: string; value?: Session }, route: Route): string | null {
  if (session.value === undefined || !('institution' in route)) return null;
  return administered(session.value).find(({ slug }) => slug === route.institution)?.name ?? null;
}
