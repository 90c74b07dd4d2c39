import type { FastifyReply } from 'fastify';
import { publicTexts } from '../texts/public/index.ts';
import type { Assets } from './assets.ts';
import { type Frame, Page, sendPage } from './page.tsx';

type Trouble = 'notFound' | 'forbidden' | 'tooMany' | 'unavailable' | 'broken';

function troubleOf(status: number): Trouble {
  if (status === 404 || status === 410) return 'notFound';
  if (status === 429) return 'tooMany';
  if (status === 503) return 'unavailable';
  return status >= 500 ? 'broken' : 'forbidden';
}

/** Sends the page for something that cannot be shown or done, in the look of all pages. */
export function sendProblemPage(reply: FastifyReply, frame: Frame, assets: Assets, status: number): FastifyReply {
  const t = publicTexts(frame.language);
  const trouble = troubleOf(status);
  return sendPage(
    reply,
    <Page frame={frame} assets={assets} title={t(`${trouble}Title`)}>
      <h1 class="govuk-heading-l">{t(`${trouble}Title`)}</h1>
      <p class="govuk-body-l">{t(`${trouble}Text`)}</p>
      <p class="govuk-body">
        <a class="govuk-link circula-download" href="/">
          {t('backHome')}
        </a>
      </p>
    </Page>,
    status,
  );
}
