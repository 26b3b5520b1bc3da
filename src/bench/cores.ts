import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import os from 'node:os'

/** Behind the name of a task that was measured without `runAtOnce`. */
export const IN_TURN = ', its threads waiting for their turn'

/**
 * From here on every thread that this process has started, in a browser too, runs as soon as it can, and so do those that they start;
 * and every core stays awake. Answers how to end that; null where it is not allowed (it takes the rights of root).
 *
 * What a page takes from a key to the paint goes through a dozen threads. Where a kernel lets those that run go on until its next tick,
 * up to 4 ms later, and there are only two cores, the hundredth part of a second that is measured is mostly waiting for one's turn: it
 * tells about the machine, and differs from run to run. A virtual machine also gives back a core that has nothing to do, and waking it
 * takes a good part of a millisecond: a program of the kernel's idle class on each keeps it. This tells what the page itself takes.
 */
export function runAtOnce(): (() => void) | null {
  const [isAllowed] = ownProcesses().map((pid) => schedule(pid, '--rr', 1))
  // Of this process itself, which comes first: one that has ended meanwhile is no hindrance.
  if (isAllowed !== true) return null
  const loops = keepCoresAwake()
  const end = () => {
    for (const loop of loops) loop.kill('SIGKILL')
  }
  process.once('exit', end)
  return () => {
    process.off('exit', end)
    end()
    for (const pid of ownProcesses()) schedule(pid, '--other', 0)
  }
}

/** Only beside threads that run at once: any other would wait for the tick until such a loop gives way. */
function keepCoresAwake(): readonly ChildProcess[] {
  const idle = ['--idle', '0', process.execPath, '-e', 'for (;;) {}']
  return Array.from({ length: os.availableParallelism() }, () => spawn('chrt', idle, { stdio: 'ignore' }))
}

function schedule(pid: number, kind: '--rr' | '--other', priority: number): boolean {
  return spawnSync('chrt', ['--all-tasks', kind, '--pid', String(priority), String(pid)]).status === 0
}

/** This process first, then all that it and they have started. */
function ownProcesses(): readonly number[] {
  const listed = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n')
  const all = listed.map((line) => line.trim().split(/\s+/).map(Number))
  const ours = new Set([process.pid])
  // A child may be listed before the one that started it.
  for (let before = 0; before !== ours.size; ) {
    before = ours.size
    for (const [pid = 0, parent = 0] of all) if (ours.has(parent)) ours.add(pid)
  }
  return [...ours]
}
