import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { rangeOf, searchedWords } from '../requests/index.ts';
import type { Official } from './task-rights.ts';
import { OPEN_TASK } from './task-row.ts';
import { taskWords } from './task-words.ts';

/** How far tasks are counted, and up to how many are looked up and sorted; what is more is walked in its order. */
export const FEW = 500;

/** Keys of tasks, in step. */
export interface TaskKeys {
  readonly instances: readonly string[];
  readonly keys: readonly string[];
}

/** What narrows a list of open tasks: those that fit when they are few, and the same as a condition on one task `t`. */
export interface Narrowing {
  /** Null: more than `FEW`. */
  readonly few: TaskKeys | null;
  /** SQL in which `?` stands for the values. */
  readonly condition: string;
  readonly values: readonly unknown[];
}

async function narrowing(
  tx: Transaction,
  sql: string,
  params: readonly unknown[],
  condition: Pick<Narrowing, 'condition' | 'values'>,
): Promise<Narrowing> {
  const rows = await tx.query<{ instance_id: string; key: string }>(`${sql} limit ${FEW + 1}`, [
    institutionOf(tx),
    ...params,
  ]);
  // The same task twice may make few seem many, which is slower and not wrong.
  if (rows.length > FEW) return { few: null, ...condition };
  const once = [...new Map(rows.map((row) => [`${row.instance_id}:${row.key}`, row])).values()];
  const few = { instances: once.map((row) => row.instance_id), keys: once.map((row) => row.key) };
  return { few, ...condition };
}

/** Tasks that the official holds; what waits for the same person as an applicant is not among them. */
export async function heldBy(tx: Transaction, official: Official): Promise<Narrowing> {
  return await narrowing(
    tx,
    `select t.instance_id, t.key from tasks t
      where t.institution_id = $1 and t.assignee = $2 and ${OPEN_TASK} and t.completed_at is null and not t.for_applicant`,
    [official.account],
    { condition: 't.assignee = ?', values: [official.account] },
  );
}

/**
 * Free tasks that are offered to the official. An institution offers to few combinations of groups and users; they are found
 * by stepping through the index from one to the next, so that only tasks that fit are read. Steps compare numbers,
 * because row-level security keeps an index from comparing arrays.
 */
export async function offeredTo(tx: Transaction, official: Official): Promise<Narrowing> {
  const free = `t.institution_id = $1 and t.assignee is null and ${OPEN_TASK}`;
  const users = [official.account, official.login];
  return await narrowing(
    tx,
    `with recursive kinds as (
       (select t.offered_to, t.candidate_groups, t.candidate_users from tasks t where ${free}
         order by t.offered_to limit 1)
       union all
       select n.* from kinds cross join lateral (
         select t.offered_to, t.candidate_groups, t.candidate_users from tasks t
          where ${free} and t.offered_to > kinds.offered_to order by t.offered_to limit 1) n)
     select f.instance_id, f.key from kinds cross join lateral (
       select t.instance_id, t.key from tasks t where ${free} and t.offered_to = kinds.offered_to
        order by t.instance_id limit ${FEW + 1}) f
      where kinds.candidate_groups && $2::text[] or kinds.candidate_users && $3::text[]`,
    [official.groups, users],
    {
      condition: '(t.assignee is null and (t.candidate_groups && ?::text[] or t.candidate_users && ?::text[]))',
      values: [official.groups, users],
    },
  );
}

/** A narrowing for each word of a search: tasks of requests that have it, or whose own name has a word that begins with it. */
export async function searchedBy(tx: Transaction, q: string | undefined): Promise<Narrowing[]> {
  const found: Narrowing[] = [];
  const words = searchedWords(q);
  const names = words.length === 0 ? [] : await taskWords(tx);
  for (const word of words) {
    const [from, to] = rangeOf(word);
    const elements = names.filter((name) => name.words.some((one) => one >= from && one < to));
    const steps = elements.map((name) => name.element);
    found.push(
      await narrowing(
        tx,
        `with recursive words as (
           (select word from request_words where institution_id = $1 and word >= $2 and word < $3 order by word limit 1)
           union all
           select n.word from words cross join lateral (
             select word from request_words where institution_id = $1 and word > words.word and word < $3
              order by word limit 1) n)
         select * from (
           (select t.instance_id, t.key from unnest($4::text[]) as steps (element) cross join lateral (
             select t.instance_id, t.key from tasks t
              where t.institution_id = $1 and t.element = steps.element and ${OPEN_TASK} and t.completed_at is null
              order by t.instance_id limit ${FEW + 1}) t limit ${FEW + 1})
           union all
           (select t.instance_id, t.key from words cross join lateral (
             select w.request_id from request_words w
              where w.institution_id = $1 and w.word = words.word and w.status = 'submitted') r
             cross join lateral (select t.instance_id, t.key from tasks t
              where t.institution_id = $1 and t.request_id = r.request_id and ${OPEN_TASK}) t
             limit ${FEW + 1})) fits`,
        [from, to, steps],
        {
          // The inner `limit` keeps the planner from reading all requests that have the word.
          condition: `(t.element = any (?::text[]) or (select 1 from request_words w
             where w.institution_id = t.institution_id and w.request_id = t.request_id and w.word >= ? and w.word < ?
             limit 1) = 1)`,
          values: [steps, from, to],
        },
      ),
    );
  }
  return found;
}
