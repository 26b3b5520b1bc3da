import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { from } from '../../testing/evidence.ts'
import { agentFamily, sourceNetwork } from './traits.ts'

test.each([
  ['198.51.100.7', '198.51.100.0/24'],
  ['::ffff:198.51.100.7', '198.51.100.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:0DB8::1', '2001:db8:0::/48'],
  ['2001::7:6:5:4:3:2', '2001:0:7::/48'],
  ['64:ff9b::198.51.100.7', '64:ff9b:0::/48'],
  ['::1:2:3:4:5:6:7', '0:1:2::/48'],
])('%s belongs to %s', (ip, network) => {
  expect(sourceNetwork(from(ip))).toBe(network)
})

test('without an address the AS number is the network; a call through a service has none', () => {
  expect(sourceNetwork(from(null, { asn: 'AS64500' }))).toBe('as:AS64500')
  expect(sourceNetwork(from('10.0.0.1', { asn: 'AS64500' }))).toBe('10.0.0.0/24')
  expect(sourceNetwork(from(null, { viaService: 'cloudformation.amazonaws.com' }))).toBeNull()
})

test('addresses of one /48 are one network however they are written', () => {
  const hextet = fc.integer({ min: 0, max: 0xffff })
  fc.assert(
    fc.property(
      fc.array(hextet, { minLength: 8, maxLength: 8 }),
      fc.array(hextet, { minLength: 5, maxLength: 5 }),
      (address, tail) => {
        const written = address.map((part) => part.toString(16).padStart(4, '0').toUpperCase()).join(':')
        const neighbour = [...address.slice(0, 3), ...tail].map((part) => part.toString(16)).join(':')
        expect(sourceNetwork(from(written))).toBe(sourceNetwork(from(neighbour)))
      },
    ),
  )
})

test.each([
  ['versions', 'aws-cli/2.9.19 Python/3.11.2 Linux/5.10', 'aws-cli/2.15.0 Python/3.12.1 Linux/6.1'],
  [
    'what an SDK writes of the one call',
    'aws-sdk-go-v2/1.17.0 os/linux lang/go/1.18.10 md/GOOS/linux api/sts#1.17.1',
    'aws-sdk-go-v2/1.17.0 os/linux lang/go/1.18.10 md/GOOS/linux api/ec2#1.63.1',
  ],
  ['the command', 'aws-cli/2.9.6 exe/x86_64 command/s3.ls', 'aws-cli/2.9.6 exe/x86_64 command/iam.list-users'],
  [
    'the id of a run',
    'stratus-red-team_20f9795b-aa02-4c8e-bad6-bd338ec09f59',
    'stratus-red-team_e2f5a03c-2864-48f9-ac8f-00e1f1916e56',
  ],
  ['how far a build is from its release', 'terraform/1.5.0-beta2 provider/5.0', 'terraform/1.6.0 provider/5.1-rc1'],
])('a user agent stays the same family when %s changes', (_what, before, after) => {
  expect(agentFamily(after)).toBe(agentFamily(before))
})

test.each([
  ['another program', 'aws-cli/2.9.19 Python/3.11', 'Boto3/1.26 Python/3.11'],
  ['another distribution', 'aws-cli/2.9.19 Linux/6.1.0-generic', 'aws-cli/2.9.19 Linux/6.1.0-kali5-amd64'],
])('%s is another family', (_what, before, after) => {
  expect(agentFamily(after)).not.toBe(agentFamily(before))
})

test('a user agent without a word is none, and a huge one costs no more than its beginning', () => {
  expect(agentFamily('1.0')).toBeNull()
  expect(agentFamily('')).toBeNull()
  expect(agentFamily(`curl/8 ${'x '.repeat(100_000)}`)).toBe('curl')
})
