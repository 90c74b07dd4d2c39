import { describedBy, FormGroup } from '../ui/form-group.tsx';
import { type FieldProps, textOf } from './field-props.ts';

/** Free text of several lines. */
export function TextareaField({ field, id, language, value, problem, onChange }: FieldProps) {
  return (
    <FormGroup
      id={id}
      label={field.label}
      language={language}
      hint={field.hint}
      problem={problem}
      optional={!field.required}
    >
      <textarea
        class={problem ? 'govuk-textarea govuk-textarea--error' : 'govuk-textarea'}
        id={id}
        name={field.key}
        rows={5}
        maxLength={field.maxLength}
        aria-describedby={describedBy(id, field.hint, problem)}
        aria-invalid={problem ? 'true' : undefined}
        aria-required={field.required ? 'true' : undefined}
        value={textOf(value)}
        onInput={onChange ? (event) => onChange(event.currentTarget.value) : undefined}
      />
    </FormGroup>
  );
}
