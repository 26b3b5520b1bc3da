import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import os from 'node:os'

/** Behind the name of a task that was measured without `runAtOnce`. */
export const IN_TURN = ', its threads waiting for their turn'

let loops: readonly ChildProcess[] = []

/**
 * Keeps every core of this machine awake until the process ends; false where it cannot.
 *
 * A core that has nothing to do is given back by a virtual machine, and waking it takes a good part of a millisecond. What is measured
 * here hands work from thread to thread within a few of them. A program of the kernel's idle class on each core changes that and nothing
 * else: it runs only while nobody wants to.
 */
export function keepCoresAwake(): boolean {
  const idle = ['--idle', '0', process.execPath, '-e', 'for (;;) {}']
  if (spawnSync('chrt', ['--idle', '0', 'true']).status !== 0) return false
  loops = Array.from({ length: os.availableParallelism() }, () => spawn('chrt', idle, { stdio: 'ignore' }))
  process.once('exit', () => {
    for (const loop of loops) loop.kill('SIGKILL')
  })
  // A signal would end this process without telling anybody.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  for (const loop of loops) loop.unref()
  return true
}

/**
 * From here on every thread that this process has started, in a browser too, runs as soon as it can, and so do those that they start.
 * Answers how to end that; null where it is not allowed (it takes the rights of root).
 *
 * What a page takes from a key to the paint goes through a dozen threads. Where a kernel lets those that run go on until its next tick,
 * up to 4 ms later, and there are only two cores, the hundredth part of a second that is measured is mostly waiting for one's turn: it
 * tells about the machine, and differs from run to run. This tells what the page itself takes.
 */
export function runAtOnce(): (() => void) | null {
  const ours = ownProcesses()
  // One that has ended meanwhile is no hindrance; this process has not.
  const isAllowed = ours.map((pid) => schedule(pid, '--rr', 1)).at(0) === true
  return isAllowed ? () => void ownProcesses().map((pid) => schedule(pid, '--other', 0)) : null
}

function schedule(pid: number, kind: '--rr' | '--other', priority: number): boolean {
  return spawnSync('chrt', ['--all-tasks', kind, '--pid', String(priority), String(pid)]).status === 0
}

/** This process first, then all that it and they have started, without the loops that keep cores awake. */
function ownProcesses(): readonly number[] {
  const idle = new Set(loops.map(({ pid }) => pid))
  const listed = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n')
  const all = listed.map((line) => line.trim().split(/\s+/).map(Number))
  const ours = new Set([process.pid])
  // A child may be listed before the one that started it.
  for (let before = 0; before !== ours.size; ) {
    before = ours.size
    for (const [pid = 0, parent = 0] of all) if (ours.has(parent) && !idle.has(pid)) ours.add(pid)
  }
  return [...ours]
}
