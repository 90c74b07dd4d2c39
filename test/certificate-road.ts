import type { Person } from './person.ts';

/** The road of an urbanism certificate over the HTTP API, from the citizen's draft to the issued document. */

export const password = 'circula-demo';

interface RequestView {
  readonly id: string;
  readonly status: string;
  readonly number: number | null;
  readonly outcome: string | null;
  readonly trackingCode: string | null;
  readonly documents: readonly { id: string; kind: string; title: string }[];
}

interface TaskView {
  readonly id: string;
  readonly element: string;
  readonly assignee: string | null;
}

/** Answers that pass every check; 640 m² in a town cost 12 lei. */
export const application = {
  tipSolicitant: 'fizica',
  nume: 'Solicitant Demonstrativ',
  cnp: '1900101120013',
  calitate: 'proprietar',
  adresa: { locality: 'Cluj-Napoca', street: 'Strada Exemplului', number: '1' },
  telefon: '+40740000000',
  email: 'cetatean@circula.example',
  localitate: 'Florești',
  mediu: 'urban',
  amplasament: 'Strada Teilor nr. 7',
  numarCadastral: '123456',
  suprafata: 640,
  scop: 'construire',
  descriere: 'Casă de locuit cu două niveluri și garaj.',
  etaje: 2,
  declaratie: true,
};

export const smallPdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** What each official answers on the straight road, by the task's element. */
function answersOf(element: string, inspector: string): Record<string, unknown> {
  const answers: Readonly<Record<string, Record<string, unknown>>> = {
    'verifica-inregistrarea': { inregistrareCorecta: 'da' },
    'repartizeaza-cererea': { inspector },
    'verifica-documentatia': { taxaCorecta: 'da', rezultat: 'completa' },
    'redacteaza-certificatul': {
      regimJuridic: 'Teren în intravilan, proprietate privată.',
      regimEconomic: 'Folosința actuală: curți construcții.',
      regimTehnic: 'POT 35 %, CUT 0,9, regim de înălțime P+1E.',
      valabilitateLuni: 12,
    },
    'aproba-proiectul': { hotarareSef: 'aproba' },
    'semneaza-secretarul': { hotarareSecretar: 'semneaza' },
    'semneaza-conducatorul': { hotarareConducator: 'semneaza' },
  };
  const found = answers[element];
  if (!found) throw new Error(`Nobody is expected to do ${element}`);
  return found;
}

/** Fills, pays and submits one request; `name` makes the keys of its calls, so that a retry counts once. */
export async function submitCertificateRequest(citizen: Person, institution: string, name: string): Promise<string> {
  const base = `/institutions/${institution}/requests`;
  const draft = await citizen.post<RequestView>(base, { service: 'certificat-urbanism' }, `${name}-start`);
  const at = `${base}/${draft.id}`;
  const files: Record<string, string[]> = {};
  for (const field of ['extrasCf', 'planCadastral']) {
    const form = new FormData();
    form.append('file', new Blob([smallPdf], { type: 'application/pdf' }), `${field}.pdf`);
    const { id } = await citizen.post<{ id: string }>(`${at}/files?field=${field}`, form, `${name}-${field}`);
    files[field] = [id];
  }
  await citizen.send('PATCH', at, { body: { answers: { ...application, ...files } }, once: `${name}-answers` });
  await pay(citizen, at, name);
  const submitted = await citizen.post<RequestView>(`${at}/submit`, {}, `${name}-submit`);
  if (submitted.number === null) throw new Error(`${name} was submitted without a number`);
  return draft.id;
}

/** Pays in the simulated checkout the way a browser would: opens the page and posts its form. */
async function pay(citizen: Person, at: string, name: string): Promise<void> {
  const checkout = await citizen.post<{ checkoutUrl: string }>(
    `${at}/payment`,
    { returnUrl: `${citizen.origin}/` },
    `${name}-payment`,
  );
  await confirmCheckout(citizen.origin, checkout.checkoutUrl);
}

async function confirmCheckout(origin: string, checkoutUrl: string): Promise<void> {
  const url = new URL(checkoutUrl, origin);
  const until = Date.now() + 60_000;
  for (;;) {
    try {
      const answer = await fetch(`${origin}${url.pathname}${url.search}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ decision: 'pay' }),
        redirect: 'manual',
      });
      if (answer.status < 500) return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** One official who clears the inbox: the own tasks and those of the office, until `done` says that all is over. */
export async function workInbox(
  official: Person,
  institution: string,
  inspector: string,
  done: () => boolean,
): Promise<void> {
  const base = `/institutions/${institution}/tasks`;
  const handled = new Set<string>();
  while (!done()) {
    let worked = false;
    for (const view of ['mine', 'office']) {
      const { items } = await official.get<{ items: TaskView[] }>(`${base}?view=${view}`);
      for (const task of items.filter(({ id }) => !handled.has(id))) {
        if (task.assignee !== null && task.assignee !== official.account) continue;
        const at = `${base}/${encodeURIComponent(task.id)}`;
        if (task.assignee === null) await official.post(`${at}/claim`, {}, `${task.id}-claim`);
        await official.post(`${at}/complete`, { answers: answersOf(task.element, inspector) }, `${task.id}-complete`);
        handled.add(task.id);
        worked = true;
      }
    }
    if (!worked) await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export function readRequest(citizen: Person, institution: string, id: string): Promise<RequestView> {
  return citizen.get<RequestView>(`/institutions/${institution}/requests/${id}`);
}
