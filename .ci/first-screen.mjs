// The JavaScript that somebody waits for before the queue can be worked: the entry, the queue's own chunk and what both import.
// Bytes after gzip, as the gateway sends them; what is fetched later, when the page is idle, does not count. Fails over the budget.
import fs from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET_BYTES = 180_000
const FIRST = ['index.html', 'src/console/queue/QueuePage.tsx']

/** @type {Record<string, { file: string, imports?: string[] }>} */
const manifest = JSON.parse(fs.readFileSync('dist/.vite/manifest.json', 'utf8'))
/** @type {Set<string>} */
const files = new Set()
const add = (/** @type {string} */ name) => {
  const chunk = manifest[name]
  if (chunk === undefined) throw new Error(`dist/.vite/manifest.json has no "${name}". Build first: npm run build`)
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const other of chunk.imports ?? []) add(other)
}
for (const name of FIRST) add(name)

const sizes = [...files].map((file) => ({ file, bytes: gzipSync(fs.readFileSync(`dist/${file}`)).length }))
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
console.log(
  `first screen: ${total.toLocaleString('en')} of ${BUDGET_BYTES.toLocaleString('en')} bytes in ${files.size} files`,
)
if (total > BUDGET_BYTES) {
  for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes).slice(0, 12)) console.log(`  ${bytes}  ${file}`)
  console.log('Too much. What nobody needs before the first rows comes by later() (src/console/ui/later.ts).')
  process.exit(1)
}
