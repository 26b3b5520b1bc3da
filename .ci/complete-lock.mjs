// The lock file must install on every platform, but npm leaves out binary packages of other platforms that the registry
// at hand does not offer, and `npm ci` then refuses the file elsewhere. This adds the missing entries from what the
// packages themselves declare. With --check it changes nothing and fails if something is missing.
import fs from 'node:fs'

const OS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  android: 'android',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
}
const CPU = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  armhf: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
  wasm32: 'wasm32',
  mips64el: 'mips64el',
}

const file = new URL('../package-lock.json', import.meta.url)
const before = fs.readFileSync(file, 'utf8')
const lock = JSON.parse(before)
let added = 0
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const target = `node_modules/${name}`
    if (lock.packages[target] !== undefined || lock.packages[`${place}/${target}`] !== undefined) continue
    if (!/^\d+\.\d+\.\d+/.test(version)) continue
    const words = name.split(/[/@-]/)
    const os = words.map((word) => OS[word]).filter(Boolean)
    const cpu = words.map((word) => CPU[word]).filter(Boolean)
    lock.packages[target] = {
      version,
      ...(entry.dev === true ? { dev: true } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
      ...(cpu.length > 0 ? { cpu } : {}),
    }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
if (process.argv.includes('--check')) {
  if (added > 0) {
    console.error(`package-lock.json lacks ${added} entries of other platforms. Run: node .ci/complete-lock.mjs`)
    process.exit(1)
  }
} else if (added > 0) {
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: ${added} entries of other platforms added`)
}
