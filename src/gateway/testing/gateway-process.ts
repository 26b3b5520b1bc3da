import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { RunnerPoint } from '../runner/runner.ts'
import { COMPILED } from './compiled.ts'

/** What happens to a gateway in a process of its own, and where. */
export interface Accident {
  readonly database: string
  readonly tenant: string
  /** Address of the target, or of what stands before it. */
  readonly target: string
  readonly at: RunnerPoint | null
  readonly signal: 'SIGKILL' | 'SIGSTOP'
  /** So often it gets past the point first. */
  readonly skip: number
  readonly leaseMs: number
  readonly executeWithinMs: number
  /** By how much its wall clock is wrong. */
  readonly clockMs: number
  /** True: it judges by that clock and not by the database's. What the checks must find. */
  readonly trustsItself: boolean
  /** True: it answers people, and carries nothing out. */
  readonly serves: boolean
}

export interface GatewayProcess {
  readonly pid: number
  /** Where it answers people; empty where it serves nobody. */
  readonly origin: string
  /** Resolves with the signal that ended it, null where it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>
  readonly hasEnded: boolean
  /** Whether the kernel has stopped it, as `/proc` says. */
  isStopped(): boolean
  goOn(): void
  kill(): Promise<void>
}

const CHILD = path.join(import.meta.dirname, 'accident-gateway.ts')

/** Starts one and resolves when it has begun to look for work. */
export async function startGatewayProcess(accident: Accident): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(accident)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...COMPILED },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  let hasEnded = false
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, signal) => {
      hasEnded = true
      resolve(signal)
    })
  })
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (ready: Buffer) => resolve(ready.toString().trim().split(' ')[1] ?? ''))
    child.once('exit', () => reject(new Error(`the gateway ended before it was ready: ${said.slice(0, 2000)}`)))
  })
  const pid = child.pid ?? 0
  return {
    pid,
    origin,
    ended,
    get hasEnded() {
      return hasEnded
    },
    isStopped: () => {
      try {
        return /^State:\s+T/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
      } catch {
        return false
      }
    },
    goOn: () => {
      process.kill(pid, 'SIGCONT')
    },
    kill: async () => {
      if (!hasEnded) child.kill('SIGKILL')
      await ended
    },
  }
}
