import { expect, test } from 'vitest'
import { signatureTrouble } from './webhook-signature.ts'

const body = new TextEncoder().encode('bar')

test('the published check value of GitGuardian holds, and only at its time', () => {
  const headers = new Headers({
    Timestamp: '0',
    'Gitguardian-Signature': 'sha256=172fe3d694b734aa53dc892fd3b8d62163fc240064de570ba006900bb54a0fc2',
  })
  const signature = { scheme: 'gitguardian', secret: 'foo' } as const
  expect(signatureTrouble(signature, headers, body, 0)).toBeNull()
  expect(signatureTrouble(signature, headers, body, 300_001)).toMatch(/five minutes/)
  expect(signatureTrouble(signature, headers, new TextEncoder().encode('baz'), 0)).toMatch(/not ours/)
})

test('a delivery of GitHub without a signature, or with one of another length, is refused', () => {
  const signature = { scheme: 'github', secret: 'foo' } as const
  expect(signatureTrouble(signature, new Headers(), body, 0)).toMatch(/no signature/)
  const short = new Headers({ 'X-Hub-Signature-256': 'sha256=00' })
  expect(signatureTrouble(signature, short, body, 0)).toMatch(/not ours/)
})
