import { decryptTrackingCode, type RequestRow } from '../requests/index.ts';

export interface TrackingAddresses {
  /** Decrypts stored codes. */
  readonly secret: string;
  /** Where people reach the installation, without a trailing slash. */
  readonly publicUrl: () => string;
}

/** The public address and code of a request, as QR codes carry them; empty before submission. */
export function trackingOf(request: RequestRow, addresses: TrackingAddresses): { url: string; code: string } {
  const stored = request.tracking_code_enc;
  const code = stored === null ? null : decryptTrackingCode(Buffer.from(stored), addresses.secret, request.id);
  return code === null ? { url: '', code: '' } : { url: `${addresses.publicUrl()}/t/${code}`, code };
}
