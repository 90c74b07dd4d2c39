export { createPortal, type PortalOptions } from './citizen/create-portal.ts';
export type { Api } from './citizen/visit.ts';
