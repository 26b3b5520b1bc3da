import { execFileSync } from 'node:child_process'
import { chromium } from '@playwright/test'

/** Where browsers usually are, after what the person named and what Playwright brought. */
const CANDIDATES = [
  () => process.env['CHROMIUM_PATH'],
  () => chromium.executablePath(),
  () => 'chromium',
  () => 'chromium-browser',
  () => 'google-chrome-stable',
  () => 'google-chrome',
  () => '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  () => '/Applications/Chromium.app/Contents/MacOS/Chromium',
  () => 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  () => 'msedge',
]

/** The first Chromium that answers `--version`, as a path or a name on PATH; null if there is none. */
export function findBrowser(): string | null {
  for (const candidate of CANDIDATES) {
    const program = candidate()
    if (program !== undefined && program !== '' && answers(program)) return absolute(program)
  }
  return null
}

/** Chromium's sandbox does not work for root in a container; everybody else keeps it. */
export const BROWSER_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

function answers(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

function absolute(program: string): string {
  if (program.includes('/') || program.includes('\\') || process.platform === 'win32') return program
  return execFileSync('which', [program], { encoding: 'utf8' }).trim()
}
