import type { FieldProps } from './field-props.ts';
import { readNumber, showNumber } from './number-text.ts';
import { TextControlField } from './text-control.tsx';

/** A number. A text control with number keys: the browser's number control loses what it cannot read. */
export function NumberField(props: FieldProps) {
  const shown = showNumber(props.value, props.language);
  return (
    <TextControlField
      {...props}
      control={{ inputmode: 'decimal', autocomplete: 'off', width: 10, spelling: false, shown, read: readNumber }}
    />
  );
}
