import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { test } from 'vitest'
import { freePort } from '../../testing/free-port.ts'

const folder = path.resolve('mocks/targets')
const HOW = 'Run: node mocks/targets/install.ts'

/** A system of Debian's, unpacked in a folder. */
export interface DebianTarget {
  /** A file of its packages, e.g. `usr/bin/redis-server`. */
  readonly file: (name: string) => string
  /** With the libraries that the machine itself has not. */
  readonly env: NodeJS.ProcessEnv
}

/**
 * Runs the tests inside against a system of Debian's. Where it cannot be had they are left out loudly: one skipped test
 * says why, and the last lines of a run repeat it. `whyNot` is for what such a system needs of the machine besides.
 */
export function withDebian(
  name: string,
  tests: (target: DebianTarget) => void,
  whyNot: () => string | null = () => null,
): void {
  const home = path.join(folder, 'debian', name)
  const why = path.join(home, 'why')
  const isThere = fs.existsSync(path.join(home, 'packages'))
  const missing = fs.existsSync(why) ? fs.readFileSync(why, 'utf8') : HOW
  const reason = isThere ? whyNot() : missing
  if (reason === null) return tests(targetAt(path.join(home, 'root')))
  test.runIf(false)(`NOT TRIED HERE: ${name}. ${reason}`, () => undefined)
}

function targetAt(root: string): DebianTarget {
  const places = ['usr/lib', 'lib'].flatMap((place) => {
    const libraries = path.join(root, place)
    if (!fs.existsSync(libraries)) return []
    return fs.readdirSync(libraries).flatMap((one) => (one.endsWith('-linux-gnu') ? [path.join(libraries, one)] : []))
  })
  return {
    file: (name) => path.join(root, name),
    env: { ...process.env, LD_LIBRARY_PATH: places.join(':') },
  }
}

/** Where a package from npm is; throws the sentence that says how to get it. */
export function npmTarget(name: string): string {
  const home = path.join(folder, 'node_modules', name)
  if (!fs.existsSync(home)) throw new Error(`The target ${name} is not installed. ${HOW}`)
  return home
}

export interface Running {
  readonly port: number
  /** Of its own; removed when it stops. */
  readonly home: string
  stop(): Promise<void>
}

export interface Start {
  readonly program: string
  readonly words: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** As whom it runs, where that is somebody else. */
  readonly user?: { readonly uid?: number; readonly gid?: number }
  /** Where it is not ended by the usual signal. */
  readonly endedBy?: 'SIGKILL'
  /** Whether it answers by now. */
  readonly isUp: (port: number) => Promise<boolean>
}

const UP_WITHIN_MS = 120_000

/**
 * Starts a program on a free port with a folder of its own, and waits until it answers and `furnish` is through. Rejects with what
 * it printed, or with what went wrong in `furnish`; it is stopped then.
 */
export async function startProgram(
  prepare: (port: number, home: string) => Start,
  furnish: (port: number) => Promise<void> = () => Promise.resolve(),
): Promise<Running> {
  const port = await freePort()
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-target-'))
  const { program, words, env, user, endedBy, isUp } = prepare(port, home)
  const child = spawn(program, words, {
    ...user,
    cwd: home,
    env: env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const keep = (bytes: Buffer) => {
    printed = `${printed}${bytes.toString('utf8')}`.slice(-4_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.on('error', (error) => keep(Buffer.from(error.message)))
  const stop = async () => {
    await end(child, endedBy)
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
  const until = Date.now() + UP_WITHIN_MS
  while (!(await isUp(port).catch(() => false))) {
    if (child.exitCode === null && child.pid !== undefined && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    await stop()
    throw new Error(`${program} did not come up: ${printed}`)
  }
  try {
    await furnish(port)
  } catch (error) {
    await stop()
    throw error
  }
  return { port, home, stop }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(impatience)
}

/** Whether anything listens there. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Whether it answers 200 there. */
export async function answers(url: string, authorization?: string): Promise<boolean> {
  const answer = await fetch(url, authorization === undefined ? {} : { headers: { authorization } })
  await answer.arrayBuffer()
  return answer.ok
}

/** Asks a target as its administrator; rejects with what it answered where that is no success. */
export async function askJson<T>(url: string, method: string, authorization: string, body?: unknown): Promise<T> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization === '' ? {} : { authorization }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`)
  return (text.startsWith('{') ? JSON.parse(text) : null) as T
}
