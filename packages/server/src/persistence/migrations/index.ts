import { Initial } from './0001-initial.ts';
import { ManyRunners } from './0002-many-runners.ts';
import { Workers } from './0005-workers.ts';
import { Repair } from './0006-repair.ts';
import { Retention } from './0007-retention.ts';
import { AuditPayloadsAndAnchors } from './0008-audit-payloads-and-anchors.ts';
import { CountIncidents } from './0009-count-incidents.ts';
import { TraceContext } from './0012-trace-context.ts';
import { ListsAtScale } from './0019-lists-at-scale.ts';
import { ValuesInOrder } from './0020-values-in-order.ts';
import { TaskTransitions } from './0021-task-transitions.ts';
import { OffersInOrder } from './0022-offers-in-order.ts';
import { IncidentsAreWaits } from './0023-incidents-are-waits.ts';

/** Every migration, oldest first. A released migration is never edited; a change is a new file. */
export const migrations = [
  Initial,
  ManyRunners,
  Workers,
  Repair,
  Retention,
  AuditPayloadsAndAnchors,
  CountIncidents,
  TraceContext,
  ListsAtScale,
  ValuesInOrder,
  TaskTransitions,
  OffersInOrder,
  IncidentsAreWaits,
] as const;
