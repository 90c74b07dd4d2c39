import type { Transaction } from '../../persistence/transaction.ts';
import { foldText } from '../fold-text.ts';
import { newestDefinitions, type PublishedDefinition } from './published-definitions.ts';
import type { ServiceSummary } from './schemas.ts';

/**
 * The published services of the institution. Every word of `q` must begin a word of a name, a summary, a keyword or the
 * category, in any of the three languages, whatever the accents; hits in names come first.
 */
export async function findServices(tx: Transaction, q: string | undefined): Promise<ServiceSummary[]> {
  const definitions = await newestDefinitions(tx);
  const words = foldText(q ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return definitions
    .map((definition) => ({ definition, rank: rankOf(definition, words) }))
    .filter((one): one is { definition: PublishedDefinition; rank: number } => one.rank !== null)
    .sort((left, right) => right.rank - left.rank || compareNames(left.definition, right.definition))
    .map(({ definition }) => summarize(definition));
}

function rankOf({ model: { service } }: PublishedDefinition, words: readonly string[]): number | null {
  const names = foldText(Object.values(service.name).join(' ')).split(' ');
  const others = foldText(
    [...service.keywords, ...Object.values(service.summary), service.category, service.id].join(' '),
  ).split(' ');
  let rank = 0;
  for (const word of words) {
    if (names.some((name) => name.startsWith(word))) rank += 2;
    else if (others.some((other) => other.startsWith(word))) rank += 1;
    else return null;
  }
  return rank;
}

function compareNames(left: PublishedDefinition, right: PublishedDefinition): number {
  return left.model.service.name.ro.localeCompare(right.model.service.name.ro, 'ro');
}

function summarize({ model: { service } }: PublishedDefinition): ServiceSummary {
  return {
    id: service.id,
    name: service.name,
    summary: service.summary,
    category: service.category,
    minutesToFill: service.minutesToFill,
    deadline: { amount: service.deadline.amount, unit: service.deadline.unit },
  };
}
