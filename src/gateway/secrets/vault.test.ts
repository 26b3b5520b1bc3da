import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readSecretKeys } from './read-keys.ts'
import { createVault } from './vault.ts'

const key = (fill: number) => new Uint8Array(32).fill(fill)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

test('what is sealed opens for what it was sealed for, and differs each time', async () => {
  const vault = createVault([key(1)])
  const [one, two] = await Promise.all([
    vault.seal('connector/a/token', 'hush'),
    vault.seal('connector/a/token', 'hush'),
  ])
  expect(one).not.toBe(two)
  expect(one).not.toContain('hush')
  expect(await vault.open('connector/a/token', one)).toBe('hush')
  await expect(vault.open('connector/b/token', one)).rejects.toThrow(/belongs to something else/)
})

test('every changed character is found', async () => {
  const vault = createVault([key(1)])
  const sealed = await vault.seal('x', 'hush')
  for (let at = 0; at < sealed.length; at += 7) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    await expect(vault.open('x', changed), String(at)).rejects.toThrow(/stored secret/)
  }
})

test('the newest key seals, older ones open, and a key that is not here is named', async () => {
  const sealed = await createVault([key(1)]).seal('x', 'hush')
  const both = createVault([key(2), key(1)])
  expect([await both.open('x', sealed), both.isCurrent(sealed)]).toEqual(['hush', false])
  expect(both.isCurrent(await both.seal('x', 'hush'))).toBe(true)
  await expect(createVault([key(2)]).open('x', sealed)).rejects.toThrow(/under key [0-9a-f]{12}, which/)
})

test('keys come from the environment or a file; an embedded database makes its own, for its owner’s eyes', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-keys-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'given.key')
  fs.writeFileSync(file, `${base64(key(3))}\n${base64(key(4))}\n`)
  expect(readSecretKeys({ SLUICEGATE_SECRET_KEY: base64(key(5)) }, folder)).toEqual([key(5)])
  expect(readSecretKeys({ SLUICEGATE_SECRET_KEY_FILE: file }, folder)).toEqual([key(3), key(4)])
  const own = readSecretKeys({}, folder)
  expect(readSecretKeys({}, folder)).toEqual(own)
  expect(fs.statSync(path.join(folder, 'secrets.key')).mode & 0o077).toBe(0)
  expect(readSecretKeys({}, null)).toEqual([])
})

test('a key that is none is refused without being repeated', () => {
  for (const text of ['hunter2', base64(key(1)).slice(4), `${base64(key(1))},%%%`]) {
    const read = () => readSecretKeys({ SLUICEGATE_SECRET_KEY: text }, null)
    expect(read).toThrow(RangeError)
    expect(read).not.toThrow(/hunter2|AQEB/)
  }
})
