// What is checked before any test runs: as many checks at a time as there are processors, since most of them use one. Each is shown
// when it has ended, whole; all run, so that one look tells everything that is wrong.
import { spawn } from 'node:child_process'
import os from 'node:os'

/** Longest first. */
const CHECKS = [
  'npm run lint',
  'npm run types',
  'npm run build -- --logLevel warn && node .ci/first-screen.mjs',
  'npm run unused',
  'npm run format:check',
  'node .ci/complete-lock.mjs --check',
]

/** @type {string[]} */
const failed = []
const waiting = [...CHECKS]
await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, work))
if (failed.length > 0) {
  console.log(`\nNot as it should be:\n${failed.map((check) => `  ${check}\n`).join('')}`)
  process.exit(1)
}

async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { ok, said } = await run(check)
    process.stdout.write(`\n$ ${check}\n${said}`)
    if (!ok) failed.push(check)
  }
}

/** @param {string} check @returns {Promise<{ ok: boolean, said: string }>} */
function run(check) {
  return new Promise((resolve, reject) => {
    const child = spawn(check, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    /** @type {Buffer[]} */
    const said = []
    child.stdout.on('data', (data) => said.push(data))
    child.stderr.on('data', (data) => said.push(data))
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, said: Buffer.concat(said).toString() }))
  })
}
