import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { Problem } from '../../problems.ts';

/** A return address that stays in this installation: a path, or an address under its own origin. Everything else is a 400. */
export function checkedReturnUrl(config: Pick<Config, 'publicUrl'>, request: FastifyRequest, url: string): string {
  if (/^\/(?![/\\])[\x21-\x7e]*$/.test(url)) return url;
  const own = [config.publicUrl, `${request.protocol}://${request.host}`].filter((one) => one !== null);
  if (URL.canParse(url) && own.some((origin) => new URL(url).origin === new URL(origin).origin))
    return new URL(url).href;
  throw new Problem('body-invalid', 'The return address must be a path of this installation', {
    errors: [{ field: 'returnUrl', code: 'foreign-address', message: 'must be a path of this installation' }],
  });
}
