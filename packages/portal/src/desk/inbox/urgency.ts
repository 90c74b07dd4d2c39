import type { TagKind } from '../../ui/index.ts';

/** How pressing a deadline is, from what the server says of its clock. */
export type Urgency = 'overdue' | 'today' | 'soon' | 'running' | 'suspended' | 'ended' | 'none';

export interface Clocked {
  clock: 'running' | 'suspended' | 'overdue' | 'ended' | 'none';
  workingDaysLeft: number | null;
}

/** Working days left at which a running deadline begins to press. */
export const SOON = 3;

/** The urgency of a deadline. A clock that stands still never presses, however few days it has left. */
export function urgencyOf({ clock, workingDaysLeft }: Clocked): Urgency {
  switch (clock) {
    case 'overdue':
    case 'suspended':
    case 'ended':
    case 'none':
      return clock;
    case 'running':
      if (workingDaysLeft === null) return 'none';
      if (workingDaysLeft < 0) return 'overdue';
      if (workingDaysLeft === 0) return 'today';
      return workingDaysLeft <= SOON ? 'soon' : 'running';
    default:
      return clock satisfies never;
  }
}

/** Colour of each urgency; the words and the sign beside it say the same. */
export const urgencyTag: { readonly [urgency in Urgency]: TagKind } = {
  overdue: 'error',
  today: 'error',
  soon: 'warning',
  running: 'success',
  suspended: 'neutral',
  ended: 'neutral',
  none: 'neutral',
};

const rank: { readonly [urgency in Urgency]: number } = {
  overdue: 0,
  today: 1,
  soon: 2,
  running: 2,
  none: 3,
  suspended: 4,
  ended: 5,
};

interface Sortable extends Clocked {
  priority: number;
  createdAt: string;
}

/**
 * The most pressing first: overdue, then by working days left, then what has no deadline, last what stands still.
 * Equal days: the higher priority, then the older. The list given is not changed.
 */
export function byUrgency<T extends Sortable>(tasks: readonly T[]): T[] {
  return [...tasks].sort(
    (one, other) =>
      rank[urgencyOf(one)] - rank[urgencyOf(other)] ||
      (one.workingDaysLeft ?? 0) - (other.workingDaysLeft ?? 0) ||
      other.priority - one.priority ||
      one.createdAt.localeCompare(other.createdAt),
  );
}
