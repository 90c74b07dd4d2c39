import { BlockList, isIP } from 'node:net';

/** Networks that are nobody's public server: loopback, private, link-local, shared, documentation, multicast, reserved. */
const INNER: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
];

/** Of IPv6 only global unicast is outside, and of that not what carries IPv4 or is for documentation. */
const GLOBAL: readonly [network: string, prefix: number] = ['2000::', 3];
const INNER_GLOBAL: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const inner = new BlockList();
for (const [network, prefix, family] of INNER) inner.addSubnet(network, prefix, family);
for (const [network, prefix] of INNER_GLOBAL) inner.addSubnet(network, prefix, 'ipv6');
const global = new BlockList();
global.addSubnet(...GLOBAL, 'ipv6');

/** Whether an address leads, or may lead, into a network of our own; what is no address at all counts as inner. */
export function isInnerAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return inner.check(address, 'ipv4');
    case 6:
      return !global.check(address, 'ipv6') || inner.check(address, 'ipv6');
    default:
      return true;
  }
}
