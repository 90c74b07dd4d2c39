import { dayIn } from '../bucharest-time.ts';
import type { RequestRow } from '../requests/index.ts';

/** The registry stamp of a request: institution, number and date as the register has them; null before registration. */
export function registryStamp(institution: string, request: RequestRow): string | null {
  if (request.number === null || request.registered_at === null) return null;
  const [year, month, day] = dayIn(request.registered_at).split('-');
  return `${institution}\nNr. de înregistrare ${request.number} / ${day}.${month}.${year}`;
}
