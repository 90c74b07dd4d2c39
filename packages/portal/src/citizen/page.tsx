import type { FastifyReply } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { publicTexts } from '../texts/public/index.ts';
import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';
import { ErrorSummary, type SummaryProblem } from '../ui/error-summary.tsx';
import { BackLink, Footer, Header, LanguageNavigation, Navigation, SkipLink } from '../ui/layout.tsx';
import type { Assets } from './assets.ts';
import type { Visit } from './visit.ts';

/** What the frame needs to know of a visit; error pages know less than pages. */
export type Frame = Pick<Visit, 'language' | 'address'> & { readonly session: Visit['session'] | null };

export interface PageProps {
  frame: Frame;
  assets: Assets;
  /** Without the product's name and without the prefix for errors: both are added. */
  title: string;
  institution?: { readonly slug: string; readonly name: string } | null;
  back?: string | undefined;
  problems?: readonly SummaryProblem[];
  /** The islands of the page; pages that have none load no script. */
  scripted?: boolean;
  /** A band across the page above the main column, part of the main content. */
  hero?: ComponentChildren;
  children: ComponentChildren;
}

/** This page's address in another language. */
function inOtherLanguage(address: string, language: Language): string {
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
}

function LogOut({ csrf, text }: { csrf: string; text: string }) {
  return (
    <li>
      <form method="post" action="/logout">
        <input type="hidden" name="_csrf" value={csrf} />
        <button type="submit">{text}</button>
      </form>
    </li>
  );
}

function Menu({ frame, institution }: { frame: Frame; institution: PageProps['institution'] }) {
  const t = publicTexts(frame.language);
  const account = frame.session?.account ?? null;
  const memberships = frame.session?.memberships ?? [];
  const path = frame.address.split('?')[0] ?? '/';
  const services = institution ? `/i/${institution.slug}` : '/';
  const links = [
    { href: services, text: t('navServices'), current: path === services },
    { href: '/t', text: t('navTrack'), current: path === '/t' },
    ...(account ? [{ href: '/my', text: t('navMyRequests'), current: path === '/my' }] : []),
    ...(memberships.length > 0 ? [{ href: '/desk', text: t('navDesk') }] : []),
    ...(memberships.some((membership) => membership.roles.includes('administrator'))
      ? [{ href: '/designer', text: t('navDesigner') }]
      : []),
    ...(account ? [] : [{ href: '/login', text: t('navLogIn'), current: path === '/login' }]),
  ];
  return (
    <Navigation institution={institution?.name ?? null} links={links} language={frame.language}>
      {account && frame.session ? <LogOut csrf={frame.session.csrfToken} text={t('navLogOut')} /> : null}
    </Navigation>
  );
}

/** The frame of every server-rendered page. */
export function Page({
  frame,
  assets,
  title,
  institution = null,
  back,
  problems = [],
  scripted = false,
  hero,
  children,
}: PageProps) {
  const { language } = frame;
  const t = publicTexts(language);
  const prefix = problems.length > 0 ? `${sharedTexts(language)('errorPrefix')} ` : '';
  return (
    <html lang={language} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${prefix}${title} – ${institution ? `${institution.name} – ` : ''}Circula`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0b4f6c" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {assets.styles.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {scripted ? assets.islands.scripts.map((src) => <script key={src} type="module" src={src} />) : null}
      </head>
      <body class="govuk-template__body">
        <SkipLink language={language} />
        <Header home="/">
          <LanguageNavigation language={language} href={(other) => inOtherLanguage(frame.address, other)} />
        </Header>
        <Menu frame={frame} institution={institution} />
        {back ? (
          <div class="govuk-width-container">
            <BackLink href={back} language={language} />
          </div>
        ) : null}
        <main id="main">
          {hero ? (
            <div class="circula-hero">
              <div class="govuk-width-container">
                <div class="govuk-grid-row">
                  <div class="govuk-grid-column-two-thirds">{hero}</div>
                </div>
              </div>
            </div>
          ) : null}
          <div class="govuk-width-container">
            <div class="govuk-main-wrapper govuk-grid-row">
              <div class="govuk-grid-column-two-thirds">
                <ErrorSummary problems={problems} language={language} />
                {children}
              </div>
            </div>
          </div>
        </main>
        <Footer
          language={language}
          links={[
            { href: '/accessibility', text: t('footerAccessibility') },
            { href: '/t', text: t('navTrack') },
            { href: '/api/docs', text: t('footerApi') },
          ]}
        >
          <p>Circula · {t('productLine')}</p>
        </Footer>
      </body>
    </html>
  );
}

/**
 * Sends a page. A form that came back with problems is an ordinary page (200): browsers report other statuses as failures
 * of the network.
 */
export function sendPage(reply: FastifyReply, page: VNode<PageProps>, status = 200): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${renderToString(page)}`);
}
