import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './.ci/longest-first.ts'
import about from './package.json' with { type: 'json' }
import { writeCompressedCopies } from './src/gateway/static-files.ts'

/** Whose words the page speaks: a condition of the import `#words/…` in package.json. English where nothing is said. */
const language = process.env['SLUICEGATE_LANGUAGE'] ?? 'en'
if (language !== 'en' && !(language in about.imports['#words/*'])) {
  throw new Error(`SLUICEGATE_LANGUAGE: package.json names no folder of words for "${language}"`)
}

/** The page says which language it is in, and a build in which a word is missing fails. */
const spoken: Plugin = {
  name: 'spoken-language',
  transformIndexHtml: (html) => html.replace('<html lang="en"', `<html lang="${language}"`),
}

/** As the gateway sends them. */
const compressed: Plugin = {
  name: 'compressed-copies',
  apply: 'build',
  writeBundle: ({ dir }) => writeCompressedCopies(dir ?? 'dist'),
}

/** The page is served by the gateway in one process; in development Vite proxies /api to it. */
export default defineConfig({
  plugins: [react({ compiler: true }), tailwindcss(), spoken, compressed],
  resolve: { conditions: [...(language === 'en' ? [] : [language]), ...defaultClientConditions] },
  // As below: what a worker does not validate with goes, and with it zod's attempt to compile itself, which our policy forbids.
  worker: { format: 'es', rolldownOptions: { treeshake: { manualPureFunctions: ['z'] } } },
  build: {
    target: 'es2024',
    reportCompressedSize: false,
    // A list of what each screen imports would be 6 kB of the first: it stands there for the queue, the others ask as they come.
    modulePreload: {
      resolveDependencies: (file, files) =>
        /QueuePage|\.html$/.test(file) ? files : files.filter((one) => one.endsWith('.css')),
    },
    // Which files the first screen is made of: `.ci/first-screen.mjs` adds them up.
    manifest: true,
    // Schemas stand beside the constants that the console imports. Building one has no effect, so what is unused goes,
    // and zod with it: the page never validates, the gateway does.
    rolldownOptions: {
      onLog: (level, log, log2) => log2(log.code === 'IMPORT_IS_UNDEFINED' ? 'error' : level, log),
      treeshake: { manualPureFunctions: ['z'] },
      // The catalogue costs nothing: what is said once stands where it is said, and what nobody says is gone.
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      output: {
        // What places popups is fetched when the page is idle, in one piece; what every screen stands on comes with the first.
        codeSplitting: {
          groups: [
            { name: 'popups', priority: 1, test: /node_modules\/@(base-ui|floating-ui)\// },
            {
              name: 'base',
              priority: 2,
              test: /node_modules\/(react|react-dom|scheduler)\//,
            },
          ],
        },
      },
    },
  },
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  // The gateway compares the origin with the host the browser used, so the proxy must not rewrite it.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:4747', changeOrigin: false } } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          // Most of a run was loading the same modules for each file anew. Files share a process, so a test leaves nothing behind.
          isolate: false,
          maxWorkers: '100%',
          include: ['src/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        // The fake network replaces the fetch of its process, so it has one of its own.
        test: { name: 'mocks', include: ['mocks/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
  },
})
