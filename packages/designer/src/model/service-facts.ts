import { type ProcessFiles, SERVICE_FILE } from './process-files.ts';

/** A text in the languages of the pages. */
export interface Words {
  readonly ro: string;
  readonly hu: string;
  readonly en: string;
}

/** A public stage: what the applicant sees of the way. */
export interface Stage {
  readonly id: string;
  readonly name: Words;
}

/** What the designer reads of service.json; everything is optional because a draft may be in any state. */
export interface ServiceFacts {
  readonly name: Words | null;
  readonly stages: readonly Stage[];
  readonly deadline: { readonly amount: number; readonly unit: string } | null;
  readonly applicationForm: string | null;
  readonly feeDecision: string | null;
}

const NOTHING: ServiceFacts = { name: null, stages: [], deadline: null, applicationForm: null, feeDecision: null };

/** Reads service.json leniently: what is missing or malformed is null or left out, never an exception. */
export function serviceFacts(files: ProcessFiles): ServiceFacts {
  const json = parsed(files[SERVICE_FILE]);
  if (!isRecord(json)) return NOTHING;
  const { deadline, fee } = json;
  return {
    name: words(json.name),
    stages: list(json.stages).flatMap((stage) => {
      const name = isRecord(stage) ? words(stage.name) : null;
      return isRecord(stage) && typeof stage.id === 'string' && name ? [{ id: stage.id, name }] : [];
    }),
    deadline:
      isRecord(deadline) && typeof deadline.amount === 'number' && typeof deadline.unit === 'string'
        ? { amount: deadline.amount, unit: deadline.unit }
        : null,
    applicationForm: typeof json.form === 'string' ? json.form : null,
    feeDecision: isRecord(fee) && typeof fee.decision === 'string' ? fee.decision : null,
  };
}

/** JSON text as a value; undefined when it is no JSON. */
export function parsed(source: string | undefined): unknown {
  if (source === undefined) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function words(value: unknown): Words | null {
  if (!isRecord(value)) return null;
  const { ro, hu, en } = value;
  return typeof ro === 'string' && typeof hu === 'string' && typeof en === 'string' ? { ro, hu, en } : null;
}
