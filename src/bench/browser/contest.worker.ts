import { type FromContest, runContest, type ToContest } from './contest.ts'

const post = (message: FromContest) => self.postMessage(message)
const echoes: (() => void)[] = []

self.addEventListener('message', ({ data }: MessageEvent<ToContest>) => {
  if (data.type === 'echoed') {
    echoes.shift()?.()
    return
  }
  const handOver = (result: unknown) =>
    new Promise<void>((settle) => {
      echoes.push(settle)
      post({ type: 'echo', result })
    })
  runContest(data, { handOver, tell: (trial, answers) => post({ type: 'measured', trial, answers }) }).then(
    () => post({ type: 'done' }),
    (error: unknown) => post({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})
