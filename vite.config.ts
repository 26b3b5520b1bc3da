import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The page is served by the gateway in one process; in development Vite proxies /api to it. */
export default defineConfig({
  plugins: [react({ compiler: true }), tailwindcss()],
  worker: { format: 'es' },
  build: { target: 'es2024', sourcemap: false, reportCompressedSize: false },
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  server: { proxy: { '/api': 'http://127.0.0.1:4747' } },
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'mocks/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
