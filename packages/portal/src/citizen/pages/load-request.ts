import type { Request } from '@circula/client';
import { answered, type Visit } from '../visit.ts';

/** The request of an address, as the API shows it to this visitor; a problem becomes an error page. */
export function loadRequest(visit: Visit, path: { institution: string; request: string }): Promise<Request> {
  return answered(visit.client.GET('/api/v1/institutions/{institution}/requests/{request}', { params: { path } }));
}

/** Where the API serves a document of a request; the browser goes there with the same session. */
export function documentAddress(request: Request, document: { id: string }): string {
  return `/api/v1/institutions/${request.institution.slug}/requests/${request.id}/documents/${document.id}`;
}

/** Where the API serves a file that the applicant attached. */
export function fileAddress(request: Request, file: { id: string }): string {
  return `/api/v1/institutions/${request.institution.slug}/requests/${request.id}/files/${file.id}`;
}
