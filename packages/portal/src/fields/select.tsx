import { sharedTexts } from '../texts/shared/index.ts';
import { describedBy, FormGroup } from '../ui/form-group.tsx';
import { type FieldProps, textOf } from './field-props.ts';

/** One of a list too long for radios. */
export function SelectField({ field, id, language, value, problem, onChange }: FieldProps) {
  const chosen = textOf(value);
  return (
    <FormGroup
      id={id}
      label={field.label}
      language={language}
      hint={field.hint}
      problem={problem}
      optional={!field.required}
    >
      <select
        class={problem ? 'govuk-select govuk-select--error' : 'govuk-select'}
        id={id}
        name={field.key}
        aria-describedby={describedBy(id, field.hint, problem)}
        aria-invalid={problem ? 'true' : undefined}
        aria-required={field.required ? 'true' : undefined}
        onChange={onChange ? (event) => onChange(event.currentTarget.value || null) : undefined}
      >
        <option value="">{sharedTexts(language)('choose')}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
