import { defineConfig } from '@playwright/test'
import config from './playwright.config.ts'

/** `npm run screenshots`: takes the pictures of the documentation again, from the sample estate. No part of the tests. */
export default defineConfig({
  ...config,
  testMatch: 'screenshots.ts',
  timeout: 600_000,
  reporter: 'list',
})
