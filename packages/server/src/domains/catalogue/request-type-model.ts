import type { DecisionModel, Process } from '@circula/engine';
import type { Form } from '@circula/forms';
import type { Template } from '../documents/index.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** A form with the JSON it was read from, which pages render. */
export interface ReadForm {
  readonly form: Form;
  readonly source: { [name: string]: unknown };
}

/** A request type whose every file has been read and checked. Frozen in meaning: a new version is a new model. */
export interface RequestTypeModel {
  readonly service: ServiceDefinition;
  readonly process: Process;
  readonly xml: string;
  readonly forms: ReadonlyMap<string, ReadForm>;
  readonly decisions: readonly DecisionModel[];
  readonly templates: ReadonlyMap<string, Template>;
  /** Scenario files by name. */
  readonly scenarios: ReadonlyMap<string, unknown>;
}

/** The files of a request type: path inside its folder to text. */
export type RequestTypeFiles = Readonly<Record<string, string>>;

/** The application form, which every request type has. */
export function applicationForm(model: RequestTypeModel): ReadForm {
  const form = model.forms.get(model.service.form);
  if (form === undefined) throw new Error(`The application form ${model.service.form} was not checked at publish`);
  return form;
}
