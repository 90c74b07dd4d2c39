import { publicTexts } from '../texts/public/index.ts';
import type { PageRoutes } from './page-routes.ts';
import { languageOf } from './visit.ts';

/** `/desk` and everything under it: the empty page in which the officials' application starts. */
export const deskShell: PageRoutes = (app, { assets }) => {
  const styles = [...new Set([...assets.styles.styles, ...assets.desk.styles])];
  const head = [
    ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...assets.desk.scripts.map((src) => `<script type="module" src="${src}"></script>`),
  ].join('');
  for (const url of ['/desk', '/desk/*']) {
    app.get(url, (request, reply) => {
      const language = languageOf(request);
      return reply
        .type('text/html; charset=utf-8')
        .send(
          `<!doctype html><html lang="${language}" class="govuk-template"><head><meta charset="utf-8"><title>Circula</title>` +
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/favicon.svg" type="image/svg+xml">' +
            `${head}</head><body class="govuk-template__body"><div id="desk"></div>` +
            `<noscript>${publicTexts(language)('deskNeedsScript')}</noscript></body></html>`,
        );
    });
  }
};
