import type { Field, FieldKindName } from '@circula/forms';
import { type ComponentType, h } from 'preact';
import type { Language } from '../texts/translate.ts';
import { AddressField } from './address.tsx';
import { CadastralNumberField } from './cadastral-number.tsx';
import { CheckboxField } from './checkbox.tsx';
import { ChecklistField } from './checklist.tsx';
import { CnpField } from './cnp.tsx';
import { CuiField } from './cui.tsx';
import { DatetimeField } from './datetime.tsx';
import { EmailField } from './email.tsx';
import type { FieldProps } from './field-props.ts';
import { viewOf } from './field-view.ts';
import { FileField } from './file.tsx';
import { LocalityField } from './locality.tsx';
import { NumberField } from './number.tsx';
import { PhoneField } from './phone.tsx';
import { RadioField } from './radio.tsx';
import { SelectField } from './select.tsx';
import { SurfaceField } from './surface.tsx';
import { TextField } from './text.tsx';
import { TextareaField } from './textarea.tsx';
import { TextfieldField } from './textfield.tsx';

/** One component per kind of field. A kind without a component does not compile. */
export const fieldComponents: { readonly [kind in FieldKindName]: ComponentType<FieldProps> } = {
  address: AddressField,
  'cadastral-number': CadastralNumberField,
  checkbox: CheckboxField,
  checklist: ChecklistField,
  cnp: CnpField,
  cui: CuiField,
  datetime: DatetimeField,
  email: EmailField,
  file: FileField,
  locality: LocalityField,
  number: NumberField,
  phone: PhoneField,
  radio: RadioField,
  select: SelectField,
  surface: SurfaceField,
  text: TextField,
  textarea: TextareaField,
  textfield: TextfieldField,
};

export interface FieldControlProps extends Omit<FieldProps, 'field'> {
  readonly field: Field;
  readonly language: Language;
  /** Choices that come from outside the form, for `people` fields: the staff of a group. */
  readonly people?: readonly { readonly value: string; readonly label: string }[] | undefined;
}

/** A field of a form, whatever its kind: in server-rendered pages and in the desk. */
export function FieldControl({ field, people, ...props }: FieldControlProps) {
  const view = viewOf(field, props.language);
  return h(fieldComponents[field.kind], { ...props, field: people ? { ...view, options: people } : view });
}

export type { AttachedFile, FieldProps, FieldView } from './field-props.ts';
export { fieldId, problemMessage, viewOf } from './field-view.ts';
