export * as words from '#words/queue.ts'
