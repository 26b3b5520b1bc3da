import * as z from 'zod'
import { type ConnectorConfig, WrongSetting } from '../kind.ts'

const Secrets = z.record(z.string().min(1), z.string().min(1))

/**
 * A field that holds several secrets by name, as a JSON object. `what` and `shape` are for the sentence that refuses it,
 * which repeats no secret.
 */
export function readSecrets(
  { values }: ConnectorConfig,
  field: string,
  what: string,
  isRight: (secret: string) => boolean,
  shape: string,
): Readonly<Record<string, string>> {
  const read = Secrets.safeParse(parsed(values[field] ?? ''))
  if (!read.success) throw new WrongSetting(field, `It is no JSON object of ${what} → secret, like {"${what}": "…"}.`)
  const wrong = Object.entries(read.data).find(([, secret]) => !isRight(secret))
  if (wrong !== undefined) throw new WrongSetting(field, `What stands for ${wrong[0]} is not ${shape}.`)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
