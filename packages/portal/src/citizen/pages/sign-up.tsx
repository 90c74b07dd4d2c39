import { publicTexts } from '../../texts/public/index.ts';
import type { Language } from '../../texts/translate.ts';
import { Button } from '../../ui/button.tsx';
import type { SummaryProblem } from '../../ui/error-summary.tsx';
import { PostForm } from '../form-frame.tsx';
import { Page, sendPage } from '../page.tsx';
import { localPath, type PageRoutes } from '../page-routes.ts';
import { posted, postedText } from '../posted.ts';
import { answered, openVisit, type Visit } from '../visit.ts';
import { AccountField } from './account-field.tsx';
import { messageFor } from './log-in.tsx';

interface NewAccount {
  readonly name: string;
  readonly login: string;
  readonly password: string;
}

function missing(account: NewAccount, language: Language): SummaryProblem[] {
  const t = publicTexts(language);
  const problems: SummaryProblem[] = [];
  if (account.name === '') problems.push({ target: 'name', message: t('nameMissing') });
  if (account.login === '') problems.push({ target: 'login', message: t('emailMissing') });
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(account.login))
    problems.push({ target: 'login', message: t('emailWrong') });
  if (account.password === '') problems.push({ target: 'password', message: t('passwordMissing') });
  else if (account.password.length < 10) problems.push({ target: 'password', message: t('passwordShort') });
  return problems;
}

function SignUpForm({
  visit,
  account,
  next,
  problems,
}: {
  visit: Visit;
  account: NewAccount;
  next: string;
  problems: readonly SummaryProblem[];
}) {
  const { language } = visit;
  const t = publicTexts(language);
  return (
    <>
      <h1 class="govuk-heading-l">{t('signUpTitle')}</h1>
      <p class="govuk-body-l">{t('signUpLead')}</p>
      <PostForm visit={visit} action="/signup">
        <input type="hidden" name="_next" value={next} />
        <AccountField
          id="name"
          type="text"
          autocomplete="name"
          label={t('signUpName')}
          hint={t('signUpNameHint')}
          language={language}
          value={account.name}
          problem={messageFor(problems, 'name')}
        />
        <AccountField
          id="login"
          type="email"
          autocomplete="username"
          label={t('signUpEmail')}
          hint={t('signUpEmailHint')}
          language={language}
          value={account.login}
          problem={messageFor(problems, 'login')}
        />
        <AccountField
          id="password"
          type="password"
          autocomplete="new-password"
          label={t('signUpPassword')}
          hint={t('signUpPasswordHint')}
          language={language}
          value=""
          problem={messageFor(problems, 'password')}
        />
        <Button>{t('signUpButton')}</Button>
      </PostForm>
      <p class="govuk-body">
        {t('signUpHaveAccount')}{' '}
        <a class="govuk-link circula-download" href={next ? `/login?next=${encodeURIComponent(next)}` : '/login'}>
          {t('logInButton')}
        </a>
      </p>
    </>
  );
}

/** `/signup`: a citizen's own account. */
export const signUpPage: PageRoutes = (app, { api, assets }) => {
  app.get<{ Querystring: { next?: string } }>('/signup', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const next = localPath(request.query.next, '');
    if (visit.session.account) return reply.redirect(next || '/my', 303);
    const account = { name: '', login: '', password: '' };
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={publicTexts(visit.language)('signUpTitle')}>
        <SignUpForm visit={visit} account={account} next={next} problems={[]} />
      </Page>,
    );
  });

  app.post('/signup', async (request, reply) => {
    const visit = await openVisit(request, reply, api);
    const { language } = visit;
    const t = publicTexts(language);
    const form = posted(request);
    const next = localPath(postedText(form, '_next'), '');
    const account = {
      name: postedText(form, 'name'),
      login: postedText(form, 'login'),
      password: String(form.get('password') ?? ''),
    };
    const problems = missing(account, language);
    if (problems.length === 0) {
      const result = await visit.client.POST('/api/v1/accounts', { body: { ...account, locale: language } });
      if (result.response.ok) return reply.redirect(next || '/my', 303);
      if (result.response.status === 409) problems.push({ target: 'login', message: t('emailTaken') });
      else if (result.response.status === 422) problems.push({ target: 'login', message: t('emailWrong') });
      else await answered(Promise.resolve(result));
    }
    return sendPage(
      reply,
      <Page frame={visit} assets={assets} title={t('signUpTitle')} problems={problems}>
        <SignUpForm visit={visit} account={account} next={next} problems={problems} />
      </Page>,
    );
  });
};
