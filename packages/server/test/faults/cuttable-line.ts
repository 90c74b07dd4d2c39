import { createConnection, createServer, type Socket } from 'node:net';

/** A TCP line to a server that can go dead without being closed, as when a host or a firewall vanishes. */
export interface CuttableLine {
  readonly port: number;
  /** From now on nothing passes, in neither direction, on old connections and new ones. */
  cut(): void;
  /** New connections pass again; the old ones stay dead, as half-open ones do. */
  mend(): void;
  close(): void;
}

export async function layLine(target: number): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = createConnection(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    if (isCut) {
      near.pause();
      return;
    }
    near.pipe(far);
    far.pipe(near);
    // What one side ends without a word ends for the other too, as long as the line passes anything on.
    near.on('close', () => isCut || far.destroy());
    far.on('close', () => isCut || near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut() {
      isCut = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend() {
      isCut = false;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
