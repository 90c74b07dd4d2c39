import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** A calendar day, in the browser's own date control. */
export function DatetimeField(props: FieldProps) {
  return <TextControlField {...props} control={{ type: 'date', width: 20, spelling: false }} />;
}
