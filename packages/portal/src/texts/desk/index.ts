import { translator } from '../translate.ts';
import { en } from './en.ts';
import { hu } from './hu.ts';
import { ro } from './ro.ts';

export const deskDictionaries = { ro, hu, en };

/** `t` of the officials' desk. */
export const deskTexts = translator<typeof ro>(deskDictionaries);

/** Words of the groups that every institution of the catalogue has, by their short name in the models. */
export const groupKeys = {
  registratura: 'group_registratura',
  'arhitect-sef': 'group_arhitectSef',
  'inspector-urbanism': 'group_inspectorUrbanism',
  'sef-serviciu': 'group_sefServiciu',
  'secretar-general': 'group_secretarGeneral',
  conducator: 'group_conducator',
} as const;

/** Words of each kind of history entry. */
export const historyKeys = {
  registered: 'history_registered',
  paid: 'history_paid',
  completionRequested: 'history_completionRequested',
  completionAnswered: 'history_completionAnswered',
  taskCompleted: 'history_taskCompleted',
  documentCreated: 'history_documentCreated',
  clockSuspended: 'history_clockSuspended',
  clockResumed: 'history_clockResumed',
  clockRestarted: 'history_clockRestarted',
  clockShifted: 'history_clockShifted',
  clockExtended: 'history_clockExtended',
  clockRedirected: 'history_clockRedirected',
  clockExpired: 'history_clockExpired',
  completed: 'history_completed',
  rejected: 'history_rejected',
  withdrawn: 'history_withdrawn',
} as const;

/** Words of each kind of notification. */
export const notificationKeys = {
  'termen-aproape': 'notification_dueSoon',
  'termen-depasit': 'notification_overdue',
  'request-submitted': 'notification_submitted',
  'completare-ceruta': 'notification_completionRequested',
  'cerere-clasata': 'notification_closed',
  'cerere-refuzata': 'notification_refused',
  'certificat-eliberat': 'notification_issued',
  'request-completed': 'notification_completed',
  'request-rejected': 'notification_rejected',
  'request-withdrawn': 'notification_withdrawn',
} as const;
