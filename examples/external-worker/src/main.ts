import { lookUpParcel } from './look-up-parcel.ts';
import { work } from './work.ts';

const { CIRCULA_URL: url, CIRCULA_TOKEN: token } = process.env;
if (url === undefined || token === undefined) {
  console.error('Set CIRCULA_URL to the address of the institution in the API, and CIRCULA_TOKEN to a token of it.');
  process.exit(2);
}
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
process.on('SIGTERM', () => stop.abort());
await work({
  url,
  token,
  worker: `parcels-${process.pid}`,
  type: 'look-up-parcel',
  handle: lookUpParcel,
  signal: stop.signal,
});
