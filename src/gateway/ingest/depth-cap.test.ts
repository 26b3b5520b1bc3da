import { expect, test } from 'vitest'
import { assertDepthCap } from './depth-cap.ts'

test('the depth cap holds for arrays and objects from 65 levels on', async () => {
  await expect(assertDepthCap()).resolves.toBeUndefined()
})
