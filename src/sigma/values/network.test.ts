import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, refusalsOf } from '../testing/rules.ts'
import { addressOf, isInside, readNetwork } from './network.ts'

function inside(network: string, address: string): boolean {
  const read = readNetwork(network)
  if (!read.ok) throw new Error(`${network}: ${read.shouldBe}`)
  return isInside(read.network, address)
}

test('an IPv4 network holds its addresses from the first to the last', () => {
  expect(['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'].map((one) => inside('10.0.0.0/8', one))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(inside('0.0.0.0/0', '203.0.113.9')).toBe(true)
  expect(inside('192.0.2.7', '192.0.2.7')).toBe(true)
  expect(inside('192.0.2.7', '192.0.2.8')).toBe(false)
})

test('an IPv6 network holds its addresses, however they are shortened', () => {
  expect(inside('2001:db8::/32', '2001:0DB8:0:0::1')).toBe(true)
  expect(inside('2001:db8::/32', '2001:db9::')).toBe(false)
  expect(inside('fe80::/10', 'fe80::1%eth0')).toBe(true)
  expect(inside('::1/128', '0:0:0:0:0:0:0:1')).toBe(true)
})

test('both spellings of an IPv4 address lie in an IPv4 network', () => {
  expect(inside('10.0.0.0/8', '::ffff:10.1.2.3')).toBe(true)
  expect(inside('10.0.0.0/8', '::ffff:a01:203')).toBe(true)
  expect(inside('::ffff:0:0/96', '10.1.2.3')).toBe(true)
})

test('an IPv4 address lies in no IPv6 network', () => {
  expect(inside('::/0', '10.1.2.3')).toBe(false)
  expect(inside('::/0', '::ffff:10.1.2.3')).toBe(true)
  expect(inside('::/0', '2001:db8::1')).toBe(true)
})

test.each([
  '',
  '10.0.0',
  '10.0.0.256',
  '010.0.0.1',
  '10.0.0.1:443',
  '1::2::3',
  ':::',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  'g::',
])('%j is no address', (text) => {
  expect(addressOf(text)).toBeNull()
})

test('host bits set are refused, with the network that is meant', () => {
  expect(refusalsOf("a|cidr: '10.0.0.1/8'")).toEqual(['5:14 `10.0.0.1/8` is no network; should be 10.0.0.0/8'])
  expect(refusalsOf("a|cidr: '2001:db8::1/32'")).toEqual([
    '5:14 `2001:db8::1/32` is no network; should be 2001:db8::/32',
  ])
})

test.each([
  ['1.2.3.4.5.6/16', 'a network: 10.0.0.0/8 or 2001:db8::/32'],
  ['10.0.0.0/33', 'a prefix from 0 to 32'],
  ['::/129', 'a prefix from 0 to 128'],
  ['10.0.0.0/-1', 'a prefix from 0 to 32'],
  ['10.0.0.0/8/8', 'a network: 10.0.0.0/8 or 2001:db8::/32'],
])('the network %s is refused', (network, shouldBe) => {
  expect(refusalsOf(`a|cidr: '${network}'`)).toEqual([`5:14 \`${network}\` is no network; should be ${shouldBe}`])
})

test('what is no text with an address in it lies in no network', () => {
  const records = [{ a: 167772161 }, { a: 'host' }, { a: '' }, { a: null }, { a: { b: '10.0.0.1' } }, {}]
  expect(records.map((record) => holds('a|cidr: 10.0.0.0/8', record))).toEqual(records.map(() => false))
  expect(holds('a|cidr: 10.0.0.0/8', { a: ['192.0.2.1', '10.0.0.1'] })).toBe(true)
})

/** The same answer bit by bit, over an address as a row of zeros and ones. */
function agrees(network: readonly number[], address: readonly number[], prefix: number): boolean {
  return network.slice(0, prefix).every((bit, i) => bit === address[i])
}

const bitsOf = (bytes: Iterable<number>) =>
  [...bytes].flatMap((byte) => Array.from({ length: 8 }, (_, i) => (byte >> (7 - i)) & 1))
const cut = (bytes: Uint8Array, prefix: number) =>
  bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))))
const v4 = (bytes: Uint8Array) => [...bytes].join('.')
const v6 = (bytes: Uint8Array) =>
  Array.from({ length: 8 }, (_, i) => (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16)).join(':')

test.each([
  ['IPv4', 4, v4],
  ['IPv6', 16, v6],
] as const)('%s networks agree with comparing bit by bit', (_, size, spell) => {
  const bytes = fc.uint8Array({ minLength: size, maxLength: size })
  // Addresses that share a beginning of any length with the network, and any others.
  const pair = fc.tuple(bytes, bytes, fc.nat(size * 8), fc.nat(size * 8)).map(([network, other, prefix, shared]) => {
    const mixed = cut(network, shared).map(
      (byte, i) => byte | ((other[i] ?? 0) & ~(cut(new Uint8Array(size).fill(255), shared)[i] ?? 0)),
    )
    return { network: cut(network, prefix), address: mixed, prefix }
  })
  fc.assert(
    fc.property(pair, ({ network, address, prefix }) => {
      expect(inside(`${spell(network)}/${prefix}`, spell(address))).toBe(
        agrees(bitsOf(network), bitsOf(address), prefix),
      )
    }),
    { numRuns: 500 },
  )
})
