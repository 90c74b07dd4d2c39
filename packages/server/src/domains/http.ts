import type { FastifyRequest } from 'fastify';
import type { Services } from '../domain.ts';
import type { Transaction } from '../persistence/transaction.ts';
import { membershipOf, requireAccount, requireInstitution, requireRole } from '../platform/session.ts';

/** What every domain's routes need: the unit of work of the address's institution, and who asks. */

/** Runs a use case in the institution that the address names; 404 when there is none. */
export async function inInstitution<T>(
  services: Services,
  request: FastifyRequest,
  useCase: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return await services.unitOfWork.run({ kind: 'institution', institution: requireInstitution(request).id }, useCase);
}

/** The official who asks, with the groups of the address's institution. */
export function officialOf(request: FastifyRequest): { account: string; login: string; groups: string[] } {
  const { groups } = requireRole(request, 'official');
  const { id, login } = requireAccount(request);
  return { account: id, login, groups: [...groups] };
}

/** Whoever asks for a request: a person, who may also work in its institution. */
export function viewerOf(request: FastifyRequest): { account: string; official: boolean } {
  return { account: requireAccount(request).id, official: membershipOf(request)?.roles.includes('official') ?? false };
}

/** The institution of the address, as a mutable copy for answers. */
export function institutionIn(request: FastifyRequest) {
  return { ...requireInstitution(request) };
}

/** Headers of bytes that people may only download: never shown inline, never guessed, never kept by caches. */
export function attachment(name: string, mediaType: string): Record<string, string> {
  const plain =
    name
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\]/g, '') || 'document';
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  };
}
