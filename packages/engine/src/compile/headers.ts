import { child, type Element, extension, list, text } from './model.ts';

/** The headers of a job, of an element or of a listener in its property. */
export function readHeaders(element: Element, property?: 'headers'): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = {};
  const given = property === undefined ? extension(element, 'zeebe:TaskHeaders') : child(element, property);
  for (const header of list(given, 'values')) {
    const name = text(header, 'key');
    if (name !== null && name !== '__proto__') headers[name] = text(header, 'value') ?? '';
  }
  const resources = list(extension(element, 'zeebe:LinkedResources'), 'values').map((one) => ({
    resourceId: text(one, 'resourceId'),
    resourceType: text(one, 'resourceType'),
    linkName: text(one, 'linkName'),
    bindingType: text(one, 'bindingType') ?? 'latest',
    versionTag: text(one, 'versionTag'),
  }));
  if (resources.length > 0) headers.linkedResources = JSON.stringify(resources);
  return Object.freeze(headers);
}
