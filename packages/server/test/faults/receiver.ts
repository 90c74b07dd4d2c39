import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a call asks the receiver to do. */
export interface Errand {
  readonly id: string;
  /**
   * - `fine`: has its effect and is answered.
   * - `silent`: the first call has its effect and is never answered; a repeated one is answered.
   * - `poison`: fails each time, without an effect.
   */
  readonly kind: 'fine' | 'silent' | 'poison';
}

/** A server outside, which keeps to the idempotency keys it is given, as receivers of ours are asked to. */
export class Receiver {
  /** Effects by idempotency key, in their order. */
  readonly effects: { readonly key: string; readonly errand: Errand }[] = [];
  readonly #keys = new Set<string>();
  /** Calls of a key that had had its effect before. */
  repeated = 0;
  /** Calls of poison. */
  failed = 0;
  readonly #server: Server;
  readonly #isCommitted: (instance: string) => Promise<boolean>;
  #awaited = new Map<string, () => void>();
  /** Keys whose effect came before their commit. */
  readonly early: string[] = [];

  private constructor(isCommitted: (instance: string) => Promise<boolean>) {
    this.#isCommitted = isCommitted;
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('error', () => undefined);
      request.on('end', async () => {
        const errand = JSON.parse(Buffer.concat(parts).toString()) as Errand;
        const status = await this.#carryOut(String(request.headers['idempotency-key']), errand);
        if (status !== null) response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  static async listen(isCommitted: (instance: string) => Promise<boolean>): Promise<Receiver> {
    const receiver = new Receiver(isCommitted);
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when the errand has had its effect. */
  async effectOf(id: string): Promise<void> {
    await new Promise<void>((resolve) => this.#awaited.set(id, resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The status to answer; null: no answer ever. */
  async #carryOut(key: string, errand: Errand): Promise<number | null> {
    if (errand.kind === 'poison') {
      this.failed += 1;
      return 500;
    }
    if (this.#keys.has(key)) {
      this.repeated += 1;
      return 200;
    }
    this.#keys.add(key);
    if (!(await this.#isCommitted(key.split(':')[0] ?? ''))) this.early.push(key);
    this.effects.push({ key, errand });
    this.#awaited.get(errand.id)?.();
    this.#awaited.delete(errand.id);
    return errand.kind === 'silent' ? null : 200;
  }
}
