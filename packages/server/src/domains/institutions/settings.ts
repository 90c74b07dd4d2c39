/** What an institution sets for itself (`institutions.settings`). */
export interface InstitutionSettings {
  /** Days off beside weekends and public holidays, `YYYY-MM-DD`. */
  readonly extraDaysOff: readonly string[];
  /** Saturdays and Sundays on which days off are worked in, `YYYY-MM-DD`. */
  readonly recoveredDays: readonly string[];
  /** Of the hosts that the installation lets jobs call, those that this institution may; null: all of them. */
  readonly httpHosts: readonly string[] | null;
  readonly contact: {
    readonly address: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly website: string | null;
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads stored settings; what is missing or unusable counts as not set. */
export function readSettings(stored: unknown): InstitutionSettings {
  const settings = asObject(stored);
  const contact = asObject(settings.contact);
  return {
    extraDaysOff: asDays(settings.extraDaysOff),
    recoveredDays: asDays(settings.recoveredDays),
    httpHosts: Array.isArray(settings.httpHosts)
      ? settings.httpHosts.filter((host): host is string => typeof host === 'string')
      : null,
    contact: {
      address: asText(contact.address),
      phone: asText(contact.phone),
      email: asText(contact.email),
      website: asText(contact.website),
    },
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asDays(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((day): day is string => typeof day === 'string' && DAY.test(day)) : [];
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
