import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import os from 'node:os'

/**
 * Keeps every core of this machine awake until the process ends; false where it cannot.
 *
 * A core that has nothing to do is given back by a virtual machine, and waking it takes a good part of a millisecond. What is measured
 * here hands work from thread to thread within a few of them: on a machine where nobody else works, each such step was slower than on a
 * busy one. A program of the kernel's idle class on each core changes that and nothing else: it runs only while nobody wants to.
 */
export function keepCoresAwake(): boolean {
  const idle = ['--idle', '0', process.execPath, '-e', 'for (;;) {}']
  if (spawnSync('chrt', ['--idle', '0', 'true']).status !== 0) return false
  const loops: readonly ChildProcess[] = Array.from({ length: os.availableParallelism() }, () =>
    spawn('chrt', idle, { stdio: 'ignore' }),
  )
  process.once('exit', () => {
    for (const loop of loops) loop.kill('SIGKILL')
  })
  // A signal would end this process without telling anybody.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  for (const loop of loops) loop.unref()
  return true
}
