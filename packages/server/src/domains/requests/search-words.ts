import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { foldText } from '../fold-text.ts';

const MOST_CHARACTERS = 60;
const MOST_SEARCHED = 8;
const LEAST_BEGINNING = 3;
/** Stands for every request, so that those of a state are found without a word. */
const EVERY = '*';

/** The words of a text as they are searched by: small letters, no accents, each once. */
export function wordsOf(text: string): string[] {
  const words = foldText(text).split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words.filter((word) => word !== '').map((word) => word.slice(0, MOST_CHARACTERS)))];
}

/** What somebody types into a search box: at most eight words. */
export const searchedWords = (q: string | undefined): string[] => wordsOf(q ?? '').slice(0, MOST_SEARCHED);

/** Sorts behind everything that a word may go on with, and before it. */
const [BEHIND, BEFORE] = ['\u{10ffff}', '!'];

/**
 * Between which texts the kept words stand that a searched word means, the second not included: a number or a word of one or
 * two letters means itself, a longer word all that begin with it.
 */
export function rangeOf(word: string): readonly [from: string, to: string] {
  return [word, word + (/^\p{N}+$/u.test(word) || word.length < LEAST_BEGINNING ? BEFORE : BEHIND)];
}

/** Keeps the words of a submitted request: of its applicant's name and of its service, and its number. */
export async function keepSearchWords(tx: Transaction, request: string): Promise<void> {
  const [row] = await tx.query<{ service: string; number: number; name: string }>(
    `select r.service, r.number, a.name from requests r join accounts a on a.id = r.applicant_account
      where r.institution_id = $1 and r.id = $2 and r.number is not null`,
    [institutionOf(tx), request],
  );
  if (row === undefined) return;
  await tx.query(
    `insert into request_words (institution_id, request_id, word, status, filed_at, filed_number)
     select r.institution_id, r.id, w.word, r.status, r.registered_at, r.number
       from requests r cross join unnest($3::text[]) as w (word) where r.institution_id = $1 and r.id = $2
     on conflict do nothing`,
    [institutionOf(tx), request, [EVERY, ...wordsOf(`${row.name} ${row.service} ${row.number}`)]],
  );
}

/** Follows a request into another state. */
export async function keepSearchStatus(tx: Transaction, request: string, status: string): Promise<void> {
  await tx.query('update request_words set status = $3 where institution_id = $1 and request_id = $2', [
    institutionOf(tx),
    request,
    status,
  ]);
}

/**
 * Catches up with what a server of the release before has written during a rolling upgrade: requests without words, and
 * words that have not followed their request to its end.
 */
export async function catchUpWithWords(tx: Transaction): Promise<void> {
  const institution = institutionOf(tx);
  await tx.query(
    `update request_words w set status = r.status
       from request_words e join requests r on r.institution_id = e.institution_id and r.id = e.request_id
      where e.institution_id = $1 and e.word = '${EVERY}' and e.status = 'submitted' and r.status <> 'submitted'
        and w.institution_id = $1 and w.request_id = e.request_id`,
    [institution],
  );
  const missing = await tx.query<{ id: string }>(
    `select r.id from requests r
      where r.institution_id = $1 and r.status <> 'draft' and r.registered_at > $2 and not exists (
        select from request_words w where w.institution_id = $1 and w.request_id = r.id and w.word = '${EVERY}')`,
    [institution, new Date(tx.now.getTime() - 86_400_000)],
  );
  for (const { id } of missing) await keepSearchWords(tx, id);
}
