import { useQuery } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { ErrorBoundary, lazy, Route, Router, useLocation } from 'preact-iso';
import { deskTexts } from '../texts/desk/index.ts';
import { asApiError } from './api/api-error.ts';
import { sessionQuery } from './api/queries.ts';
import { type Desk, DeskContext, deskPath } from './frame/desk-context.ts';
import { Frame } from './frame/frame.tsx';
import { language } from './frame/language.ts';
import { Page } from './frame/page.tsx';
import { Failed, Loading } from './frame/states.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { firstInstitution, rememberInstitution } from './session/chosen-institution.ts';
import { toLogIn } from './session/to-log-in.ts';

// The inbox is what a day begins with and comes with the first load; every other page is a file of its own.
const TaskPage = lazy(() => import('./task/task-page.tsx').then((module) => module.TaskPage));
const RequestsPage = lazy(() => import('./requests/requests-page.tsx').then((module) => module.RequestsPage));
const RequestPage = lazy(() => import('./requests/request-page.tsx').then((module) => module.RequestPage));
const RegisterPage = lazy(() => import('./register/register-page.tsx').then((module) => module.RegisterPage));
const IncidentsPage = lazy(() => import('./incidents/incidents-page.tsx').then((module) => module.IncidentsPage));
const NotificationsPage = lazy(() =>
  import('./notifications/notifications-page.tsx').then((module) => module.NotificationsPage),
);

function NotFound() {
  const t = deskTexts(language.value);
  return (
    <Page title={t('notFoundTitle')}>
      <p class="govuk-body">{t('notFoundText')}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/desk">
          {t('navInbox')}
        </a>
      </p>
    </Page>
  );
}

function Pages() {
  const [broken, setBroken] = useState<Error | null>(null);
  const { path } = useLocation();
  useEffect(() => {
    // While the inbox is read, the page that comes next is fetched: opening a task then costs one answer of the server.
    const timer = setTimeout(() => void TaskPage.preload().catch(() => undefined), 1_500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => setBroken(null), [path]);
  // A page's file that cannot be fetched means a broken line or a new version of the desk: loading anew mends both.
  if (broken) return <Failed error={asApiError(broken)} retry={() => location.reload()} />;
  return (
    <ErrorBoundary onError={setBroken}>
      <Router>
        <Route path="/desk/:institution/inbox" component={InboxPage} />
        <Route path="/desk/:institution/tasks/:task" component={TaskPage} />
        <Route path="/desk/:institution/requests" component={RequestsPage} />
        <Route path="/desk/:institution/requests/:request" component={RequestPage} />
        <Route path="/desk/:institution/register" component={RegisterPage} />
        <Route path="/desk/:institution/incidents" component={IncidentsPage} />
        <Route path="/desk/:institution/notifications" component={NotificationsPage} />
        <Route default component={NotFound} />
      </Router>
    </ErrorBoundary>
  );
}

function Redirect({ to }: { to: string }) {
  const { route } = useLocation();
  useEffect(() => route(to, true), [to]);
  return <Loading />;
}

/** The desk: nobody gets past the log-in, and everybody works for the institution that the address names. */
export function App() {
  const { path } = useLocation();
  const session = useQuery(sessionQuery);
  const t = deskTexts(language.value);
  const account = session.data?.account ?? null;
  const signedOut = session.isSuccess && account === null;
  useEffect(() => {
    if (signedOut) toLogIn();
  }, [signedOut]);

  const slug = path.split('/')[2] ?? null;
  useEffect(() => {
    if (slug) rememberInstitution(slug);
  }, [slug]);

  if (session.isError) {
    return (
      <Frame desk={null}>
        <Page title={t('deskTitle')}>
          <Failed error={session.error} retry={() => void session.refetch()} />
        </Page>
      </Frame>
    );
  }
  if (!session.data || !account) {
    return (
      <Frame desk={null}>
        <Loading />
      </Frame>
    );
  }
  const { memberships } = session.data;
  if (memberships.length === 0) {
    return (
      <Frame desk={null}>
        <Page title={t('noDeskTitle')}>
          <p class="govuk-body">{t('noDeskText')}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="/my">
              {t('myRequests')}
            </a>
          </p>
        </Page>
      </Frame>
    );
  }
  const membership = memberships.find((item) => item.institution.slug === slug);
  if (!membership) {
    const first = firstInstitution(memberships.map((item) => item.institution.slug));
    return <Frame desk={null}>{slug === null && first ? <Redirect to={deskPath.inbox(first)} /> : <NotFound />}</Frame>;
  }
  const desk: Desk = {
    account,
    memberships,
    membership,
    institution: membership.institution.slug,
    isAdministrator: membership.roles.includes('administrator'),
  };
  return (
    <DeskContext.Provider value={desk}>
      <Frame desk={desk}>
        <Pages key={desk.institution} />
      </Frame>
    </DeskContext.Provider>
  );
}
