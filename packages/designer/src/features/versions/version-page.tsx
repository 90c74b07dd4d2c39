import type { DesignerApi, FileDiagnostic } from '../../api/designer-api.ts';
import { Answered } from '../../app/answered.tsx';
import { addressOf } from '../../app/router.ts';
import { useAnswer } from '../../app/use-answer.ts';
import { serviceFacts } from '../../model/service-facts.ts';
import { useLanguage, useTexts } from '../../ui/language-context.ts';
import { Workspace } from '../workspace/workspace.tsx';

interface VersionPageProps {
  readonly api: DesignerApi;
  readonly institution: string;
  readonly type: string;
  readonly version: number;
}

const none: readonly FileDiagnostic[] = [];

/** A published version, to look at. */
export function VersionPage({ api, institution, type, version }: VersionPageProps) {
  const texts = useTexts();
  const language = useLanguage();
  const [opened, again] = useAnswer(`${institution}/${type}/${version}`, async () => {
    const [files, groups] = await Promise.all([api.version(institution, type, version), api.groups(institution)]);
    if (!files.ok) return files;
    return { ok: true, value: { files: files.value, groups: groups.ok ? groups.value : [] } };
  });
  return (
    <Answered loading={opened} again={again}>
      {({ files, groups }) => (
        <div class="type-page">
          <div class="type-page__head">
            <a class="back" href={addressOf({ page: 'versions', institution, type })}>
              {texts.versions.heading}
            </a>
            <h1>
              {serviceFacts(files).name?.[language] ?? type} <span class="tag">{texts.versions.version(version)}</span>
            </h1>
          </div>
          <Workspace files={files} readOnly groups={groups} serverProblems={none} onChange={() => undefined}>
            <span class="tag">{texts.toolbar.readOnly}</span>
          </Workspace>
        </div>
      )}
    </Answered>
  );
}
