import type { Language } from '../language.ts';

/** Plain words for the codes of the engine and of the server. */
export const diagnosticTexts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {};
