/** The languages every page is written in; the first is the default. */
export const languages = ['ro', 'hu', 'en'] as const;
export type Language = (typeof languages)[number];

/** The languages' own names, for the switch. */
export const languageNames: { readonly [language in Language]: string } = { ro: 'Română', hu: 'Magyar', en: 'English' };

/** A text in all three languages, as service definitions carry it. */
export interface Text {
  readonly ro: string;
  readonly hu: string;
  readonly en: string;
}

/** Forms of one text by number, chosen by `Intl.PluralRules` from the parameter `count` (Romanian has one, few and other). */
export interface Plural {
  readonly one?: string;
  readonly few?: string;
  readonly other: string;
}

/** A text with `{name}` places, or its plural forms. */
export type Message = string | Plural;
export type Dictionary = { readonly [key: string]: Message };

/** What another language must supply: the same keys, a plural where the model has a plural. */
export type SameKeys<Model extends Dictionary> = {
  readonly [Key in keyof Model]: Model[Key] extends string ? string : Plural;
};

type Places<Source extends string> = Source extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;
type MessagePlaces<M> = M extends string
  ? Places<M>
  : M extends { other: infer Other extends string }
    ? Places<Other> | 'count'
    : never;
type Arguments<M> = [MessagePlaces<M>] extends [never]
  ? []
  : [places: { readonly [Name in MessagePlaces<M>]: Name extends 'count' ? number : string | number }];

/** Gives the text of a key; a message with places demands exactly those places. */
export type Translate<Model extends Dictionary> = <Key extends keyof Model>(
  key: Key,
  ...places: Arguments<Model[Key]>
) => string;

/** True for a language the pages are written in. */
export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && (languages as readonly string[]).includes(value);
}

/** The reader's wording of a text that comes as data. */
export function inLanguage(text: Text, language: Language): string {
  return text[language] || text.ro;
}

function wording(message: Message, language: Language, places: { readonly [name: string]: string | number }): string {
  if (typeof message === 'string') return message;
  const count = Number(places.count ?? 0);
  const form = new Intl.PluralRules(language).select(count);
  return (form === 'one' ? message.one : form === 'few' ? message.few : undefined) ?? message.other;
}

/**
 * Builds `texts(language)`, which gives the language's `t`. The result is remembered per language, so calling it on
 * every render costs nothing. Texts are plain strings: whoever renders them escapes them, as Preact does.
 */
export function translator<Model extends Dictionary>(
  dictionaries: {
    readonly [language in Language]: SameKeys<Model>;
  },
): (language: Language) => Translate<Model> {
  const made = new Map<Language, Translate<Model>>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const dictionary = dictionaries[language];
    const t: Translate<Model> = (key, ...rest) => {
      const places: { readonly [name: string]: string | number } = rest[0] ?? {};
      const source = wording(dictionary[key], language, places);
      return source.replace(/\{(\w+)\}/g, (place, name: string) => String(places[name] ?? place));
    };
    made.set(language, t);
    return t;
  };
}
