import { type FromContest, runContest, type ToContest } from './contest.ts'

const post = (message: FromContest, moved: readonly ArrayBuffer[] = []) =>
  self.postMessage(message, { transfer: [...moved] })
const sent: (() => void)[] = []

self.addEventListener('message', ({ data }: MessageEvent<ToContest>) => {
  if (data.type === 'read') {
    sent.shift()?.()
    return
  }
  const send = (bytes: Uint8Array<ArrayBuffer>) =>
    new Promise<void>((settle) => {
      sent.push(settle)
      post({ type: 'counted', bytes }, [bytes.buffer])
    })
  runContest(data, { post, send }).then(
    () => post({ type: 'done' }),
    (error: unknown) => post({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})
