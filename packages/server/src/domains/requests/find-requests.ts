import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { COLUMNS, type ListedRow, SOURCE, summarize } from './list-requests.ts';
import type { RequestRow } from './request-row.ts';
import type { RequestSummary } from './schemas.ts';
import { rangeOf, searchedWords } from './search-words.ts';

const PAGE = 50;
/** How far a list is counted, and how far its pages go; what lies behind is reached by narrowing it. */
const MOST_COUNTED = 500;
/** The same for a search, where each row that is counted has been looked at. */
const MOST_FOUND = 100;

interface Found {
  readonly ids: readonly string[];
  readonly total: number;
  readonly capped: boolean;
}

/**
 * Submitted requests of the transaction's institution, newest first: those whose number is each word of the search, or
 * whose applicant or service has a word that begins with it.
 */
export async function findRequests(
  tx: Transaction,
  query: { q?: string; status?: RequestRow['status']; page?: number },
): Promise<{ items: RequestSummary[]; total: number; capped: boolean }> {
  const words = searchedWords(query.q);
  const status = query.status ?? null;
  const from = ((query.page ?? 1) - 1) * PAGE;
  const { ids, total, capped } =
    words.length === 0 ? await newest(tx, status, from) : await withWords(tx, words, status, from);
  const rows = await tx.query<ListedRow>(
    `select ${COLUMNS} from unnest($2::uuid[]) with ordinality as found (id, place)
       join ${SOURCE.replace('requests r', 'requests r on r.institution_id = $1 and r.id = found.id')} order by found.place`,
    [institutionOf(tx), ids],
  );
  const items = await summarize(tx, rows);
  return {
    items: items.map((item, index) => ({ ...item, applicantName: rows[index]?.applicant_name ?? '' })),
    total,
    capped,
  };
}

async function newest(tx: Transaction, status: string | null, from: number): Promise<Found> {
  const where = `institution_id = $1 and status <> 'draft'${status === null ? '' : ' and status = $2'}`;
  const values = [institutionOf(tx), ...(status === null ? [] : [status])];
  const rows = await tx.query<{ id: string }>(
    `select id from requests where ${where} order by registered_at desc, number desc limit ${PAGE} offset ${from}`,
    values,
  );
  const [counted] = await tx.query<{ total: number }>(
    `select count(*)::int as total from (select from requests where ${where} limit ${MOST_COUNTED + 1}) as counted`,
    values,
  );
  const total = counted?.total ?? 0;
  return { ids: rows.map((row) => row.id), total: Math.min(total, MOST_COUNTED), capped: total > MOST_COUNTED };
}

/**
 * Walks the matches of the rarest word, the newest first, and looks at each whether it has the others. Each kept word that
 * the rarest one means, in each state, is an order of its own in the index; the newest of all are among the newest of each.
 */
async function withWords(
  tx: Transaction,
  words: readonly string[],
  status: string | null,
  from: number,
): Promise<Found> {
  const [rarest = '', ...others] = await rarestFirst(tx, words);
  const values: unknown[] = [institutionOf(tx), ...rangeOf(rarest), status];
  const has = others.map((word) => {
    const [at] = [values.push(...rangeOf(word))];
    return ` and (select 1 from request_words o where o.institution_id = $1 and o.request_id = w.request_id
       and o.word >= $${at - 1} and o.word < $${at} limit 1) = 1`;
  });
  const rows = await tx.query<{ request_id: string }>(
    `with recursive kinds as (
       (select word, status from request_words
         where institution_id = $1 and word >= $2 and word < $3 order by word, status limit 1)
       union all
       select n.* from kinds k cross join lateral (
         select word, status from request_words
          where institution_id = $1 and (word, status) > (k.word, k.status) and word < $3 order by word, status limit 1) n)
     select f.request_id from kinds k cross join lateral (
       select w.request_id, w.filed_at, w.filed_number from request_words w
        where w.institution_id = $1 and w.word = k.word and w.status = k.status${has.join('')}
        order by w.filed_at desc, w.filed_number desc limit ${MOST_FOUND + 1}) f
      where $4::text is null or k.status = $4
      group by f.filed_at, f.filed_number, f.request_id order by f.filed_at desc, f.filed_number desc
      limit ${MOST_FOUND + 1}`,
    values,
  );
  return {
    ids: rows
      .slice(0, MOST_FOUND)
      .slice(from, from + PAGE)
      .map((row) => row.request_id),
    total: Math.min(rows.length, MOST_FOUND),
    capped: rows.length > MOST_FOUND,
  };
}

async function rarestFirst(tx: Transaction, words: readonly string[]): Promise<string[]> {
  if (words.length === 1) return [...words];
  const counted: { word: string; n: number }[] = [];
  for (const word of words) {
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from (select from request_words where institution_id = $1 and word >= $2 and word < $3 limit ${MOST_COUNTED}) as counted`,
      [institutionOf(tx), ...rangeOf(word)],
    );
    counted.push({ word, n: row?.n ?? 0 });
  }
  return counted.sort((a, b) => a.n - b.n || b.word.length - a.word.length).map(({ word }) => word);
}
