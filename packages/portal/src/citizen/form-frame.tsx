import type { ComponentChildren } from 'preact';
import type { Visit } from './visit.ts';

/**
 * A form that posts to the portal: carries the page's token and, when it starts or advances something, a key by which
 * a double click or a repeated post is the same command.
 */
export function PostForm({
  visit,
  action,
  idempotencyKey,
  files = false,
  island,
  data = {},
  children,
}: {
  visit: Visit;
  /** Where to post; by default the page's own address. */
  action?: string;
  idempotencyKey?: string;
  files?: boolean;
  /** Marks the form for a script of the page. */
  island?: string;
  /** What that script needs to know, as `data-*`. */
  data?: { readonly [name: string]: string };
  children: ComponentChildren;
}) {
  return (
    <form
      method="post"
      action={action ?? visit.address.split('?')[0]}
      enctype={files ? 'multipart/form-data' : undefined}
      data-island={island}
      {...Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]))}
      noValidate
    >
      <input type="hidden" name="_csrf" value={visit.session.csrfToken} />
      {idempotencyKey ? <input type="hidden" name="_key" value={idempotencyKey} /> : null}
      {children}
    </form>
  );
}
