/** Who may call a route; the words of `Access`, with scopes of API tokens as `jobs:work` and alternatives after a bar. */
export type Expected =
  | 'public'
  | 'account'
  | 'official'
  | 'administrator'
  | 'jobs:work'
  | 'messages:publish|administrator'
  | 'instances:read|administrator';

/**
 * The access matrix: every route of the API and who may call it. Written by hand on purpose, beside the routes' own
 * declarations: a route that is not here, or that has come to let in others than this table says, fails the test.
 */
export const ACCESS_MATRIX: Readonly<Record<string, Expected>> = {
  'GET /livez': 'public',
  'GET /readyz': 'public',
  'GET /openapi.json': 'public',
  'GET /session': 'public',
  'POST /session': 'public',
  'DELETE /session': 'public',
  'POST /accounts': 'public',
  'GET /institutions/:institution/api-tokens': 'administrator',
  'POST /institutions/:institution/api-tokens': 'administrator',
  'DELETE /institutions/:institution/api-tokens/:token': 'administrator',
  'GET /institutions': 'public',
  'GET /institutions/:institution': 'public',
  'GET /institutions/:institution/staff': 'official',
  'GET /institutions/:institution/services': 'public',
  'GET /institutions/:institution/services/:service': 'public',
  'GET /institutions/:institution/request-types': 'administrator',
  'GET /institutions/:institution/request-types/:type': 'administrator',
  'GET /institutions/:institution/request-types/:type/versions/:version': 'administrator',
  'GET /institutions/:institution/request-types/:type/draft': 'administrator',
  'PUT /institutions/:institution/request-types/:type/draft': 'administrator',
  'DELETE /institutions/:institution/request-types/:type/draft': 'administrator',
  'POST /institutions/:institution/request-types/:type/check': 'administrator',
  'POST /institutions/:institution/request-types/:type/publish': 'administrator',
  'POST /payments/callback': 'public',
  'GET /institutions/:institution/register': 'official',
  'GET /institutions/:institution/notifications': 'account',
  'POST /institutions/:institution/notifications/:id/read': 'account',
  'POST /institutions/:institution/requests/:request/files': 'account',
  'DELETE /institutions/:institution/requests/:request/files/:file': 'account',
  'GET /institutions/:institution/requests/:request/files/:file': 'account',
  'GET /institutions/:institution/requests/:request/documents/:document': 'account',
  'GET /me/requests': 'account',
  'GET /institutions/:institution/requests': 'official',
  'POST /institutions/:institution/requests': 'account',
  'GET /institutions/:institution/requests/:request': 'account',
  'PATCH /institutions/:institution/requests/:request': 'account',
  'POST /institutions/:institution/requests/:request/check': 'account',
  'POST /institutions/:institution/requests/:request/payment': 'account',
  'POST /institutions/:institution/requests/:request/submit': 'account',
  'POST /institutions/:institution/requests/:request/tasks/:key/complete': 'account',
  'POST /institutions/:institution/requests/:request/withdraw': 'account',
  'GET /institutions/:institution/requests/:request/history': 'account',
  'GET /institutions/:institution/requests/:request/diagram': 'official',
  'GET /institutions/:institution/tasks': 'official',
  'GET /institutions/:institution/tasks/:task': 'official',
  'POST /institutions/:institution/tasks/:task/claim': 'official',
  'POST /institutions/:institution/tasks/:task/release': 'official',
  'PUT /institutions/:institution/tasks/:task/draft': 'official',
  'POST /institutions/:institution/tasks/:task/complete': 'official',
  'GET /tracking/:code': 'public',
  'GET /institutions/:institution/instances': 'instances:read|administrator',
  'GET /institutions/:institution/jobs': 'administrator',
  'GET /institutions/:institution/instances/:instance': 'official',
  'GET /institutions/:institution/instances/:instance/journal': 'administrator',
  'GET /institutions/:institution/incidents': 'administrator',
  'POST /institutions/:institution/incidents/:id/retry': 'administrator',
  'POST /institutions/:institution/repairs': 'administrator',
  'POST /institutions/:institution/repairs/bulk': 'administrator',
  'POST /institutions/:institution/jobs/fetch': 'jobs:work',
  'POST /institutions/:institution/jobs/:job/extend': 'jobs:work',
  'POST /institutions/:institution/jobs/:job/complete': 'jobs:work',
  'POST /institutions/:institution/jobs/:job/fail': 'jobs:work',
  'POST /institutions/:institution/jobs/:job/error': 'jobs:work',
  'GET /institutions/:institution/audit/anchors': 'administrator',
  'POST /institutions/:institution/messages': 'messages:publish|administrator',
  'POST /institutions/:institution/signals': 'messages:publish|administrator',
};
