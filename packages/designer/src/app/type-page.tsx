import { useEffect, useState } from 'preact/hooks';
import type { Answer, DesignerApi, Draft, Group, RequestType } from '../api/designer-api.ts';
import { recoverUnsaved } from '../features/autosave/unsaved.ts';
import type { ProcessFiles } from '../model/process-files.ts';
import { Answered } from './answered.tsx';
import { DraftPage } from './draft-page.tsx';
import { useAnswer } from './use-answer.ts';

interface TypePageProps {
  readonly api: DesignerApi;
  readonly institution: string;
  readonly type: string;
}

/** What the page opens with: the draft, or the published version when there is none. */
export interface Opened {
  readonly type: RequestType;
  readonly draft: Draft | null;
  /** The last published files; empty before the first publication. */
  readonly published: ProcessFiles;
  readonly files: ProcessFiles;
  readonly groups: readonly Group[];
  /** Changes of an earlier visit that never reached the server. */
  readonly recovered: boolean;
}

/** Opens a request type for changing. */
export function TypePage({ api, institution, type }: TypePageProps) {
  const [turn, setTurn] = useState(0);
  const [opened, again] = useAnswer(`${institution}/${type}/${turn}`, () => open(api, institution, type));
  const reopen = (): void => setTurn((before) => before + 1);
  useEffect(() => window.scrollTo(0, 0), []);
  return (
    <Answered loading={opened} again={again}>
      {(value) => (
        <DraftPage key={turn} api={api} institution={institution} type={type} opened={value} onReopen={reopen} />
      )}
    </Answered>
  );
}

async function open(api: DesignerApi, institution: string, type: string): Promise<Answer<Opened>> {
  const [details, groups] = await Promise.all([api.requestType(institution, type), api.groups(institution)]);
  if (!details.ok) return details;
  const latest = Math.max(0, ...details.value.versions.map(({ version }) => version));
  const published = latest === 0 ? { ok: true as const, value: {} } : await api.version(institution, type, latest);
  if (!published.ok) return published;
  const { draft } = details.value;
  const stored = draft?.files ?? published.value;
  const unsaved = recoverUnsaved(`${institution}/${type}`, draft?.revision ?? 0);
  return {
    ok: true,
    value: {
      type: details.value,
      draft,
      published: published.value,
      files: unsaved ?? stored,
      // Without the list the steps keep their groups by id; the page stays usable.
      groups: groups.ok ? groups.value : [],
      recovered: unsaved !== null,
    },
  };
}
