import { textKind } from '../field-kind.ts';

const LOCAL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** An e-mail address with a dotted domain. */
export const email = textKind({
  check: (value) => (typeof value === 'string' && isEmail(value) ? [] : [{ code: 'email-invalid' }]),
  jsonSchema: () => ({ type: 'string', format: 'email', maxLength: 254 }),
});

function isEmail(value: string): boolean {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  const labels = value.slice(at + 1).split('.');
  if (at < 1 || value.length > 254 || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return false;
  return (
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
