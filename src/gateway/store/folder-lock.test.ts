import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { FolderInUse, lockFolder } from './folder-lock.ts'
import { openFolder } from './open-folder.ts'
import { createStore } from './store.ts'

const folders: string[] = []

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

/** A second, real process that takes the folder and says so. */
async function holdElsewhere(folder: string) {
  const module = path.join(import.meta.dirname, 'folder-lock.ts')
  const program = `
    const { lockFolder } = await import(${JSON.stringify(module)})
    try { lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000) }
    catch (error) { console.log(error.name); process.exit(3) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  )
  return { child, said }
}

async function kill(child: ReturnType<typeof spawn>): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

test('F1: a second process on the same folder is refused and names the holder', async () => {
  const folder = newFolder()
  const { child, said } = await holdElsewhere(folder)
  try {
    expect(said).toBe('held')
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    expect(() => lockFolder(folder)).toThrow(String(child.pid))
  } finally {
    await kill(child)
  }
})

test('the folder of a process that died is taken over', async () => {
  const folder = newFolder()
  const { child } = await holdElsewhere(folder)
  await kill(child)
  const lock = lockFolder(folder)
  const second = await holdElsewhere(folder)
  expect(second.said).toBe('FolderInUse')
  lock.release()
  expect(fs.existsSync(path.join(folder, 'lock'))).toBe(false)
})

test('every commit reaches the disk: the count of synchronisations rises with each one', async () => {
  const opened = await openFolder(newFolder())
  try {
    const store = await createStore(opened)
    for (let i = 0; i < 5; i += 1) {
      const before = opened.syncs()
      await store.write((tx) =>
        tx
          .insertInto('meta')
          .values({ tenant: 'main', key: `k${i}`, value: 'v' })
          .execute(),
      )
      expect(opened.syncs()).toBeGreaterThan(before)
    }
  } finally {
    await opened.close()
  }
})

test.runIf(process.platform === 'linux')(
  'a killed process that its parent has not buried yet holds nothing',
  async () => {
    const folder = newFolder()
    // The shell starts the holder and never waits for it: killed, it stays as a zombie.
    const module = path.join(import.meta.dirname, 'folder-lock.ts')
    const program = `const { lockFolder } = await import(${JSON.stringify(module)}); lockFolder(${JSON.stringify(folder)}); console.log(process.pid); setInterval(() => {}, 1000)`
    const shell = spawn('sh', ['-c', `"$NODE" --input-type=module -e "$PROGRAM" & exec sleep 60`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE: process.execPath, PROGRAM: program },
    })
    const holder = await new Promise<number>((resolve) =>
      shell.stdout.once('data', (data: Buffer) => resolve(Number(data))),
    )
    process.kill(holder, 'SIGKILL')
    try {
      await expect.poll(() => fs.readFileSync(`/proc/${holder}/stat`, 'utf8')).toContain(') Z ')
      lockFolder(folder).release()
    } finally {
      await kill(shell)
    }
  },
)
