import { spawnSync } from 'node:child_process'
import { findBrowser } from './browser.ts'

/** Makes sure that there is a Chromium: the one at hand, else Playwright's, else the system's package. */
function install(): string | null {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['npx', ['--no-install', 'playwright', 'install', 'chromium']],
    ...(process.getuid?.() === 0
      ? ([
          ['apt-get', ['update', '-q']],
          ['apt-get', ['install', '-yq', '--no-install-recommends', 'chromium']],
        ] as const)
      : []),
  ]
  for (const [program, words] of attempts) {
    spawnSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 })
    const found = findBrowser()
    if (found !== null) return found
  }
  return null
}

const browser = findBrowser() ?? install()
if (browser === null) {
  process.stderr.write(
    'No Chromium was found and none could be installed.\n' +
      'Install Chromium or Chrome, or name it: CHROMIUM_PATH=/path/to/chromium npm test\n',
  )
  process.exit(1)
}
process.stdout.write(`Browser: ${browser}\n`)
