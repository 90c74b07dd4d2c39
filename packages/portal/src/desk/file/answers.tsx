import type { Request } from '@circula/client';
import { describeAnswers, readForm } from '@circula/forms';
import { deskTexts } from '../../texts/desk/index.ts';
import { SummaryList } from '../../ui/index.ts';
import { language } from '../frame/language.ts';

/** What the applicant answered, in the order of the form. */
export function AnswersPanel({ request }: { request: Request }) {
  const t = deskTexts(language.value);
  const { form } = readForm(request.form);
  const files = new Map(request.files.map((file) => [file.id, file.name]));
  const rows = form
    ? describeAnswers(form, request.answers as Parameters<typeof describeAnswers>[1], language.value)
    : [];
  return (
    <section class="desk-panel" aria-labelledby="answers">
      <h2 class="desk-panel__title" id="answers">
        {t('answersTitle')}
      </h2>
      {rows.length === 0 ? <p class="circula-muted">{t('answersEmpty')}</p> : null}
      <div class="desk-answers">
        <SummaryList
          rows={rows.map((row) => {
            const value = request.answers[row.key];
            const names = Array.isArray(value) ? value.flatMap((id) => files.get(String(id)) ?? []) : [];
            return { term: row.label, value: names.length > 0 ? names.join(', ') : row.text };
          })}
        />
      </div>
    </section>
  );
}
