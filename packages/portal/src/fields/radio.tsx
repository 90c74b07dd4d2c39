import { Fieldset } from '../ui/form-group.tsx';
import { type FieldProps, textOf } from './field-props.ts';

/** One of a few, all visible. */
export function RadioField({ field, id, language, value, problem, onChange }: FieldProps) {
  const chosen = textOf(value);
  return (
    <Fieldset
      id={id}
      label={field.label}
      language={language}
      hint={field.hint}
      problem={problem}
      optional={!field.required}
    >
      <div class="govuk-radios">
        {field.options.map((option, index) => (
          <div class="govuk-radios__item" key={option.value}>
            <input
              class="govuk-radios__input"
              id={index === 0 ? id : `${id}-${index + 1}`}
              name={field.key}
              type="radio"
              value={option.value}
              checked={option.value === chosen}
              onChange={onChange ? () => onChange(option.value) : undefined}
            />
            <label class="govuk-label govuk-radios__label" for={index === 0 ? id : `${id}-${index + 1}`}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
    </Fieldset>
  );
}
