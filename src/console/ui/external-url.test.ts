import { expect, test } from 'vitest'
import { externalUrl } from './external-url.ts'

test('https with a plain host becomes a link and names the host', () => {
  expect(externalUrl('HTTPS://Console.aws.example:8443/x?y#z')).toEqual({
    href: 'https://console.aws.example:8443/x?y#z',
    host: 'console.aws.example:8443',
  })
})

test('a look-alike host shows its ASCII form', () => {
  expect(externalUrl('https://gith\u0443b.com/')?.host).toMatch(/^xn--/)
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  ' https://a.example',
  'https://a.example/\u202egpj.exe',
  'data:text/html,<script>',
  'vbscript:x',
  'http://a.example',
  '//a.example',
  '/relative',
  'https:a.example',
  'https://user@evil.example',
  'https://bank.example:secret@evil.example',
  'https://',
  'https://a.example\\@b.example',
  `https://a.example/${'x'.repeat(3000)}`,
  '',
])('%j stays text', (text) => {
  expect(externalUrl(text)).toBeNull()
})
