import { Agent, get, type IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { useLeaveTaking } from '../../src/platform/leave-taking.ts';

it('answers what is in flight when the server closes, and waits for no connection that is kept for later', async () => {
  const server = Fastify({ forceCloseConnections: 'idle' });
  useLeaveTaking(server);
  let entered: () => void = () => undefined;
  const inside = new Promise<void>((resolve) => (entered = resolve));
  server.get('/slow', async () => {
    entered();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { done: true };
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const agent = new Agent({ keepAlive: true });
  try {
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/slow`, { agent }, (response) => resolve(response.resume())).once('error', reject);
    });
    await inside;
    const began = performance.now();
    await server.close();
    // A connection is kept for 72 s without this.
    expect(performance.now() - began).toBeLessThan(5_000);
    const { statusCode, headers } = await answer;
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
  } finally {
    agent.destroy();
  }
});
