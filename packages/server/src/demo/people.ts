/** One password for everybody in the demonstration; printed at start. */
export const DEMO_PASSWORD = 'circula-demo';

type Texts = { readonly ro: string; readonly hu: string; readonly en: string };

export interface DemoPerson {
  readonly login: string;
  /** People of the demonstration are named by what they do. */
  readonly name: string;
  readonly locale: 'ro' | 'hu';
}

export interface DemoOfficial extends DemoPerson {
  readonly title: string;
  readonly office: string;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

export interface DemoInstitution {
  readonly slug: string;
  readonly name: string;
  readonly kind: 'county-council' | 'town-hall';
  readonly county: string;
  readonly contact: { readonly address: string; readonly email: string };
  readonly officials: readonly DemoOfficial[];
}

export const demoCitizens: readonly DemoPerson[] = [
  { login: 'cetatean@circula.example', name: 'Cetățean demonstrativ', locale: 'ro' },
  { login: 'cetatean2@circula.example', name: 'Bemutató ügyfél', locale: 'hu' },
];

export const demoOffices: readonly { readonly slug: string; readonly name: Texts }[] = [
  { slug: 'registratura', name: { ro: 'Registratură', hu: 'Iktató', en: 'Registry' } },
  { slug: 'arhitect-sef', name: { ro: 'Arhitect-șef', hu: 'Főépítész', en: 'Chief architect' } },
  { slug: 'urbanism', name: { ro: 'Serviciul urbanism', hu: 'Urbanisztikai szolgálat', en: 'Urban planning service' } },
  { slug: 'conducere', name: { ro: 'Conducere', hu: 'Vezetőség', en: 'Management' } },
];

export const demoInstitutions: readonly DemoInstitution[] = [
  {
    slug: 'cj-cluj',
    name: 'Consiliul Județean Cluj',
    kind: 'county-council',
    county: 'Cluj',
    contact: { address: 'Cluj-Napoca, județul Cluj', email: 'ghiseu@cj-cluj.example' },
    officials: officials('cj-cluj.example', { login: 'presedinte', title: 'Președinte' }),
  },
  {
    slug: 'floresti',
    name: 'Primăria Florești',
    kind: 'town-hall',
    county: 'Cluj',
    contact: { address: 'Florești, județul Cluj', email: 'ghiseu@floresti.example' },
    officials: officials('floresti.example', { login: 'primar', title: 'Primar' }),
  },
];

function officials(domain: string, head: { login: string; title: string }): DemoOfficial[] {
  const posts: readonly [
    login: string,
    title: string,
    office: string,
    group: string | null,
    roles: readonly string[],
  ][] = [
    ['registrator', 'Registrator', 'registratura', 'registratura', ['official']],
    ['inspector', 'Inspector urbanism', 'urbanism', 'inspector-urbanism', ['official']],
    ['sef.serviciu', 'Șef serviciu urbanism', 'urbanism', 'sef-serviciu', ['official']],
    ['arhitect.sef', 'Arhitect-șef', 'arhitect-sef', 'arhitect-sef', ['official']],
    ['secretar.general', 'Secretar general', 'conducere', 'secretar-general', ['official']],
    [head.login, head.title, 'conducere', 'conducator', ['official']],
    ['admin', 'Administrator', 'conducere', null, ['official', 'administrator']],
  ];
  return posts.map(([login, title, office, group, roles]) => ({
    login: `${login}@${domain}`,
    name: title,
    locale: 'ro' as const,
    title,
    office,
    groups: group === null ? [] : [group],
    roles,
  }));
}
