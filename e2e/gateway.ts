import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { newFolder } from './new-folder.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const READY_WITHIN_MS = 180_000
/** What one gateway has compiled of its modules the next one finds. */
const COMPILED = { NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'sluicegate-compiled') }
/** It lives for seconds: what the engine spends on making the database's code faster would not come back. */
const SHORT_LIVED = ['--liftoff-only']

/** A real gateway in a process of its own, on a folder of its own, as `npm start` runs it. */
export interface RunningGateway {
  /** `http://localhost:PORT` */
  readonly origin: string
  /** What it printed so far. */
  said(): string
  /** Its folder stays. */
  end(): Promise<void>
  /** Its folder goes. */
  stop(): Promise<void>
  /** SIGKILL, then the same folder again. The port changes. */
  killAndRestart(): Promise<RunningGateway>
  /** Stops it as an operator would. The answer starts it again on the same folder and address, after so much time has passed. */
  interrupt(): Promise<(laterMs?: number) => Promise<RunningGateway>>
}

/**
 * The clock of a machine that is ahead. The embedded database asks the same one; timers are not touched. It comes before the program
 * itself, so that nothing has read the right time.
 */
function clockAhead(ms: number): Readonly<Record<string, string>> {
  const program = `
    const Real = Date
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + ${ms}] : given)) }
      static now() { return Real.now() + ${ms} }
    }`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` }
}

export async function startGateway(
  options: readonly string[] = [],
  given?: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningGateway> {
  const folder = given ?? (await newFolder(options, async (fresh) => (await startGateway(options, fresh)).end()))
  const child = spawn(
    process.execPath,
    [...SHORT_LIVED, path.join(ROOT, 'src/gateway/server.ts'), '--data', folder, '--port', '0', ...options],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: undefined, ...COMPILED, ...environment },
    },
  )
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  const origin = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The gateway did not come up:\n${output}`)), READY_WITHIN_MS)
    const look = () => {
      const address = /Console\s+(http:\S+)/.exec(output)?.[1]
      if (address === undefined || !output.includes('Sign in')) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout.on('data', look)
    child.once('exit', (code) => reject(new Error(`The gateway ended with ${code}:\n${output}`)))
  })
  return {
    origin,
    said: () => output,
    end: () => end(child, 'SIGTERM'),
    stop: async () => {
      await end(child, 'SIGTERM')
      fs.rmSync(folder, { recursive: true, force: true })
    },
    killAndRestart: async () => {
      await end(child, 'SIGKILL')
      return startGateway(options, folder, environment)
    },
    interrupt: async () => {
      await end(child, 'SIGTERM')
      return (laterMs = 0) => {
        const clock = laterMs === 0 ? {} : clockAhead(laterMs)
        return startGateway([...options, '--port', new URL(origin).port], folder, { ...environment, ...clock })
      }
    },
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}
