import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Most bytes of one post: a page of answers and the files chosen on it. */
const bodyLimit = 48 * 1024 * 1024;

/**
 * Reads what HTML forms send, with or without files, into `FormData`. Own parsers in the plugin's own scope, so that the
 * portal works in any server, whatever parsers that has.
 */
export function readPosts(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'buffer', bodyLimit },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? '';
      try {
        return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
      } catch {
        throw Object.assign(new Error('The form post cannot be read'), { statusCode: 400 });
      }
    },
  );
}

/** The posted form; empty when the browser sent no body. */
export function posted(request: FastifyRequest): FormData {
  return request.body instanceof FormData ? request.body : new FormData();
}

/** One text of the post, without spaces around it; empty when it is missing or a file. */
export function postedText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The files chosen for a field; browsers send an empty one when none was. */
export function postedFiles(form: FormData, name: string): File[] {
  return form.getAll(name).filter((value): value is File => typeof value !== 'string' && value.name !== '');
}

/** The texts of the post by name, for the reader of form answers. Names with `_` in front belong to the page itself. */
export function postedFields(form: FormData): { [name: string]: string | string[] } {
  const fields: { [name: string]: string | string[] } = Object.create(null);
  for (const name of new Set(form.keys())) {
    if (name.startsWith('_')) continue;
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string');
    const [first] = values;
    if (first !== undefined) fields[name] = values.length === 1 ? first : values;
  }
  return fields;
}
