import { useQuery } from '@tanstack/preact-query';
import { deskTexts, groupKeys } from '../../texts/desk/index.ts';
import { inLanguage, type Language } from '../../texts/translate.ts';
import { institutionQuery } from '../api/queries.ts';

function known(slug: string): slug is keyof typeof groupKeys {
  return Object.hasOwn(groupKeys, slug);
}

/**
 * Gives the words for a group of officials: the institution's own name of the office, else the usual name, else the
 * short name as it is written in the model.
 */
export function useGroupNames(institution: string, language: Language): (group: string) => string {
  const offices = useQuery(institutionQuery(institution)).data?.offices ?? [];
  const t = deskTexts(language);
  return (group) => {
    if (known(group)) return t(groupKeys[group]);
    const office = offices.find((item) => item.slug === group);
    return office ? inLanguage(office.name, language) : group.replaceAll('-', ' ');
  };
}
