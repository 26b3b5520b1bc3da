import fs from 'node:fs'
import path from 'node:path'
import { KEY_BYTES } from './vault.ts'

const FILE_NAME = 'secrets.key'

/**
 * The keys for secrets, newest first: `SLUICEGATE_SECRET_KEY`, or the file that `SLUICEGATE_SECRET_KEY_FILE` names, each
 * one or several keys of 32 bytes in base64, by commas or lines. With neither, an embedded database brings a key file of
 * its own in `folder`, readable by its owner alone; with `folder` null there is no key and no secret can be stored.
 * Throws a RangeError that never repeats a key.
 */
export function readSecretKeys(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string | null,
): readonly Uint8Array<ArrayBuffer>[] {
  const text = environment['SLUICEGATE_SECRET_KEY']
  if (text !== undefined && text !== '') return parseKeys(text, 'SLUICEGATE_SECRET_KEY')
  const file = environment['SLUICEGATE_SECRET_KEY_FILE']
  if (file !== undefined && file !== '') return parseKeys(fs.readFileSync(file, 'utf8'), file)
  if (folder === null) return []
  return parseKeys(ownKeyFile(path.join(folder, FILE_NAME)), FILE_NAME)
}

function ownKeyFile(file: string): string {
  try {
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES))).toString('base64')
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, `${key}\n`, { flag: 'wx', mode: 0o600 })
    return key
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return fs.readFileSync(file, 'utf8')
    throw error
  }
}

function parseKeys(text: string, from: string): readonly Uint8Array<ArrayBuffer>[] {
  const keys = text.split(/[\s,]+/).filter((piece) => piece !== '')
  if (keys.length === 0) throw new RangeError(`${from} holds no key. It takes ${KEY_BYTES} bytes in base64.`)
  return keys.map((piece, i) => {
    const bytes = new Uint8Array(Buffer.from(piece, 'base64'))
    if (bytes.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(piece)) {
      throw new RangeError(
        `${from}: key ${i + 1} is not ${KEY_BYTES} bytes in base64. Make one: openssl rand -base64 32`,
      )
    }
    return bytes
  })
}
