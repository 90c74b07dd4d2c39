import { Fieldset } from '../ui/form-group.tsx';
import type { FieldProps } from './field-props.ts';

/** Any number of a list. */
export function ChecklistField({ field, id, language, value, problem, onChange }: FieldProps) {
  const chosen = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const change = (option: string, checked: boolean): void =>
    onChange?.(
      field.options
        .map((known) => known.value)
        .filter((known) => (known === option ? checked : chosen.includes(known))),
    );
  return (
    <Fieldset
      id={id}
      label={field.label}
      language={language}
      hint={field.hint}
      problem={problem}
      optional={!field.required}
    >
      <div class="govuk-checkboxes">
        {field.options.map((option, index) => (
          <div class="govuk-checkboxes__item" key={option.value}>
            <input
              class="govuk-checkboxes__input"
              id={index === 0 ? id : `${id}-${index + 1}`}
              name={field.key}
              type="checkbox"
              value={option.value}
              checked={chosen.includes(option.value)}
              onChange={onChange ? (event) => change(option.value, event.currentTarget.checked) : undefined}
            />
            <label class="govuk-label govuk-checkboxes__label" for={index === 0 ? id : `${id}-${index + 1}`}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
    </Fieldset>
  );
}
