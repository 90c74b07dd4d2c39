import { type FeelType, type ProcessTypes, type Types, typeOfSchema } from '@circula/engine';
import { type Form, jsonSchemaOf } from '@circula/forms';
import type { ReadForm } from '../request-type-model.ts';

const TEXT: FeelType = { kind: 'string' };
const NUMBER: FeelType = { kind: 'number' };

const context = (entries: Types): FeelType => ({ kind: 'context', entries });

/** What the server's jobs bring back, by type. */
const JOBS: Readonly<Record<string, Types>> = {
  'circula.document': { document: context({ id: TEXT, kind: TEXT, version: NUMBER }) },
  'circula.register': { outgoing: context({ register: TEXT, number: NUMBER, date: TEXT }) },
  'circula.notify': {},
};

/** The types of a form's answers. */
export function answerTypes(form: Form): Types {
  const type = typeOfSchema(jsonSchemaOf(form));
  return type.kind === 'context' ? type.entries : {};
}

/** The variables of a request's process: what it is started with, and what tasks and jobs bring. */
export function requestProcessTypes(application: Form | undefined, forms: ReadonlyMap<string, ReadForm>): ProcessTypes {
  return {
    variables: {
      request: context({ id: TEXT, number: NUMBER, date: TEXT, service: TEXT, channel: TEXT }),
      applicant: TEXT,
      answers: context(application === undefined ? {} : answerTypes(application)),
      deadline: context({ due: TEXT, warnAt: TEXT, overdueAt: TEXT }),
      fee: context({ amount: NUMBER, currency: TEXT }),
    },
    forms: Object.fromEntries([...forms].map(([id, { form }]) => [id, answerTypes(form)])),
    tasksWithoutForm: {},
    jobs: JOBS,
  };
}
