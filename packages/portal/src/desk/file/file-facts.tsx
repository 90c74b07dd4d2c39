import type { Request } from '@circula/client';
import { deskTexts } from '../../texts/desk/index.ts';
import { formatDate, formatMoney } from '../../texts/format.ts';
import { DeadlineExplanation, Tag, type TagKind } from '../../ui/index.ts';
import { language } from '../frame/language.ts';
import { DueTag } from '../inbox/due-tag.tsx';
import { clockOf } from './clock-of.ts';

const statusLook: { readonly [status in Request['status']]: TagKind } = {
  draft: 'neutral',
  submitted: 'info',
  completed: 'success',
  rejected: 'error',
  withdrawn: 'neutral',
};

/** The state of a request in a word. */
export function RequestStatusTag({ status }: { status: Request['status'] }) {
  return <Tag kind={statusLook[status]}>{deskTexts(language.value)(`status_${status}`)}</Tag>;
}

/** The head of a file: whose, since when, until when, paid or not. */
export function FileFacts({ request }: { request: Request }) {
  const lang = language.value;
  const t = deskTexts(lang);
  const { payment, fee } = request;
  return (
    <>
      <dl class="desk-strip">
        <div>
          <dt>{t('columnApplicant')}</dt>
          <dd>{request.applicantName || '–'}</dd>
        </div>
        <div>
          <dt>{t('registeredOn')}</dt>
          <dd>{request.registeredOn ? formatDate(request.registeredOn, lang) : '–'}</dd>
        </div>
        <div>
          <dt>{t('columnDeadline')}</dt>
          <dd>
            {request.deadline?.due ? `${formatDate(request.deadline.due, lang)} ` : null}
            <DueTag clocked={clockOf(request.deadline)} />
          </dd>
        </div>
        <div>
          <dt>{t('fee')}</dt>
          <dd>
            {fee === null && payment === null
              ? t('noFee')
              : `${formatMoney((payment ?? fee ?? { amount: 0 }).amount, 'RON', lang)} · ${
                  payment?.status === 'paid' ? t('paid') : t('unpaid')
                }`}
          </dd>
        </div>
      </dl>
      <DeadlineExplanation explanation={request.deadline?.explanation ?? []} language={lang} />
    </>
  );
}
