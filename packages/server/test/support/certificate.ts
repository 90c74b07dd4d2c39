import type { App } from '../../src/app.ts';
import { DEMO_PASSWORD } from '../../src/demo/index.ts';
import { ApiClient } from './client.ts';
import { eventually } from './test-app.ts';

/** Answers to the certificate's application form that pass every check; 640 m² in a town cost 12 lei. */
export const goodAnswers = {
  tipSolicitant: 'fizica',
  nume: 'Solicitant Ștefănescu',
  cnp: '1900101120013',
  calitate: 'proprietar',
  adresa: { locality: 'Cluj-Napoca', street: 'Strada Exemplului', number: '1' },
  telefon: '0740000000',
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

export const smallPdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** Logs demo people in, once per login. */
export function people(app: () => App): (login: string) => Promise<ApiClient> {
  const known = new Map<string, Promise<ApiClient>>();
  return async (login) => {
    const found = known.get(login) ?? ApiClient.logIn(app().server, login, DEMO_PASSWORD);
    known.set(login, found);
    return await found;
  };
}

/** A draft with files and answers; answers its path. */
export async function draftCertificate(citizen: ApiClient, institution: string): Promise<string> {
  const made = await citizen.post(`/institutions/${institution}/requests`, { service: 'certificat-urbanism' });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const at = `/institutions/${institution}/requests/${made.body.id}`;
  for (const field of ['extrasCf', 'planCadastral']) {
    const file = await citizen.upload(`${at}/files?field=${field}`, `${field}.pdf`, 'application/pdf', smallPdf);
    if (file.status !== 201) throw new Error(JSON.stringify(file.body));
  }
  const saved = await citizen.send('PATCH', at, { answers: goodAnswers });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  return at;
}

/** Pays in the simulated checkout by posting its page's form. */
export async function payCertificate(app: App, citizen: ApiClient, at: string): Promise<void> {
  const { status, body } = await citizen.post(`${at}/payment`, { returnUrl: '/' });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const done = await app.server.inject({
    method: 'POST',
    url: body.checkoutUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'decision=pay',
  });
  if (done.statusCode !== 303) throw new Error(done.body);
}

/** Drafts, pays and submits; answers path and the submitted request. */
export async function submitCertificate(app: App, citizen: ApiClient, institution: string) {
  const at = await draftCertificate(citizen, institution);
  await payCertificate(app, citizen, at);
  const { status, body } = await citizen.post(`${at}/submit`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return { at, request: body };
}

/** An official completes the task of an element of a request, as soon as it is in the inbox. */
export async function completeElement(
  official: ApiClient,
  institution: string,
  request: string,
  element: string,
  answers: Record<string, unknown>,
): Promise<void> {
  const base = `/institutions/${institution}/tasks`;
  const task = await eventually(async () => {
    for (const view of ['mine', 'office']) {
      const { body } = await official.get(`${base}?view=${view}`);
      const found = body.items.find(
        (one: { requestId: string; element: string }) => one.requestId === request && one.element === element,
      );
      if (found !== undefined) return found as { id: string; assignee: string | null };
    }
    return null;
  }, `${element} is in the inbox`);
  if (task.assignee === null) await official.post(`${base}/${task.id}/claim`);
  const done = await official.post(`${base}/${task.id}/complete`, { answers });
  if (done.status !== 200) throw new Error(`${element}: ${JSON.stringify(done.body)}`);
}
