import { sharedTexts } from '../texts/shared/index.ts';
import type { FieldProps } from './field-props.ts';
import { readNumber, showNumber } from './number-text.ts';
import { TextControlField } from './text-control.tsx';

/** An area in square metres. */
export function SurfaceField(props: FieldProps) {
  const shown = showNumber(props.value, props.language);
  const suffix = sharedTexts(props.language)('squareMetres');
  return (
    <TextControlField
      {...props}
      control={{
        inputmode: 'decimal',
        autocomplete: 'off',
        width: 10,
        suffix,
        spelling: false,
        shown,
        read: readNumber,
      }}
    />
  );
}
