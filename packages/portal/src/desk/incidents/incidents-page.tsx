import type { Incident } from '@circula/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/preact-query';
import { deskTexts } from '../../texts/desk/index.ts';
import { formatDateTime } from '../../texts/format.ts';
import { Callout } from '../../ui/index.ts';
import { api, dataOf } from '../api/api.ts';
import { asApiError } from '../api/api-error.ts';
import { incidentsQuery, refreshInstitution } from '../api/queries.ts';
import { announce } from '../frame/announcer.tsx';
import { deskPath, useDesk } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Page } from '../frame/page.tsx';
import { Empty, errorWords, Failed, Loading } from '../frame/states.tsx';

function IncidentCard({ incident }: { incident: Incident }) {
  const { institution } = useDesk();
  const client = useQueryClient();
  const t = deskTexts(language.value);
  const retry = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/v1/institutions/{institution}/incidents/{id}/retry', {
          params: { path: { institution, id: incident.id } },
        }),
      ),
    onSuccess: async () => {
      announce(t('incidentRetried'));
      await refreshInstitution(client, institution);
    },
  });
  return (
    <li class="desk-incident">
      <h2 class="desk-card__title">
        {incident.element}
        {incident.requestId ? (
          <>
            {' · '}
            <a href={deskPath.request(institution, incident.requestId)}>
              {incident.number === null ? t('request') : t('requestTitle', { number: incident.number })}
            </a>
          </>
        ) : null}
      </h2>
      <p class="desk-card__line">{incident.message}</p>
      <p class="desk-card__line circula-muted">
        {incident.code} · {t('incidentSince', { date: formatDateTime(incident.raisedAt, language.value) })}
      </p>
      {retry.isError ? (
        <div role="alert">
          <Callout kind="error">
            <p>{errorWords(asApiError(retry.error))}</p>
          </Callout>
        </div>
      ) : null}
      <button
        type="button"
        class="govuk-button govuk-button--secondary desk-button"
        disabled={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {retry.isPending ? t('incidentRetrying') : t('incidentRetry')}
        <span class="govuk-visually-hidden"> {incident.element}</span>
      </button>
    </li>
  );
}

/** What stopped and does not go on by itself; administrators have it tried again once the cause is mended. */
export function IncidentsPage() {
  const { institution, membership, isAdministrator } = useDesk();
  const t = deskTexts(language.value);
  const query = useQuery({ ...incidentsQuery(institution), enabled: isAdministrator });
  const open = (query.data?.items ?? []).filter((incident) => incident.status === 'open');
  return (
    <Page title={t('navIncidents')} institution={membership.institution.name}>
      {isAdministrator ? (
        <p class="govuk-body">{t('incidentsLead')}</p>
      ) : (
        <Callout kind="warning">
          <p>{t('errorForbidden')}</p>
        </Callout>
      )}
      {isAdministrator && query.isPending ? <Loading /> : null}
      {query.isError && !query.data ? <Failed error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data && open.length === 0 ? (
        <Empty title={t('incidentsEmpty')}>
          <p>{t('incidentsEmptyHint')}</p>
        </Empty>
      ) : null}
      <ul class="desk-incidents">
        {open.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} />
        ))}
      </ul>
    </Page>
  );
}
