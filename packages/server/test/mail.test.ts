import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { notify } from '../src/domains/notifications/index.ts';
import type { Database } from '../src/persistence/data-source.ts';
import { model, SERVICE } from './runtime/models.ts';
import { createDatabase, type TestDatabase } from './support/databases.ts';
import { logInNew } from './support/members.ts';
import { createInstitution, createTestApp, eventually, publishModel } from './support/test-app.ts';

describe('e-mail', () => {
  const mails: { to: string[]; text: string }[] = [];
  let away = false;
  let server: SMTPServer;
  let created: TestDatabase;
  let database: Database;
  let app: App;
  let home: { id: string; slug: string };

  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          if (away) return done(new Error('try again later'));
          mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            text: Buffer.concat(parts).toString(),
          });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    created = await createDatabase('postgres');
    database = await created.open();
    const smtp = { url: `smtp://127.0.0.1:${port}`, from: 'circula@primaria.example' };
    app = await createTestApp(database, created, { config: { smtp, publicUrl: 'https://circula.example' } });
    home = await createInstitution(app.services.unitOfWork);
    await app.runtime.start();
  });
  afterAll(async () => {
    await app.stop();
    await database.close();
    await created.drop();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  const inside = async <T>(fn: Parameters<typeof app.services.unitOfWork.run<T>>[1]): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, fn);

  it('tells of a message once, in the language of its reader, and holds nothing of it', async () => {
    const reader = await logInNew(app, { institution: home.id, roles: ['official'] });
    const params = { secret: 'not for mail' };
    const tell = async () =>
      await inside(async (tx) => await notify(tx, { to: [reader.account], kind: 'test', request: null, params }));
    away = true;
    await tell();
    await new Promise((resolve) => setTimeout(resolve, 700));
    away = false;
    await eventually(async () => mails.length === 1, 'the mail has come, after the server was away');
    const [mail] = mails;
    expect(mail?.to).toHaveLength(1);
    expect(mail?.text).toMatch(/^From: circula@primaria.example/m);
    expect(mail?.text).toContain('https://circula.example');
    expect(mail?.text).toContain('Auto-Submitted: auto-generated');
    expect(mail?.text).not.toContain('not for mail');
    await eventually(async () => {
      const rows = await inside(
        async (tx) => await tx.query('select id from notifications where emailed_at is not null'),
      );
      return rows.length === 1;
    }, 'it is noted when');
  });

  it('is sent by a process to a group, one mail each', async () => {
    const readers = [1, 2].map(async () =>
      logInNew(app, { institution: home.id, roles: ['official'], groups: ['arhiva'] }),
    );
    await Promise.all(readers);
    const headers = ['to=arhiva', 'subject=Dosar nou\r\nBcc: spion@x.example', 'text=Vă așteaptă un dosar.'].map(
      (one) => {
        const [key, value] = one.split('=');
        return `<zeebe:header key="${key}" value="${value?.replaceAll('\r\n', '&#13;&#10;')}"/>`;
      },
    );
    const bpmn = model(
      SERVICE.replace(
        'type="double" retries="3"/>',
        `type="circula.mail"/><zeebe:taskHeaders>${headers.join('')}</zeebe:taskHeaders>`,
      ),
    );
    const definition = await publishModel(app, home.id, { bpmn });
    const before = mails.length;
    await inside(async (tx) => {
      const start = { definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' };
      await app.services.runner.start(tx, start);
    });
    await eventually(async () => mails.length === before + 2, 'both mails have come');
    const sent = mails.slice(before);
    expect(new Set(sent.flatMap((mail) => mail.to)).size).toBe(2);
    for (const mail of sent) {
      expect(mail.to.join()).not.toContain('spion');
      expect(mail.text).not.toMatch(/^Bcc:/m);
    }
  });
});
