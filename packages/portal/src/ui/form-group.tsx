import type { ComponentChildren } from 'preact';
import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

/** What stands around every control: its name, why it is asked, and what is wrong. */
export interface FormGroupProps {
  /** Hint and error get ids made from it; it is the control's own id unless `control` names another. */
  id: string;
  control?: string | undefined;
  label: ComponentChildren;
  language: Language;
  hint?: string | undefined;
  problem?: string | undefined;
  optional?: boolean | undefined;
  /** Large label, when the control is the only thing on its page. */
  large?: boolean | undefined;
  children: ComponentChildren;
}

/** The ids that `aria-describedby` of a control must name, or undefined when there is nothing to name. */
export function describedBy(id: string, hint: unknown, problem: unknown): string | undefined {
  const ids = [hint ? `${id}-hint` : null, problem ? `${id}-error` : null].filter((name) => name !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function groupClass(problem: string | undefined): string {
  return problem ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group';
}

function Hint({ id, hint }: { id: string; hint: string | undefined }) {
  return hint ? (
    <div id={`${id}-hint`} class="govuk-hint">
      {hint}
    </div>
  ) : null;
}

/** The message at a control. It starts with the word "Error" for those who hear the page. */
export function ErrorMessage({
  id,
  problem,
  language,
}: {
  id: string;
  problem: string | undefined;
  language: Language;
}) {
  return problem ? (
    <p id={`${id}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">{sharedTexts(language)('errorPrefix')} </span>
      {problem}
    </p>
  ) : null;
}

function Optional({ optional, language }: { optional: boolean | undefined; language: Language }) {
  return optional ? <span class="circula-muted"> {sharedTexts(language)('optional')}</span> : null;
}

/** A control with one label. */
export function FormGroup({ id, control, label, language, hint, problem, optional, large, children }: FormGroupProps) {
  return (
    <div class={groupClass(problem)} data-field={id}>
      <label class={large ? 'govuk-label govuk-label--m' : 'govuk-label'} for={control ?? id}>
        {label}
        <Optional optional={optional} language={language} />
      </label>
      <Hint id={id} hint={hint} />
      <ErrorMessage id={id} problem={problem} language={language} />
      {children}
    </div>
  );
}

/** Several controls under one legend: radios, checkboxes, the parts of a date or an address. */
export function Fieldset({ id, label, language, hint, problem, optional, large, children }: FormGroupProps) {
  return (
    <div class={groupClass(problem)} data-field={id}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(id, hint, problem)}>
        <legend class={large ? 'govuk-fieldset__legend govuk-fieldset__legend--m' : 'govuk-fieldset__legend'}>
          {label}
          <Optional optional={optional} language={language} />
        </legend>
        <Hint id={id} hint={hint} />
        <ErrorMessage id={id} problem={problem} language={language} />
        {children}
      </fieldset>
    </div>
  );
}
