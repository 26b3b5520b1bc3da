import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import {
  ACTION_SLOTS,
  CAP_COUNT,
  CHOICES,
  HEAVY,
  HEAVY_WORDS,
  KINDS_OF_ANSWER,
  MODE_ANSWER,
  MODE_NEED,
  NEED_NO_ALERT,
  NEED_OVER,
  NOTHING,
  OWN_ASK,
  OWNER_PLANES,
  PARAMETERS,
  PIECE_CASES,
  PIECE_WORDS,
  PLANE,
  SLOTS,
  TALLIES_WORDS,
  UNKNOWN,
} from './layout.ts'

const MODULE = fileURLToPath(new URL('./module.ts', import.meta.url))
const OPTIONS = ['-O3', '--converge', '--runtime', 'stub', '--importMemory', '--use', 'abort=', '--enable', 'simd']
const SHARED_OPTIONS = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536']

/** What the sources import as `parameters`: which word of the memory each of `PARAMETERS` is, and numbers that both sides know. */
const NUMBERS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(PARAMETERS.map((name, place) => [inCapitals(name), place])),
  ...Object.fromEntries(Object.entries(KINDS_OF_ANSWER).map(([name, kind]) => [`ANSWER_${inCapitals(name)}`, kind])),
  ...Object.fromEntries(Object.entries(CHOICES).map(([name, choice]) => [`CHOICE_${inCapitals(name)}`, choice])),
  ...Object.fromEntries(Object.entries(SLOTS).map(([name, slot]) => [`SLOT_${inCapitals(name)}`, slot])),
  ACTION_SLOTS,
  CAP_COUNT,
  HEAVY,
  HEAVY_WORDS,
  MODE_ANSWER,
  MODE_NEED,
  NEED_NO_ALERT,
  NEED_OVER,
  NOTHING,
  OWN_ASK,
  OWNER_PLANES,
  PIECE_CASES,
  PIECE_WORDS,
  PLANE_COUNTED: PLANE.isChanged | PLANE.isFilled,
  TALLIES_WORDS,
  UNKNOWN,
}

function inCapitals(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

/** The compiler knows one ending only, which is also that of a language that these sources are not. */
function sourceOf(name: string): string | null {
  if (name === 'parameters.ts')
    return Object.entries(NUMBERS)
      .map(([known, value]) => `export const ${known}: u32 = ${value}\n`)
      .join('')
  const file = fileURLToPath(new URL(name.replace(/\.ts$/, '.as'), import.meta.url))
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null
}

/** `kernel.as` in WebAssembly, for a memory that threads share or for one that is its own. Throws what the compiler says. */
export async function compileKernel(isShared: boolean): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | null = null
  const said: string[] = []
  const { error } = await asc.main(
    ['kernel.ts', '--outFile', 'kernel.wasm', ...OPTIONS, ...(isShared ? SHARED_OPTIONS : [])],
    {
      readFile: (name) => (name.endsWith('.ts') ? sourceOf(name) : null),
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
