import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { catchUpWithWords } from '../src/domains/requests/search-words.ts';
import { catchUpWithPlaces } from '../src/domains/tasks/place-tasks.projection.ts';
import { completeElement, people, submitCertificate } from './support/certificate.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { createTestApp, eventually } from './support/test-app.ts';

const CJ = 'cj-cluj';

describeOnBothDatabases('lists of an office', (database, created) => {
  let app: App;
  const person = people(() => app);
  const official = async (name: string) => await person(`${name}@cj-cluj.example`);
  const inside = async <R>(sql: string, ...params: unknown[]): Promise<R[]> => {
    const [{ id: institution } = { id: '' }] = await app.services.unitOfWork.run(
      { kind: 'platform' },
      async (tx) => await tx.query<{ id: string }>('select id from institutions where slug = $1', [CJ]),
    );
    return await app.services.unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) => await tx.query<R>(sql, [institution, ...params]),
    );
  };
  const found = async (query: string): Promise<number[]> => {
    const { status, body } = await (await official('registrator')).get(`/institutions/${CJ}/requests?${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.total).toBe(body.items.length);
    return body.items.map((item: { number: number }) => item.number);
  };
  const inbox = async (who: string, query: string) =>
    (await (await official(who)).get(`/institutions/${CJ}/tasks?${query}`)).body;

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { config: { demo: true } });
    await app.prepare(() => undefined);
    for (const login of ['cetatean', 'cetatean2', 'cetatean'])
      await submitCertificate(app, await person(`${login}@circula.example`), CJ);
  });
  afterAll(async () => await app.stop());

  it('find requests by number and by the beginning of words, whatever the accents', async () => {
    expect(await found('')).toEqual([3, 2, 1]);
    expect(await found('q=2')).toEqual([2]);
    expect(await found('q=cetatean')).toEqual([3, 1]);
    expect(await found(`q=${encodeURIComponent('CETĂȚ demo')}`)).toEqual([3, 1]);
    expect(await found(`q=${encodeURIComponent('ügyfél')}`)).toEqual([2]);
    expect(await found('q=certificat')).toEqual([3, 2, 1]);
    expect(await found('q=cetatean+bemutato')).toEqual([]);
    expect(await found('q=etatean')).toEqual([]);
    // Less than three letters are a word, not its beginning.
    expect(await found('q=ce')).toEqual([]);
    expect(await found(`q=${encodeURIComponent("%_'\\*")}`)).toEqual([3, 2, 1]);
    expect(await found('q=cetatean&status=completed')).toEqual([]);
    const beyond = await (await official('registrator')).get(`/institutions/${CJ}/requests?page=11`);
    expect(beyond.status).toBe(400);
  });

  it('follow a request to its end', async () => {
    const citizen = await person('cetatean2@circula.example');
    const { at, request } = await submitCertificate(app, citizen, CJ);
    expect(await found(`q=${request.number}&status=submitted`)).toEqual([request.number]);
    await citizen.post(`${at}/withdraw`, {});
    expect(await found(`q=${request.number}&status=submitted`)).toEqual([]);
    expect(await found('q=bemutato&status=withdrawn')).toEqual([request.number]);
    expect((await inbox('registrator', `view=all&q=${request.number}`)).items).toEqual([]);
  });

  it('show an inbox in every order, and the other way round', async () => {
    const numbers = async (query: string) =>
      (await inbox('registrator', `view=office&${query}`)).items.map((item: { number: number }) => item.number);
    await inside(`update deadlines set due = due + 30 where institution_id = $1 and request_id = (
      select id from requests where institution_id = $1 and number = 1)`);
    await inside(`update tasks set legal_due = legal_due + 30 where institution_id = $1 and filed_number = 1`);
    await inside(`update tasks set priority = 90 where institution_id = $1 and filed_number = 3`);
    expect(await numbers('sort=due')).toEqual([3, 2, 1]);
    expect(await numbers('sort=-due')).toEqual([1, 2, 3]);
    expect(await numbers('sort=created')).toEqual([1, 2, 3]);
    expect(await numbers('sort=-created')).toEqual([3, 2, 1]);
    expect(await numbers('sort=number')).toEqual([1, 2, 3]);
    expect(await numbers('sort=priority')).toEqual([3, 2, 1]);
    expect(await numbers('q=verifica')).toEqual([3, 2, 1]);
    expect(await numbers('q=verifica+bemutato')).toEqual([2]);
    expect(await inbox('registrator', 'view=office')).toMatchObject({
      counts: { mine: 0, office: 3, all: 3 },
      total: 3,
      capped: false,
    });
    expect(await inbox('inspector', 'view=office')).toMatchObject({
      counts: { mine: 0, office: 0, all: 3 },
      items: [],
    });
  });

  it('keep the places of tasks when the legal clock stops and goes on', async () => {
    const { request } = await submitCertificate(app, await person('cetatean@circula.example'), CJ);
    await app.runtime.start();
    const inspector = await official('inspector');
    await completeElement(await official('registrator'), CJ, request.id, 'verifica-inregistrarea', {
      inregistrareCorecta: 'da',
    });
    await completeElement(await official('arhitect.sef'), CJ, request.id, 'repartizeaza-cererea', {
      inspector: inspector.account,
    });
    const place = async () =>
      await inside<{ due: string; for_applicant: boolean }>(
        `select to_char(legal_due, 'YYYY-MM-DD') as due, for_applicant from tasks
          where institution_id = $1 and request_id = $2 and status in ('created', 'reserved')`,
        request.id,
      );
    expect(await place()).toEqual([{ due: request.deadline.due, for_applicant: false }]);
    await completeElement(inspector, CJ, request.id, 'verifica-documentatia', {
      taxaCorecta: 'da',
      rezultat: 'completare',
      motivCompletare: 'Lipsește planul.',
      documenteCerute: 'Planul',
    });
    const asked = await eventually(
      async () => ((await place())[0]?.for_applicant ? await place() : null),
      'somebody is asked',
    );
    expect(asked).toEqual([{ due: '9999-12-31', for_applicant: true }]);
    expect((await inbox('registrator', `view=all&q=${request.number}`)).items).toEqual([]);
  });

  it('catch up with what a server of the release before has written', async () => {
    await inside(
      `update tasks set request_id = null, legal_due = '9999-12-31', filed_number = 0 where institution_id = $1`,
    );
    await inside(`delete from request_words where institution_id = $1`);
    expect(await found('q=cetatean&status=submitted')).toEqual([]);
    const [{ id: institution } = { id: '' }] = await inside<{ id: string }>(
      'select id from institutions where id = $1',
    );
    await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      await catchUpWithPlaces(tx);
      await catchUpWithWords(tx);
    });
    expect((await found('q=cetatean&status=submitted')).length).toBe(3);
    const left = await inside(
      `select key from tasks where institution_id = $1 and status in ('created', 'reserved') and request_id is null`,
    );
    expect(left).toEqual([]);
    await inside(`update requests set status = 'completed' where institution_id = $1 and number = 1`);
    await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => await catchUpWithWords(tx));
    expect(await found('q=1&status=completed')).toEqual([1]);
  });
});
