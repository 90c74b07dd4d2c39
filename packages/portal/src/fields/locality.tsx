import type { FieldProps } from './field-props.ts';
import { TextControlField } from './text-control.tsx';

/** The name of a city, town, commune or village. */
export function LocalityField(props: FieldProps) {
  return <TextControlField {...props} control={{ autocomplete: 'address-level2', spelling: false }} />;
}
