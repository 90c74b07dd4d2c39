import { BusinessError, type Job } from './work.ts';

/** Stands in for a register of land: parcels of Florești by number, with their square metres. */
const PARCELS: Readonly<Record<string, number>> = { '123456': 640, '123457': 1_200 };

/** What the worker does: the surface of the parcel in the variable `parcel`, or the business error `parcel-unknown`. */
export async function lookUpParcel(job: Job): Promise<Record<string, unknown>> {
  const parcel = String(job.variables.parcel ?? '');
  const surface = PARCELS[parcel];
  if (surface === undefined) throw new BusinessError('parcel-unknown', 'The register has no such parcel');
  return { surface };
}
