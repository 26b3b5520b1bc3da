import { expect, test } from 'vitest'
import { passkeyPlace } from './passkey.ts'

test.each([
  ['http://localhost:4747', 'localhost'],
  ['https://gate.example', 'gate.example'],
  ['https://Gate.Example:8443', 'gate.example'],
  ['http://soc.localhost:1', 'soc.localhost'],
])('passkeys work on %s under the name %s', (origin, rpId) => {
  expect(passkeyPlace(origin)).toEqual({ ok: true, rpId, origin: origin.toLowerCase() })
})

test.each([
  [
    'http://127.0.0.1:4747',
    'Passkeys do not work on the bare address 127.0.0.1. Open http://localhost with the same port.',
  ],
  ['https://10.0.0.7', 'Passkeys do not work on the bare address 10.0.0.7. Open the console by its name.'],
  ['http://[::1]:4747', 'Passkeys do not work on the bare address [::1]. Open http://localhost with the same port.'],
  ['http://gate.example', 'Passkeys work over https only. Open https://gate.example.'],
  ['file://', 'This address has no name of its own.'],
  ['https://a b', 'This address has no name of its own.'],
])('on %s they do not, and the sentence says where they do', (origin, because) => {
  expect(passkeyPlace(origin)).toEqual({ ok: false, because })
})
