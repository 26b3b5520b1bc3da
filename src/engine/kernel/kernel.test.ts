import { expect, test } from 'vitest'
import { compileKernel } from './compile.ts'
import { KERNEL_MODULE } from './module.ts'

test('the module is what the source compiles to', async () => {
  const compiled = await compileKernel()
  expect(Buffer.from(compiled).toString('base64')).toBe(KERNEL_MODULE)
})
