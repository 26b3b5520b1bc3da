export * from '#words/shared/triage.ts'
