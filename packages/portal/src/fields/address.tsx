import { sharedTexts } from '../texts/shared/index.ts';
import { describedBy, Fieldset, FormGroup } from '../ui/form-group.tsx';
import { type Answer, type FieldProps, textOf } from './field-props.ts';

/** The parts as people write them, and how each wants to be filled in. */
const parts = [
  { name: 'locality', text: 'addressLocality', autocomplete: 'address-level2', optional: false, narrow: false },
  { name: 'street', text: 'addressStreet', autocomplete: 'address-line1', optional: false, narrow: false },
  { name: 'number', text: 'addressNumber', autocomplete: 'off', optional: true, narrow: true },
  { name: 'details', text: 'addressDetails', autocomplete: 'address-line2', optional: true, narrow: false },
  { name: 'postalCode', text: 'addressPostalCode', autocomplete: 'postal-code', optional: true, narrow: true },
] as const;

function partsOf(value: Answer | undefined): { readonly [name: string]: Answer } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Answer })
    : {};
}

/** A postal address in five parts under one legend; the first part has the field's own id, so that links land in it. */
export function AddressField({ field, id, language, value, problem, partProblems = {}, onChange }: FieldProps) {
  const t = sharedTexts(language);
  const known = partsOf(value);
  return (
    <Fieldset
      id={id}
      label={field.label}
      language={language}
      hint={field.hint}
      problem={problem}
      optional={!field.required}
      large
    >
      {parts.map((part, index) => {
        const control = index === 0 ? id : `${id}-${part.name}`;
        const wrong = partProblems[part.name];
        const classes = ['govuk-input'];
        if (part.narrow) classes.push('govuk-input--width-10');
        if (wrong || (problem && index === 0)) classes.push('govuk-input--error');
        // The group's hint and message already have the ids made from `id`; the part's own are made from its name.
        const own = `${id}-${part.name}`;
        return (
          <FormGroup
            key={part.name}
            id={own}
            control={control}
            label={t(part.text)}
            language={language}
            problem={wrong}
            optional={part.optional}
          >
            <input
              class={classes.join(' ')}
              id={control}
              name={`${field.key}.${part.name}`}
              autocomplete={part.autocomplete}
              inputMode={part.name === 'postalCode' ? 'numeric' : undefined}
              spellcheck={false}
              maxLength={200}
              value={textOf(known[part.name])}
              aria-describedby={describedBy(own, undefined, wrong)}
              aria-invalid={wrong || (problem && index === 0) ? 'true' : undefined}
              aria-required={field.required && !part.optional ? 'true' : undefined}
              onInput={onChange ? (event) => onChange({ ...known, [part.name]: event.currentTarget.value }) : undefined}
            />
          </FormGroup>
        );
      })}
    </Fieldset>
  );
}
