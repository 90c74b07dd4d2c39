import { describedBy, FormGroup } from '../ui/form-group.tsx';
import { type FieldProps, textOf } from './field-props.ts';

/** How a kind of field wants to be typed: keyboard, spelling, automatic fill, width. */
export interface TextControl {
  readonly type?: 'text' | 'email' | 'tel' | 'date';
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel';
  readonly autocomplete?: string;
  /** Width in characters, a hint at the expected length. */
  readonly width?: 5 | 10 | 20 | 30;
  readonly suffix?: string;
  /** False for numbers and codes, which no dictionary knows. */
  readonly spelling?: boolean;
  /** What the control shows for a stored answer; by default the text itself. */
  readonly shown?: string;
  /** What to tell the desk when the text changes; by default the text itself. */
  readonly read?: (text: string) => string | number | null;
}

/** A field of one line. The kinds differ only in how they want to be typed. */
export function TextControlField({ control, ...props }: FieldProps & { control: TextControl }) {
  const { field, id, language, value, problem, onChange } = props;
  const classes = ['govuk-input'];
  if (control.width) classes.push(`govuk-input--width-${control.width}`);
  if (problem) classes.push('govuk-input--error');
  const read = control.read ?? ((text: string) => text);
  const input = (
    <input
      class={classes.join(' ')}
      id={id}
      name={field.key}
      type={control.type ?? 'text'}
      inputMode={control.inputmode}
      autocomplete={control.autocomplete}
      spellcheck={control.spelling ?? true}
      maxLength={field.maxLength}
      value={control.shown ?? textOf(value)}
      aria-describedby={describedBy(id, field.hint, problem)}
      aria-invalid={problem ? 'true' : undefined}
      aria-required={field.required ? 'true' : undefined}
      onInput={onChange ? (event) => onChange(read(event.currentTarget.value)) : undefined}
    />
  );
  return (
    <FormGroup
      id={id}
      label={field.label}
      language={language}
      hint={field.hint}
      problem={problem}
      optional={!field.required}
    >
      {control.suffix ? (
        <div class="govuk-input__wrapper">
          {input}
          <div class="govuk-input__suffix" aria-hidden="true">
            {control.suffix}
          </div>
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}
