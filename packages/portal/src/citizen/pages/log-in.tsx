import type { Session } from '@circula/client';
import { publicTexts } from '../../texts/public/index.ts';
import type { Language } from '../../texts/translate.ts';
import { Button } from '../../ui/button.tsx';
import type { SummaryProblem } from '../../ui/error-summary.tsx';
import { Callout } from '../../ui/panel.tsx';
import { PostForm } from '../form-frame.tsx';
import { Page, sendPage } from '../page.tsx';
import { localPath, type PageRoutes } from '../page-routes.ts';
import { posted, postedText } from '../posted.ts';
import { answered, openVisit, type Visit } from '../visit.ts';
import { AccountField } from './account-field.tsx';

/** Where a person's work is: officials at the desk, citizens at their requests. */
export function homeOf(session: Session): string {
  return session.memberships.length > 0 ? '/desk' : '/my';
}

function logInProblem(status: 401 | 429, language: Language): SummaryProblem {
  const t = publicTexts(language);
  return status === 429 ? { target: null, message: t('logInLocked') } : { target: 'login', message: t('logInWrong') };
}

/** The words of each problem at its own field. */
export function messageFor(problems: readonly SummaryProblem[], target: string): string | undefined {
  return problems.find((problem) => problem.target === target)?.message;
}

function LogInForm({
  visit,
  login,
  next,
  problems,
}: {
  visit: Visit;
  login: string;
  next: string;
  problems: readonly SummaryProblem[];
}) {
  const { language } = visit;
  const t = publicTexts(language);
  return (
    <>
      <h1 class="govuk-heading-l">{t('logInTitle')}</h1>
      {next && problems.length === 0 ? (
        <Callout>
          <p class="govuk-body">{t('logInExpired')}</p>
        </Callout>
      ) : null}
      <PostForm visit={visit} action="/login">
        <input type="hidden" name="_next" value={next} />
        <AccountField
          id="login"
          type="email"
          autocomplete="username"
          label={t('logInLogin')}
          language={language}
          value={login}
          problem={messageFor(problems, 'login')}
        />
        <AccountField
          id="password"
          type="password"
          autocomplete="current-password"
          label={t('logInPassword')}
          language={language}
          value=""
          problem={messageFor(problems, 'password')}
        />
        <Button>{t('logInButton')}</Button>
      </PostForm>
      <p class="govuk-body">
        {t('logInNoAccount')}{' '}
        <a class="govuk-link circula-download" href={next ? `/signup?next=${encodeURIComponent(next)}` : '/signup'}>
          {t('logInSignUp')}
        </a>
      </p>
    </>
  );
}

/** `/login` and `/logout`. */
export const logInPage: PageRoutes = (app, { api, assets }) => {
  app.get<{ Querystring: { next?: string } }>('/login', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const next = localPath(request.query.next, '');
    if (visit.session.account) return reply.redirect(next || homeOf(visit.session), 303);
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={publicTexts(visit.language)('logInTitle')}>
        <LogInForm visit={visit} login="" next={next} problems={[]} />
      </Page>,
    );
  });

  app.post('/login', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const t = publicTexts(visit.language);
    const form = posted(request);
    const login = postedText(form, 'login');
    const password = String(form.get('password') ?? '');
    const next = localPath(postedText(form, '_next'), '');
    const problems: SummaryProblem[] = [];
    if (login === '') problems.push({ target: 'login', message: t('emailMissing') });
    if (password === '') problems.push({ target: 'password', message: t('passwordMissing') });
    if (problems.length === 0) {
      const result = await visit.client.POST('/api/v1/session', { body: { login, password } });
      if (result.response.ok && result.data) return reply.redirect(next || homeOf(result.data), 303);
      const { status } = result.response;
      if (status === 401 || status === 429) problems.push(logInProblem(status, visit.language));
      else await answered(Promise.resolve(result));
    }
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('logInTitle')} problems={problems}>
        <LogInForm visit={visit} login={login} next={next} problems={problems} />
      </Page>,
    );
  });

  app.post('/logout', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    await answered(visit.client.DELETE('/api/v1/session'));
    return reply.redirect('/', 303);
  });
};
