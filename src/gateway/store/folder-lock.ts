import fs from 'node:fs'
import path from 'node:path'

export class FolderInUse extends Error {
  readonly holder: number

  constructor(folder: string, holder: number) {
    super(
      `The data folder ${folder} is in use by process ${holder}.\n` +
        'Two processes on one folder would lose data. Stop that process, or start with another folder: --data DIR',
    )
    this.name = 'FolderInUse'
    this.holder = holder
  }
}

export interface FolderLock {
  release(): void
}

/**
 * Takes the folder for this process, by a file that is created only if absent and names the holder. A file left by a
 * dead process is taken over; so is one with our own id, which a container reuses after a restart.
 */
export function lockFolder(folder: string): FolderLock {
  const file = path.join(folder, 'lock')
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createLock(file)) return { release: () => releaseLock(file) }
    const holder = readHolder(file)
    if (holder !== null && holder !== process.pid && isAlive(holder)) throw new FolderInUse(folder, holder)
    // Renaming before deleting lets exactly one of several starters take a dead holder's place.
    const grave = `${file}.${process.pid}.stale`
    try {
      fs.renameSync(file, grave)
      fs.rmSync(grave, { force: true })
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  throw new FolderInUse(folder, readHolder(file) ?? 0)
}

function createLock(file: string): boolean {
  try {
    fs.writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function releaseLock(file: string): void {
  if (readHolder(file) === process.pid) fs.rmSync(file, { force: true })
}

function readHolder(file: string): number | null {
  try {
    const id = Number.parseInt(fs.readFileSync(file, 'utf8'), 10)
    return Number.isInteger(id) && id > 0 ? id : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    // EPERM: it lives, but is not ours to signal.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A killed process whose parent has not asked for its end still answers to signals, but holds nothing any more. */
function isZombie(pid: number): boolean {
  try {
    // The name in the second field may hold anything; the state follows its last parenthesis.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    // No such file system: then only the signal can tell.
    return false
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
