import { describedBy, ErrorMessage } from '../ui/form-group.tsx';
import type { FieldProps } from './field-props.ts';

/** One thing to agree to or not; the label is the sentence one agrees to. */
export function CheckboxField({ field, id, language, value, problem, onChange }: FieldProps) {
  return (
    <div class={problem ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'} data-field={id}>
      <ErrorMessage id={id} problem={problem} language={language} />
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            name={field.key}
            type="checkbox"
            value="true"
            checked={value === true}
            aria-describedby={describedBy(id, field.hint, problem)}
            aria-invalid={problem ? 'true' : undefined}
            aria-required={field.required ? 'true' : undefined}
            onChange={onChange ? (event) => onChange(event.currentTarget.checked) : undefined}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {field.label}
          </label>
          {field.hint ? (
            <div id={`${id}-hint`} class="govuk-hint govuk-checkboxes__hint">
              {field.hint}
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}
