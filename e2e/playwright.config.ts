import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './browser.ts'

const RETRIES = process.env['CI'] === undefined ? 0 : 2

/** Each test or spec starts a gateway of its own on a folder of its own: see fixtures.ts and new-folder.ts. */
export default defineConfig({
  testDir: '.',
  globalSetup: './new-folder.ts',
  outputDir: '../test-results/browser',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  // On a shared machine a stall of some seconds is no news about the product; what passed only again is named at the end.
  // Waiting long costs nothing where nothing is wrong.
  retries: RETRIES,
  reporter: [['list'], ['json', { outputFile: '../test-results/browser.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // What the page was made of at each step is kept where a test fails. Where it is tried again, only then: keeping it took an eighth of
    // the time of all tests. A film of it took a third of a browser's.
    trace: { mode: RETRIES === 0 ? 'retain-on-failure' : 'on-all-retries', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findBrowser() ?? 'chromium', args: BROWSER_FLAGS },
  },
})
