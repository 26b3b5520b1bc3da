import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const SOURCE = fileURLToPath(new URL('./kernel.as', import.meta.url))
const MODULE = fileURLToPath(new URL('./module.ts', import.meta.url))
const OPTIONS = ['-O3', '--converge', '--runtime', 'stub', '--importMemory', '--use', 'abort=', '--enable', 'simd']
const SHARED_OPTIONS = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536']

/** `kernel.as` in WebAssembly, for a memory that threads share or for one that is its own. Throws what the compiler says. */
export async function compileKernel(isShared: boolean): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | null = null
  const said: string[] = []
  const { error } = await asc.main(
    ['kernel.ts', '--outFile', 'kernel.wasm', ...OPTIONS, ...(isShared ? SHARED_OPTIONS : [])],
    {
      // The compiler knows one ending only, which is also that of a language that this source is not.
      readFile: (name) => (name === 'kernel.ts' ? fs.readFileSync(SOURCE, 'utf8') : null),
      writeFile: (_name, contents) => {
        bytes = Uint8Array.from(contents as Uint8Array)
      },
      listFiles: () => [],
      stderr: { write: (text) => void said.push(String(text)) },
    },
  )
  if (error !== null || bytes === null)
    throw new Error(`kernel.as does not compile: ${said.join('') || error?.message}`)
  return bytes
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [own, shared] = [await compileKernel(false), await compileKernel(true)]
  const text = `/** \`kernel.as\` as \`compile.ts\` compiles it, in base64. A test says that it is what the source compiles to. */
export const KERNEL_MODULE =
  '${Buffer.from(own).toString('base64')}'
/** The same over a memory that threads share. */
export const SHARED_KERNEL_MODULE =
  '${Buffer.from(shared).toString('base64')}'
`
  fs.writeFileSync(MODULE, text)
  process.stdout.write(`kernel.as: ${own.length} bytes, shared ${shared.length}\n`)
}
