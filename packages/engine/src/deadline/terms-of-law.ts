import type { Day } from './day.ts';
import type { DeadlineRule, RuleVersion } from './deadline-rule.ts';
import type { LegalTerm } from './legal-terms.ts';

/** The first day of the calendar of holidays; terms of older laws are computed from here on. */
const CALENDAR_BEGINS: Day = '2009-01-01';

const clear = { excludeFirst: true, excludeLast: true, rollToWorkingDay: true } as const;
const plain = { excludeFirst: true, excludeLast: false, rollToWorkingDay: false } as const;

const days = (amount: number, more: Partial<DeadlineRule> = {}): DeadlineRule => ({
  amount,
  unit: 'calendar-days',
  ...plain,
  ...more,
});
const workingDays = (amount: number, more: Partial<DeadlineRule> = {}): DeadlineRule => ({
  ...days(amount, more),
  unit: 'working-days',
});
const months = (amount: number): DeadlineRule => ({ ...days(amount), unit: 'months' });

const version = (
  legalBasis: string,
  rule: DeadlineRule,
  effectiveFrom: Day = CALENDAR_BEGINS,
  effectiveUntil?: Day,
): RuleVersion => ({ legalBasis, rule, effectiveFrom, ...(effectiveUntil === undefined ? {} : { effectiveUntil }) });

const term = (
  id: string,
  act: string,
  name: readonly [ro: string, hu: string, en: string],
  traits: Partial<Pick<LegalTerm, 'direction' | 'from' | 'confirmed'>>,
  ...versions: RuleVersion[]
): LegalTerm => ({
  id,
  act,
  name: { ro: name[0], hu: name[1], en: name[2] },
  direction: 'after',
  from: 'registration',
  confirmed: true,
  ...traits,
  versions,
});

const PETITIONS = 'OG 27/2002';
const INFORMATION = 'Legea 544/2001';
const BUILDING = 'Legea 50/1991';
const ROADS = 'OG 43/1997';
const TACIT = 'OUG 27/2003';

export const TERMS: readonly LegalTerm[] = [
  term(
    'petition-answer',
    PETITIONS,
    ['Răspuns la petiție', 'Válasz a petícióra', 'Answer to a petition'],
    {},
    version('OG 27/2002, aprobată prin Legea 233/2002, art. 8 și 9', days(30, { maximumExtension: 15 })),
  ),
  term(
    'petition-redirection',
    PETITIONS,
    ['Trimiterea petiției la autoritatea competentă', 'A petíció áttétele', 'Forwarding a petition'],
    {},
    version('OG 27/2002, aprobată prin Legea 233/2002, art. 6^1', days(5)),
  ),
  term(
    'information-answer',
    INFORMATION,
    [
      'Răspuns la cererea de informații publice',
      'Válasz közérdekű adatigénylésre',
      'Answer to a request for information',
    ],
    {},
    version('Legea 544/2001, art. 7; HG 123/2002, norme, art. 16 (zile lucrătoare)', workingDays(10)),
  ),
  term(
    'information-answer-announced',
    INFORMATION,
    ['Răspuns anunțat în primele 10 zile', 'Előre bejelentett hosszabb válasz', 'Answer announced to take longer'],
    {},
    version('Legea 544/2001, art. 7; HG 123/2002, norme, art. 16 (zile lucrătoare)', workingDays(30)),
  ),
  term(
    'information-refusal',
    INFORMATION,
    ['Refuzul motivat al informației', 'Az adatigénylés indokolt elutasítása', 'Reasoned refusal of information'],
    {},
    version('Legea 544/2001, art. 7; HG 123/2002, norme, art. 16 (zile lucrătoare)', workingDays(5)),
  ),
  term(
    'information-complaint',
    INFORMATION,
    ['Reclamație administrativă către conducător', 'Közigazgatási panasz a vezetőhöz', 'Complaint to the head'],
    { from: 'answer' },
    version('Legea 544/2001, art. 21', days(30)),
  ),
  term(
    'information-complaint-answer',
    INFORMATION,
    ['Răspuns la reclamația administrativă', 'Válasz a közigazgatási panaszra', 'Answer to the complaint'],
    {},
    version('Legea 544/2001, art. 21', days(15)),
  ),
  term(
    'urbanism-certificate',
    BUILDING,
    ['Certificat de urbanism', 'Településrendezési bizonyítvány', 'Urbanism certificate'],
    {},
    version('Legea 50/1991, art. 6 (cel mult 15 zile lucrătoare de la înregistrare)', workingDays(15)),
  ),
  term(
    'urbanism-certificate-extension-request',
    BUILDING,
    [
      'Cererea de prelungire a certificatului',
      'A bizonyítvány meghosszabbításának kérése',
      'Request to extend the certificate',
    ],
    { direction: 'before', from: 'expiry' },
    version('Legea 50/1991; norme, formular F.7', days(15)),
  ),
  term(
    'urbanism-certificate-extension',
    BUILDING,
    ['Prelungirea certificatului de urbanism', 'A bizonyítvány meghosszabbítása', 'Extension of the certificate'],
    { from: 'expiry' },
    version('Legea 50/1991; norme, formular F.7 (cel mult 12 luni)', months(12)),
  ),
  term(
    'building-permit',
    BUILDING,
    ['Autorizație de construire', 'Építési engedély', 'Building permit'],
    { from: 'complete-file' },
    version('Legea 50/1991, art. 7 alin. (1)', days(30)),
  ),
  term(
    'building-permit-urgent',
    BUILDING,
    ['Autorizație de construire, regim de urgență', 'Építési engedély, sürgősséggel', 'Building permit, urgent'],
    { from: 'complete-file', confirmed: false },
    version('Legea 50/1991, art. 7', days(15)),
  ),
  term(
    'building-permit-incomplete',
    BUILDING,
    ['Notificarea documentației incomplete', 'Értesítés a hiányos iratokról', 'Notice of an incomplete file'],
    { confirmed: false },
    version('Legea 50/1991, art. 7', days(5)),
  ),
  term(
    'building-permit-extension-request',
    BUILDING,
    ['Cererea de prelungire a autorizației', 'Az engedély meghosszabbításának kérése', 'Request to extend the permit'],
    { direction: 'before', from: 'expiry' },
    version('Ordinul 839/2009, modificat potrivit Legii 176/2022', workingDays(45), '2022-10-06'),
  ),
  term(
    'building-permit-extension',
    BUILDING,
    [
      'Prelungirea autorizației de construire',
      'Az építési engedély meghosszabbítása',
      'Extension of the building permit',
    ],
    { from: 'expiry' },
    version('Ordinul 839/2009, modificat potrivit Legii 176/2022 (cel mult 24 de luni)', months(24), '2022-10-06'),
  ),
  term(
    'value-of-works',
    BUILDING,
    [
      'Declarația valorii reale a lucrărilor',
      'Nyilatkozat a munkálatok értékéről',
      'Declaration of the value of works',
    ],
    { from: 'end-of-works' },
    version('Legea 50/1991; Ordinul 839/2009', days(15)),
  ),
  term(
    'road-zone-agreement',
    ROADS,
    ['Acord prealabil în zona drumului', 'Előzetes hozzájárulás az út övezetében', 'Prior agreement in the road zone'],
    { from: 'complete-file' },
    version('OG 43/1997, art. 46', days(30)),
  ),
  term(
    'road-zone-completion',
    ROADS,
    ['Completarea dosarului', 'Az iratcsomó kiegészítése', 'Completion of the file'],
    { from: 'completion-request' },
    version('OG 43/1997, art. 46', days(30)),
  ),
  term(
    'road-zone-notice',
    ROADS,
    ['Înștiințare înainte de expirare', 'Értesítés a lejárat előtt', 'Notice before expiry'],
    { direction: 'before', from: 'expiry' },
    version('OG 43/1997, art. 46', days(5)),
  ),
  term(
    'tacit-approval',
    TACIT,
    [
      'Aprobare tacită, fără termen legal',
      'Hallgatólagos jóváhagyás, törvényes határidő nélkül',
      'Tacit approval, no legal term',
    ],
    {},
    version('OUG 27/2003, art. 6', days(30, { maximumExtension: 10, onExpiry: 'tacit-approval' })),
  ),
  term(
    'tacit-approval-irregularity',
    TACIT,
    [
      'Notificarea neregularității, termen peste 15 zile',
      'Hiba jelzése, 15 napnál hosszabb határidő',
      'Notice of an irregularity, term above 15 days',
    ],
    { direction: 'before', from: 'expiry' },
    version('OUG 27/2003, art. 6', days(10)),
  ),
  term(
    'tacit-approval-irregularity-short',
    TACIT,
    [
      'Notificarea neregularității, termen sub 15 zile',
      'Hiba jelzése, 15 napnál rövidebb határidő',
      'Notice of an irregularity, term below 15 days',
    ],
    { direction: 'before', from: 'expiry' },
    version('OUG 27/2003, art. 6', days(5)),
  ),
  term(
    'clear-days',
    'Codul civil',
    ['Termen pe zile libere', 'Szabad napokban számított határidő', 'Term of clear days'],
    {},
    version('Codul civil, art. 2.553 și 2.554', days(15, clear)),
  ),
  term(
    'prior-complaint',
    'Legea 554/2004',
    ['Plângere prealabilă', 'Előzetes panasz', 'Prior complaint'],
    { from: 'answer', confirmed: false },
    version('Legea 554/2004, art. 7', days(30)),
  ),
  term(
    'administrative-answer',
    'Legea 554/2004',
    [
      'Răspuns administrativ, fără termen special',
      'Közigazgatási válasz, külön határidő nélkül',
      'Administrative answer by default',
    ],
    { confirmed: false },
    version('Legea 554/2004, art. 2 alin. (1) lit. h)', days(30)),
  ),
  term(
    'disability-re-evaluation',
    'Legea 448/2006',
    [
      'Cererea de reevaluare a gradului de handicap',
      'A fogyatékosság felülvizsgálatának kérése',
      'Request for disability re-evaluation',
    ],
    { direction: 'before', from: 'expiry' },
    version('Legea 448/2006', days(60)),
  ),
];
