import type { Language } from './form.ts';

/** What each problem says. `{name}` stands for a parameter. Plain words: what to do, not what is forbidden. */
export const PROBLEM_TEXTS = {
  required: {
    ro: 'Completați acest câmp',
    hu: 'Töltse ki ezt a mezőt',
    en: 'Fill in this field',
  },
  'choice-required': { ro: 'Alegeți un răspuns', hu: 'Válasszon egy lehetőséget', en: 'Choose an answer' },
  'consent-required': {
    ro: 'Bifați căsuța ca să puteți continua',
    hu: 'A folytatáshoz jelölje be a négyzetet',
    en: 'Tick the box to continue',
  },
  'file-required': { ro: 'Adăugați un fișier', hu: 'Csatoljon egy fájlt', en: 'Add a file' },
  'wrong-type': {
    ro: 'Răspunsul nu are forma așteptată',
    hu: 'A válasz formátuma nem megfelelő',
    en: 'The answer does not have the expected form',
  },
  'unknown-field': {
    ro: 'Formularul nu are acest câmp',
    hu: 'Az űrlapon nincs ilyen mező',
    en: 'The form does not have this field',
  },
  'too-short': {
    ro: 'Scrieți cel puțin {minLength} caractere',
    hu: 'Írjon legalább {minLength} karaktert',
    en: 'Write at least {minLength} characters',
  },
  'too-long': {
    ro: 'Scrieți cel mult {maxLength} caractere',
    hu: 'Írjon legfeljebb {maxLength} karaktert',
    en: 'Write at most {maxLength} characters',
  },
  pattern: {
    ro: 'Verificați felul în care ați scris răspunsul',
    hu: 'Ellenőrizze, hogy a választ a kért formában írta-e be',
    en: 'Check how you have written the answer',
  },
  'number-invalid': {
    ro: 'Scrieți un număr, de exemplu 12,5',
    hu: 'Írjon be egy számot, például 12,5',
    en: 'Write a number, for example 12.5',
  },
  'number-too-small': {
    ro: 'Scrieți un număr de cel puțin {min}',
    hu: 'Írjon be legalább {min} értékű számot',
    en: 'Write a number of at least {min}',
  },
  'number-too-large': {
    ro: 'Scrieți un număr de cel mult {max}',
    hu: 'Írjon be legfeljebb {max} értékű számot',
    en: 'Write a number of at most {max}',
  },
  'surface-decimals': {
    ro: 'Scrieți suprafața cu cel mult două zecimale',
    hu: 'A területet legfeljebb két tizedesjeggyel adja meg',
    en: 'Write the area with at most two decimals',
  },
  'surface-not-positive': {
    ro: 'Scrieți o suprafață mai mare decât zero',
    hu: 'Adjon meg nullánál nagyobb területet',
    en: 'Write an area greater than zero',
  },
  'choice-unknown': {
    ro: 'Alegeți un răspuns din listă',
    hu: 'Válasszon a listából',
    en: 'Choose an answer from the list',
  },
  'date-invalid': {
    ro: 'Scrieți o dată care există în calendar',
    hu: 'Adjon meg egy létező dátumot',
    en: 'Write a date that exists',
  },
  'cnp-length': {
    ro: 'CNP-ul are 13 cifre',
    hu: 'A személyi szám (CNP) 13 számjegyből áll',
    en: 'A CNP has 13 digits',
  },
  'cnp-date': {
    ro: 'CNP-ul nu conține o dată de naștere reală; verificați cifrele',
    hu: 'A személyi szám (CNP) nem valós születési dátumot tartalmaz; ellenőrizze a számjegyeket',
    en: 'The CNP does not hold a real date of birth; check the digits',
  },
  'cnp-checksum': {
    ro: 'CNP-ul nu este corect; verificați cifrele',
    hu: 'A személyi szám (CNP) hibás; ellenőrizze a számjegyeket',
    en: 'The CNP is not correct; check the digits',
  },
  'cnp-county': {
    ro: 'Codul județului din CNP este neobișnuit; verificați cifrele',
    hu: 'A személyi szám (CNP) megyekódja szokatlan; ellenőrizze a számjegyeket',
    en: 'The county code in the CNP is unusual; check the digits',
  },
  'cui-invalid': {
    ro: 'CUI-ul nu este corect; verificați cifrele',
    hu: 'A cégazonosító (CUI) hibás; ellenőrizze a számjegyeket',
    en: 'The CUI is not correct; check the digits',
  },
  'phone-invalid': {
    ro: 'Scrieți un număr de telefon, de exemplu 0740 123 456',
    hu: 'Írjon be egy telefonszámot, például 0740 123 456',
    en: 'Write a telephone number, for example 0740 123 456',
  },
  'email-invalid': {
    ro: 'Scrieți o adresă de e-mail, de exemplu nume@exemplu.ro',
    hu: 'Írjon be egy e-mail-címet, például nev@pelda.ro',
    en: 'Write an e-mail address, for example name@example.com',
  },
  'cadastral-number-invalid': {
    ro: 'Scrieți numărul cadastral așa cum apare în extrasul de carte funciară, de exemplu 123456 sau 123456-C1',
    hu: 'A kataszteri számot a telekkönyvi kivonat szerint írja be, például 123456 vagy 123456-C1',
    en: 'Write the cadastral number as in the land register extract, for example 123456 or 123456-C1',
  },
  'locality-required': { ro: 'Scrieți localitatea', hu: 'Adja meg a települést', en: 'Write the locality' },
  'street-required': {
    ro: 'Scrieți strada sau satul',
    hu: 'Adja meg az utcát vagy a falut',
    en: 'Write the street or village',
  },
  'postal-code-invalid': {
    ro: 'Codul poștal are 6 cifre',
    hu: 'Az irányítószám 6 számjegyből áll',
    en: 'A postal code has 6 digits',
  },
  'too-many-files': {
    ro: 'Adăugați cel mult {maxFiles} fișiere',
    hu: 'Legfeljebb {maxFiles} fájlt csatoljon',
    en: 'Add at most {maxFiles} files',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type ProblemCode = keyof typeof PROBLEM_TEXTS;

const LOCALES: Readonly<Record<Language, string>> = { ro: 'ro-RO', hu: 'hu-HU', en: 'en-GB' };

/** A problem in words; numbers in the language's own form. Parameters are text, never markup. */
export function problemText(
  problem: { readonly code: string; readonly params?: Readonly<Record<string, string | number>> },
  language: Language,
): string {
  const code = Object.hasOwn(PROBLEM_TEXTS, problem.code) ? (problem.code as ProblemCode) : 'wrong-type';
  return PROBLEM_TEXTS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = problem.params?.[name];
    return typeof value === 'number' ? formatNumber(value, language) : (value ?? '');
  });
}

/** A number with the language's decimal sign and groups. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 10 }).format(value);
}

/** A day ('YYYY-MM-DD') in the language's long form. */
export function formatDate(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
