import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** Free text of one line. */
export function TextfieldField(props: FieldProps) {
  return <TextControlField {...props} control={{}} />;
}
