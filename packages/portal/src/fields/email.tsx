import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** An e-mail address. */
export function EmailField(props: FieldProps) {
  return (
    <TextControlField
      {...props}
      control={{ type: 'email', inputmode: 'email', autocomplete: 'email', spelling: false }}
    />
  );
}
