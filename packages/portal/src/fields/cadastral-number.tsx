import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** A cadastral or land-book number: digits, with a dash and C for a building. */
export function CadastralNumberField(props: FieldProps) {
  return <TextControlField {...props} control={{ autocomplete: 'off', width: 20, spelling: false }} />;
}
