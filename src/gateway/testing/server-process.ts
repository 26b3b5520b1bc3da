import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { COMPILED } from './compiled.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
/** It lives for seconds: what the engine spends on making the database's code faster would not come back. */
const SHORT_LIVED = '--liftoff-only'

/** A gateway as its own process, as people start it. */
export interface ServerProcess {
  readonly origin: string
  /** The token of the sign-in link that it printed. */
  readonly signInToken: string
  /** As the kernel kills: no handler runs. */
  kill(): Promise<void>
  /** Signs in with a token, by default the printed link's, and answers the cookie. */
  signIn(token?: string): Promise<string>
}

export async function startServer(
  folder: string,
  options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ServerProcess> {
  const args = [SHORT_LIVED, 'src/gateway/server.ts', '--data', folder, '--port', '0', ...(options.args ?? ['--empty'])]
  const { DATABASE_URL: _url, ...env } = process.env
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, ...COMPILED, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const { origin, signInToken } = await announced(child)
  return {
    origin,
    signInToken,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    signIn: async (token = signInToken) => {
      const answer = await fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token }),
      })
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
      if (answer.status !== 200 || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`)
      return cookie
    },
  }
}

/** Waits for what it prints once it listens; rejects with its own words where it ends instead. */
function announced(child: ChildProcess): Promise<{ origin: string; signInToken: string }> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const look = (chunk: Buffer) => {
      printed += chunk.toString()
      const match = /Sign in\s+(http:\S+)\/sign-in#(sgl_[0-9a-f]+)/.exec(printed)
      if (match?.[1] !== undefined && match[2] !== undefined) resolve({ origin: match[1], signInToken: match[2] })
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed.slice(0, 2000)}`)))
  })
}
