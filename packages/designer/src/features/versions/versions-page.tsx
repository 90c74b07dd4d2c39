import type { DesignerApi } from '../../api/designer-api.ts';
import { Answered } from '../../app/answered.tsx';
import { addressOf } from '../../app/router.ts';
import { useAnswer } from '../../app/use-answer.ts';
import { useLanguage, useTexts } from '../../ui/language-context.ts';

interface VersionsPageProps {
  readonly api: DesignerApi;
  readonly institution: string;
  readonly type: string;
}

/** Everything that was ever published of a request type, newest first. */
export function VersionsPage({ api, institution, type }: VersionsPageProps) {
  const texts = useTexts();
  const language = useLanguage();
  const [details, again] = useAnswer(`${institution}/${type}`, () => api.requestType(institution, type));
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <div class="page">
      <a class="back" href={addressOf({ page: 'type', institution, type })}>
        {texts.versions.toDraft}
      </a>
      <h1>{texts.versions.heading}</h1>
      <Answered loading={details} again={again}>
        {({ versions }) => {
          const sorted = [...versions].sort((a, b) => b.version - a.version);
          if (sorted.length === 0) return <p class="notice">{texts.versions.none}</p>;
          return (
            <ul class="cards">
              {sorted.map(({ version, publishedAt, publishedBy, openRequests }, index) => (
                <li key={version}>
                  <a class="card" href={addressOf({ page: 'version', institution, type, version })}>
                    <strong>
                      {texts.versions.version(version)}
                      {index === 0 ? <span class="tag">{texts.versions.latest}</span> : null}
                    </strong>
                    <span class="card__facts">
                      <span>{date.format(new Date(publishedAt))}</span>
                      {publishedBy === null ? null : <span>{texts.versions.by(publishedBy)}</span>}
                      <span>{texts.versions.openRequests(openRequests)}</span>
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
    </div>
  );
}
