import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['192.168.10.20', 'acme\n192.168.10.20'],
  ['100.64.3.4', 'acme\n100.64.3.4'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['fd12:3456:789a:1::1', 'acme\nfd12:3456:789a:1::/64'],
])('%s in the account acme is %j', (ip, value) => {
  expect(addressOf(ip, 'acme')).toEqual({ value, label: ip })
})

test.each([
  '',
  'AWS Internal',
  '127.0.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '::1',
  '::',
  'fe80::1',
  'ff02::1',
  '1.2.3.400',
])('%j is no address that two could share', (ip) => {
  expect(addressOf(ip, 'acme')).toBeNull()
})

test('a private address is another machine in another account, a public one is not', () => {
  expect(addressOf('10.0.0.5', 'a')?.value).not.toBe(addressOf('10.0.0.5', 'b')?.value)
  expect(addressOf('198.51.100.7', 'a')?.value).toBe(addressOf('198.51.100.7', 'b')?.value)
})

test('no text, however long or odd, is taken for an address that it is not', () => {
  const texts = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'f', ':', '.', '%', ' ', 'g'), maxLength: 60 })
  fc.assert(
    fc.property(
      texts.filter((text) => !/^[0-9a-f:.]{2,45}$/.test(text)),
      (text) => {
        expect(addressOf(text, 'acme')).toBeNull()
      },
    ),
  )
})
