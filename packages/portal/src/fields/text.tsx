import type { FieldProps } from './field-props.ts';

/** Words between the questions; nothing is asked. */
export function TextField({ field }: FieldProps) {
  return (
    <div class="govuk-body">
      {field.label.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph} class="govuk-body">
          {paragraph}
        </p>
      ))}
    </div>
  );
}
