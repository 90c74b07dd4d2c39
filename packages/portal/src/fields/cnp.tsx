import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** A personal numeric code: 13 digits, typed on the phone's number keys. */
export function CnpField(props: FieldProps) {
  return (
    <TextControlField {...props} control={{ inputmode: 'numeric', autocomplete: 'off', width: 20, spelling: false }} />
  );
}
