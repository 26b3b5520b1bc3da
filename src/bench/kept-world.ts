import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { History } from '../engine/whatif/history.ts'
import { decodeHistory, encodeHistory } from '../engine/whatif/wire.ts'
import { loadPack } from '../sigma/pack/pack.ts'
import { historyOf, type Likeness } from './whatif-world.ts'

/** Whose text says what a world is, beside the built-in triggers: with another one it is made anew. */
const SOURCES = ['./whatif-world.ts', '../engine/whatif/build-history.ts', '../engine/whatif/wire.ts']

/**
 * `historyOf`, from a file under `test-results/worlds` where it was made before: five million alerts take a minute to make, and a
 * bench that is run in parts shall not begin each with that. Comes through `encodeHistory` either way, so both are alike.
 */
export function keptHistoryOf(alerts: number, identityCount: number, likeness: Likeness): History {
  const digest = createHash('sha256')
  for (const source of SOURCES) digest.update(fs.readFileSync(new URL(source, import.meta.url)))
  digest.update(JSON.stringify(loadPack().map(({ trigger }) => trigger)))
  const name = `${likeness}-${alerts}-${identityCount}-${digest.digest('hex').slice(0, 12)}`
  const file = `test-results/worlds/${name}.bin`
  if (!fs.existsSync(file)) {
    fs.mkdirSync('test-results/worlds', { recursive: true })
    // Under another name until it is whole: whoever is stopped in between leaves no half of a world.
    fs.writeFileSync(`${file}.part`, encodeHistory(historyOf(alerts, identityCount, likeness)))
    fs.renameSync(`${file}.part`, file)
  }
  return decodeHistory(new Uint8Array(fs.readFileSync(file)))
}
