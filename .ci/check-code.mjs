// What is checked before any test runs: as many checks at a time as there are processors, since most of them use one. Each is shown
// when it has ended, whole; all run, so that one look tells everything that is wrong. What its arguments name is fetched meanwhile: that
// waits for the network, and whoever needs it afterwards finds it there, or says itself that it is not.
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

/** One after the other: both ask the system's package manager. @type {Record<string, string>} */
const FETCHED = { targets: 'node mocks/targets/install.ts', browser: 'node e2e/install-browser.ts' }
const fetching = fetchAll(process.argv.slice(2))

/** @type {string[]} */
const failed = []
const waiting = [...CHECKS]
await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, work))
await fetching
if (failed.length > 0) {
  console.log(`\nNot as it should be:\n${failed.map((check) => `  ${check}\n`).join('')}`)
  process.exit(1)
}

/** @param {readonly string[]} names */
async function fetchAll(names) {
  for (const name of names) {
    const program = FETCHED[name]
    if (program === undefined) throw new Error(`check-code fetches ${Object.keys(FETCHED).join(' or ')}, not ${name}`)
    await run(program)
  }
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
