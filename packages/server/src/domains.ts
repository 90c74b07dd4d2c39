import { demo } from './demo/index.ts';
import type { Domain } from './domain.ts';
import { apiTokens } from './domains/api-tokens/index.ts';
import { audit } from './domains/audit/index.ts';
import { catalogue } from './domains/catalogue/index.ts';
import { deadlines } from './domains/deadlines/index.ts';
import { documents } from './domains/documents/index.ts';
import { identity } from './domains/identity/index.ts';
import { instances } from './domains/instances/index.ts';
import { institutions } from './domains/institutions/index.ts';
import { jobs } from './domains/jobs/index.ts';
import { messages } from './domains/messages/index.ts';
import { notifications } from './domains/notifications/index.ts';
import { payments } from './domains/payments/index.ts';
import { registry } from './domains/registry/index.ts';
import { repair } from './domains/repair/index.ts';
import { requests } from './domains/requests/index.ts';
import { tasks } from './domains/tasks/index.ts';
import { tracking } from './domains/tracking/index.ts';
import { workers } from './domains/workers/index.ts';

/** The table of contents: what the server can do, in the order it is set up. */
export const domains: readonly Domain[] = [
  identity,
  apiTokens,
  institutions,
  catalogue,
  documents,
  payments,
  registry,
  notifications,
  // Before requests: the clock stops before a request's own rows tell of it.
  deadlines,
  requests,
  tasks,
  tracking,
  instances,
  repair,
  jobs,
  workers,
  audit,
  messages,
  demo,
];
