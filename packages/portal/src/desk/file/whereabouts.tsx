import type { Request, WaitsFor } from '@circula/client';
import { deskTexts } from '../../texts/desk/index.ts';
import { formatDateTime } from '../../texts/format.ts';
import { inLanguage } from '../../texts/translate.ts';
import { Timeline, type TimelineStep } from '../../ui/index.ts';
import { useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { shortDate } from '../frame/short-date.ts';
import { useGroupNames } from './group-name.ts';

function useWaitWords(): (wait: WaitsFor) => string {
  const { institution } = useDesk();
  const lang = language.value;
  const t = deskTexts(lang);
  const groupName = useGroupNames(institution, lang);
  return (wait) => {
    const since = wait.since ? t('waitSince', { date: formatDateTime(wait.since, lang) }) : '';
    const step = wait.name ? t('waitStep', { step: wait.name }) : '';
    const groups = wait.groups.map(groupName).join(', ');
    const who = (): string => {
      switch (wait.kind) {
        case 'applicant':
          return t('waitApplicant');
        case 'official':
          if (wait.assignee) return t('waitOfficial', { who: wait.assignee });
          return groups ? t('waitGroup', { group: groups }) : t('waitSomebody');
        case 'system':
          return t('waitSystem');
        case 'nobody':
          return t('waitNobody');
        default:
          return wait.kind satisfies never;
      }
    };
    return [who(), step, since].filter((part) => part).join(' ');
  };
}

function steps(request: Request): TimelineStep[] {
  const t = deskTexts(language.value);
  return request.stages.map((stage) => ({
    id: stage.id,
    name: inLanguage(stage.name, language.value),
    state: stage.state,
    detail: [
      stage.office ? inLanguage(stage.office, language.value) : null,
      stage.at ? t('stageSince', { date: shortDate(stage.at, language.value) }) : null,
    ]
      .filter((part) => part)
      .join(' · '),
  }));
}

const endings = {
  draft: null,
  submitted: null,
  completed: 'ended_completed',
  rejected: 'ended_rejected',
  withdrawn: 'ended_withdrawn',
} as const satisfies { readonly [status in Request['status']]: string | null };

/** Why the file is here, who acts next, and what comes after: in words, then as the stages it goes through. */
export function Whereabouts({ request, headingLevel = 2 }: { request: Request; headingLevel?: 2 | 3 }) {
  const t = deskTexts(language.value);
  const waitWords = useWaitWords();
  const Heading = `h${headingLevel}` as const;
  const next = request.stages.find((stage) => stage.state === 'next');
  const ended = endings[request.status];
  return (
    <section class="desk-panel" aria-labelledby="whereabouts">
      <Heading class="desk-panel__title" id="whereabouts">
        {t('whereTitle')}
      </Heading>
      <dl class="desk-facts">
        <div>
          <dt>{t('whereNow')}</dt>
          <dd>
            {ended
              ? t(ended)
              : request.waitsFor.length === 0
                ? t('waitNobody')
                : request.waitsFor.map((wait, index) => <p key={index}>{waitWords(wait)}</p>)}
          </dd>
        </div>
        {ended ? null : (
          <div>
            <dt>{t('whereNext')}</dt>
            <dd>
              {next
                ? next.office
                  ? t('nextStageAt', {
                      stage: inLanguage(next.name, language.value),
                      office: inLanguage(next.office, language.value),
                    })
                  : inLanguage(next.name, language.value)
                : t('nextEnd')}
            </dd>
          </div>
        )}
      </dl>
      <Timeline steps={steps(request)} language={language.value} />
    </section>
  );
}
