import { textKind } from '../field-kind.ts';

/** A telephone number, kept as +40… for Romania; numbers of other countries need their +. */
export const phone = textKind({
  coerce(posted) {
    const written = (posted[0] ?? '').replace(/[\s().-]/g, '').replace(/^00/, '+');
    return /^0[237]\d{8}$/.test(written) ? `+4${written}` : written;
  },
  check(value) {
    if (typeof value !== 'string') return [{ code: 'wrong-type' }];
    const plain = value.replace(/[\s().-]/g, '');
    const romanian = /^(\+40|0)[237]\d{8}$/.test(plain);
    const foreign = /^\+(?!40)[1-9]\d{6,14}$/.test(plain);
    return romanian || foreign ? [] : [{ code: 'phone-invalid' }];
  },
  jsonSchema: () => ({ type: 'string', pattern: '^[+0-9][0-9 ().-]{6,20}$' }),
  describe(value) {
    const parts = typeof value === 'string' ? /^\+40(\d{3})(\d{3})(\d{3})$/.exec(value) : null;
    return parts ? `0${parts[1]} ${parts[2]} ${parts[3]}` : String(value ?? '');
  },
});
