// Runs PGlite in a worker thread, so that a query does not hold up the server. Plain JavaScript, because Node loads
// worker files itself. Protocol: see thread.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

if (parentPort === null) throw new Error('This file runs as a worker only.');
const port = parentPort;

const database = await PGlite.create(workerData.folder);
database.onNotification((channel, payload) => port.postMessage({ type: 'notification', channel, payload }));
port.postMessage({ type: 'ready' });

/** Errors lose their own fields when they cross threads. */
const portable = (message) =>
  message instanceof Error
    ? { ...message, isError: true, message: message.message, name: message.name }
    : { ...message };

// One session: requests are answered strictly in order.
let queue = Promise.resolve();
port.on('message', (request) => {
  queue = queue.then(async () => {
    try {
      if (request.type === 'close') {
        await database.close();
        port.postMessage({ type: 'answer', id: request.id, messages: [] });
        return;
      }
      const messages = await database.execProtocolStream(request.bytes, {
        throwOnError: false,
        ...(request.syncToFs === undefined ? {} : { syncToFs: request.syncToFs }),
      });
      port.postMessage({ type: 'answer', id: request.id, messages: messages.map(portable) });
    } catch (error) {
      port.postMessage({ type: 'failure', id: request.id, message: String(error?.message ?? error) });
    }
  });
});
