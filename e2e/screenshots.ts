import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const FOLDER = path.resolve(import.meta.dirname, 'screenshots')
const SIZES = [
  [1280, 800],
  [2560, 1440],
] as const
const THEMES = ['dark', 'light'] as const

test.use({ gatewayOptions: ['--alerts', '400'] })

interface Named {
  readonly id: string
}

test('the pictures of the documentation', async ({ gateway, ines, noor, mira, ivo, edda }) => {
  const api = async <T>(page: Page, method: 'GET' | 'POST', address: string, data?: unknown): Promise<T> => {
    const answer = await page.request.fetch(`${gateway.origin}/api${address}`, {
      method,
      headers: { Origin: gateway.origin, 'Idempotency-Key': crypto.randomUUID() },
      ...(data === undefined ? {} : { data }),
    })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as T
  }
  const { items } = await api<{ items: readonly (Named & { action: string; identityId: string })[] }>(
    ines.page,
    'GET',
    '/alerts?text=instance+used+from+elsewhere',
  )
  const stolen = items[0]
  if (stolen === undefined) throw new Error('the sample lacks the stolen role')
  const request = { alertId: stolen.id, action: stolen.action, exceedsCap: false }
  const plan = await api<{ body: Named; digest: string }>(ines.page, 'POST', '/plans', {
    ...request,
    reason: 'Used from an address that is not the instance, six seconds after the instance itself',
  })

  const screens: readonly [string, Page, string][] = [
    ['queue', ines.page, '/queue'],
    ['alert', ines.page, `/alerts/${stolen.id}`],
    ['identity', ines.page, `/identities/${stolen.identityId}`],
    ['identities', ines.page, '/identities'],
    ['approvals', noor.page, `/approvals?plan=${plan.body.id}`],
    ['record', mira.page, '/record'],
    ['sources', ivo.page, '/sources'],
    ['triggers', edda.page, '/triggers'],
    ['trigger', edda.page, '/triggers/stolen-instance-role'],
    ['coverage', edda.page, '/triggers?tab=coverage'],
    ['whatif', edda.page, '/whatif'],
  ]
  await takeAll(gateway.origin, screens)

  await api(noor.page, 'POST', `/plans/${plan.body.id}/votes`, {
    choice: 'approve',
    digest: plan.digest,
    reason: 'agreed',
  })
  await expect
    .poll(async () => (await api<{ state: string }>(ines.page, 'GET', `/plans/${plan.body.id}`)).state, {
      timeout: 30_000,
    })
    .toBe('done')
  await takeAll(gateway.origin, [['plan', ines.page, `/plans/${plan.body.id}`]])
})

async function takeAll(origin: string, screens: readonly (readonly [string, Page, string])[]): Promise<void> {
  for (const [name, page, address] of screens) {
    for (const [width, height] of SIZES) {
      for (const theme of THEMES) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme: theme })
        await page.goto(origin + address)
        await page.waitForLoadState('load')
        // The pictures show what a person sees after a moment, not the loading line.
        await page.waitForTimeout(1500)
        await page.screenshot({ path: path.join(FOLDER, `${name}-${width}-${theme}.png`) })
      }
    }
  }
}
