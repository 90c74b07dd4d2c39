import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** A telephone number. */
export function PhoneField(props: FieldProps) {
  return (
    <TextControlField
      {...props}
      control={{ type: 'tel', inputmode: 'tel', autocomplete: 'tel', width: 20, spelling: false }}
    />
  );
}
