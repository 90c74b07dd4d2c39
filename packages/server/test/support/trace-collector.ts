import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface OtlpSpan extends Omit<CollectedSpan, 'attributes' | 'links'> {
  readonly links?: CollectedSpan['links'];
  readonly attributes?: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

/** An OpenTelemetry collector: takes OTLP over HTTP and keeps what it was sent. */
export class TraceCollector {
  readonly spans: CollectedSpan[] = [];
  /** Everything that was sent, as text: for looking what is not in it. */
  text = '';
  readonly requests: { readonly path: string; readonly type: string; readonly authorization: string }[] = [];
  /** What it answers. */
  status = 200;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(): Promise<TraceCollector> {
    const server = createServer();
    const collector = new TraceCollector(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const type = String(request.headers['content-type']);
        const authorization = String(request.headers.authorization ?? '');
        collector.requests.push({ path: request.url ?? '', type, authorization });
        collector.text += body.toString('utf8');
        if (type === 'application/json' && collector.status === 200) collector.#take(JSON.parse(body.toString('utf8')));
        response.writeHead(collector.status, { 'content-type': type }).end(type === 'application/json' ? '{}' : '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The only span of that name; an error when there are more or none. */
  only(name: string): CollectedSpan {
    const found = this.spans.filter((span) => span.name === name);
    const [first] = found;
    if (!first || found.length > 1) throw new Error(`${found.length} spans are called ${name}.`);
    return first;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(body: { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] }): void {
    const spans = body.resourceSpans.flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans));
    for (const { attributes = [], links = [], ...span } of spans) {
      const values = attributes.map(({ key, value }) => [key, Object.values(value)[0]]);
      this.spans.push({ ...span, links, attributes: Object.fromEntries(values) });
    }
  }
}
