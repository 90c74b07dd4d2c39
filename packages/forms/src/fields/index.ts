import type { FieldKind } from '../field-kind.ts';
import type { FieldKindName } from '../field-kind-name.ts';
import { address } from './address.ts';
import { cadastralNumber } from './cadastral-number.ts';
import { checkbox } from './checkbox.ts';
import { checklist } from './checklist.ts';
import { cnp } from './cnp.ts';
import { cui } from './cui.ts';
import { datetime } from './datetime.ts';
import { email } from './email.ts';
import { file } from './file.ts';
import { locality } from './locality.ts';
import { number } from './number.ts';
import { phone } from './phone.ts';
import { radio } from './radio.ts';
import { select } from './select.ts';
import { surface } from './surface.ts';
import { text } from './text.ts';
import { textarea } from './textarea.ts';
import { textfield } from './textfield.ts';

/** Every kind of field, by the `type` that forms give it: one file of this folder each. */
export const fieldKinds = {
  address,
  'cadastral-number': cadastralNumber,
  checkbox,
  checklist,
  cnp,
  cui,
  datetime,
  email,
  file,
  locality,
  number,
  phone,
  radio,
  select,
  surface,
  text,
  textarea,
  textfield,
} as const satisfies Record<FieldKindName, FieldKind>;

export function isFieldKind(name: string): name is FieldKindName {
  return Object.hasOwn(fieldKinds, name);
}
