import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** A company's fiscal code, with or without RO. */
export function CuiField(props: FieldProps) {
  return <TextControlField {...props} control={{ autocomplete: 'off', width: 20, spelling: false }} />;
}
