import type { RegisterEntry } from '@circula/client';
import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { formatDate } from '../../texts/format.ts';
import { Callout, Pagination } from '../../ui/index.ts';
import { asApiError } from '../api/api-error.ts';
import { registerQuery } from '../api/queries.ts';
import { deskPath, useDesk, withQuery } from '../frame/desk-context.ts';
import { language } from '../frame/language.ts';
import { Page } from '../frame/page.tsx';
import { shortDate } from '../frame/short-date.ts';
import { Empty, errorWords, Failed, Loading } from '../frame/states.tsx';
import { gaps } from './gaps.ts';
import { RegisterTable } from './register-table.tsx';

/** Entries on one page, as the server cuts it. */
const PAGE_SIZE = 100;

/** The institution's register of a year: on the screen by pages, on paper as a whole and in the order of the numbers. */
export function RegisterPage() {
  const { institution, membership } = useDesk();
  const { query, route } = useLocation();
  const client = useQueryClient();
  const t = deskTexts(language.value);
  const thisYear = new Date().getFullYear();
  const year = Number(query.year) || thisYear;
  const register = query.register || null;
  const page = Math.max(1, Number(query.page) || 1);
  const entries = useQuery(registerQuery(institution, year, register, page));
  const [whole, setWhole] = useState<RegisterEntry[] | null>(null);
  const [printFailure, setPrintFailure] = useState<string | null>(null);
  const address = (change: { year?: number; register?: string | null; page?: number }): string => {
    const next = { year, register, page: 1, ...change };
    return withQuery(deskPath.register(institution), {
      year: next.year === thisYear ? null : next.year,
      register: next.register,
      page: next.page === 1 ? null : next.page,
    });
  };
  useEffect(() => {
    if (whole === null) return undefined;
    const done = (): void => setWhole(null);
    addEventListener('afterprint', done);
    print();
    return () => removeEventListener('afterprint', done);
  }, [whole]);

  const printWhole = async (): Promise<void> => {
    setPrintFailure(null);
    try {
      const all: RegisterEntry[] = [];
      for (let number = 1; ; number++) {
        const part = await client.fetchQuery(registerQuery(institution, year, register, number));
        all.push(...part.items);
        if (part.items.length === 0 || all.length >= part.total) break;
      }
      setWhole(all.sort((one, other) => one.register.localeCompare(other.register) || one.number - other.number));
    } catch (thrown) {
      setPrintFailure(errorWords(asApiError(thrown)));
    }
  };

  const shown = whole ?? entries.data?.items ?? [];
  const names = [...new Set(shown.map((entry) => entry.register))];
  const missing = names.flatMap((name) =>
    gaps(shown.filter((entry) => entry.register === name).map((entry) => entry.number)).map((gap) => ({
      name,
      ...gap,
    })),
  );
  const total = entries.data?.total ?? 0;
  return (
    <Page
      title={t('registerTitle', { year })}
      institution={membership.institution.name}
      aside={
        <button
          type="button"
          class="govuk-button govuk-button--secondary desk-button circula-noprint"
          onClick={() => void printWhole()}
        >
          {t('print')}
        </button>
      }
    >
      <div class="desk-bar circula-noprint">
        <div class="desk-sort">
          <label for="year">{t('year')}</label>
          <select
            id="year"
            class="govuk-select"
            value={year}
            onChange={(event) => route(address({ year: Number(event.currentTarget.value) }))}
          >
            {Array.from({ length: 6 }, (_, index) => thisYear - index).map((item) => (
              <option key={item} value={item}>
                {item}
              </option>
            ))}
          </select>
        </div>
        <div class="desk-sort">
          <label for="register">{t('register')}</label>
          <select
            id="register"
            class="govuk-select"
            value={register ?? ''}
            onChange={(event) => route(address({ register: event.currentTarget.value || null }))}
          >
            <option value="">{t('registerAny')}</option>
            {(entries.data?.registers ?? []).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <p class="desk-total">{t('entriesFound', { count: total })}</p>
      </div>
      <p class="desk-print-only">
        {membership.institution.name} · {t('printedOn', { date: formatDate(new Date().toISOString(), language.value) })}
      </p>
      {printFailure ? (
        <div role="alert">
          <Callout kind="error">
            <p>{printFailure}</p>
          </Callout>
        </div>
      ) : null}
      {missing.map((gap) => (
        <Callout key={`${gap.name}-${gap.from}`} kind="warning">
          <p>{t('registerGap', { register: gap.name, from: gap.from, to: gap.to })}</p>
        </Callout>
      ))}
      {entries.isPending ? <Loading /> : null}
      {entries.isError && !entries.data ? <Failed error={entries.error} retry={() => void entries.refetch()} /> : null}
      {entries.data && total === 0 ? (
        <Empty title={t('registerEmpty', { year })}>
          <p>{t('registerEmptyHint')}</p>
        </Empty>
      ) : null}
      {shown.length > 0 ? <RegisterTable entries={shown} date={(at) => shortDate(at, language.value)} /> : null}
      {whole === null ? (
        <Pagination
          page={page}
          pages={Math.ceil(total / PAGE_SIZE)}
          href={(number) => address({ page: number })}
          language={language.value}
        />
      ) : null}
    </Page>
  );
}
